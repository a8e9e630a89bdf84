/** What the account has set up: asked once for each connection, because a restarted server may have been configured anew. */
import { computed, effect, signal } from "@preact/signals";
import type { AccountSetUp, SetUpQueue } from "../client/answers.ts";
import { client, connection, tellFailure } from "./desk.ts";

export const account = signal<AccountSetUp | undefined>(undefined);

const queues = computed(() => new Map(account.value?.queues.map((queue) => [queue.queue, queue])));
const agents = computed(() => new Map(account.value?.agents.map((agent) => [agent.agent, agent.name])));

/** A queue as it is configured, when that is known. */
export function setUp(queue: string | null | undefined): SetUpQueue | undefined {
  return queues.value.get(queue ?? "");
}

export const queueName = (queue: string | null | undefined): string => setUp(queue)?.name ?? queue ?? "";
export const agentName = (agent: string): string => agents.value.get(agent) ?? agent;

effect(() => {
  const current = client.value;
  if (!current) account.value = undefined;
  if (!current || connection.value.state !== "live") return;
  current.ask("account.read", {}).then(
    (found) => client.value === current && (account.value = found),
    (error: unknown) => tellFailure(error),
  );
});
