/** What the account has set up: asked once for each connection, because a restarted server may have been configured anew. */
import { effect, signal } from "@preact/signals";
import type { AccountSetUp, SetUpQueue } from "../client/answers.ts";
import { client, connection, tellFailure } from "./desk.ts";

export const account = signal<AccountSetUp | undefined>(undefined);

/** A queue as it is configured, when that is known. */
export function setUp(queue: string): SetUpQueue | undefined {
  return account.value?.queues.find((one) => one.queue === queue);
}

effect(() => {
  const current = client.value;
  if (!current) account.value = undefined;
  if (!current || connection.value.state !== "live") return;
  current.ask("account.read", {}).then(
    (found) => client.value === current && (account.value = found),
    (error: unknown) => tellFailure(error),
  );
});
