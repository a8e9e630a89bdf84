/**
 * The agent's token: from a link or typed in, kept in this tab, shared with the agent's other tabs of this browser, and
 * renewed before or after it has expired without anything on the screen being lost.
 *
 * #token=…  is taken out of the address at once; it never reaches a server in a URL.
 *
 * good ──token_expiring──► ending ──a newer one, in band──► good
 *                             └── expired (42xx) ──► stale: the next hello waits for a newer one ──► good
 */
import { signal } from "@preact/signals";
import { CommandFailed } from "../client/index.ts";
import { client, connection, onNotice, signIn, signOut, toast } from "./desk.ts";
import { type Word } from "./language.ts";
import { hashOf, place } from "./place.ts";
import { bearer, keep, supply } from "./token.ts";

const LINK = /^#token=([^&]+)$/;
const channel = "BroadcastChannel" in window ? new BroadcastChannel("ringline.token") : undefined;

/** When the sign-in ends, by the server's clock, if that is soon. */
export const endsAtMs = signal<number | undefined>(undefined);
export const problem = signal<Word | undefined>(undefined);

/** The token of the address, which has it no longer. */
function linked(): string | undefined {
  const token = LINK.exec(location.hash)?.[1];
  if (token) history.replaceState(null, "", hashOf(place.peek()));
  return token && decodeURIComponent(token);
}

/** Whose it says it is; the server decides. */
function owner(token: string | undefined): string | undefined {
  try {
    const text = atob((token?.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/"));
    return String((JSON.parse(text) as { sub?: unknown }).sub);
  } catch {
    return undefined;
  }
}

export function signInWith(token: string): void {
  signIn(token);
  channel?.postMessage(token);
}

/** A newer token of the same agent; whether it was taken. */
export async function renew(token: string): Promise<boolean> {
  problem.value = undefined;
  const current = client.value;
  if (!current || owner(token) !== current.principal?.id) return refuse();
  if (connection.value.state === "live") {
    try {
      await current.ask("auth.refresh", { token });
    } catch (error) {
      if (error instanceof CommandFailed) return refuse();
      return false;
    }
  }
  supply(token);
  endsAtMs.value = undefined;
  toast("signin.renewed");
  return true;
}

function refuse(): boolean {
  problem.value = "signin.refused";
  return false;
}

/** Somebody opened a link in this tab: the same agent goes on, another one signs in instead. */
function arrived(): void {
  const token = linked();
  if (!token) return;
  const isSame = client.value !== undefined && owner(token) === client.value.principal?.id;
  if (isSame) return void renew(token).then((isDone) => isDone && channel?.postMessage(token));
  if (client.value) signOut();
  signInWith(token);
}

/** For the life of the page: who has a link, or was signed in in this tab, is. */
export function startSession(): void {
  const token = linked();
  const kept = keep();
  if (token && kept && owner(token) !== owner(kept)) signOutKept();
  if (token) signInWith(token);
  else if (kept) signIn(kept);
  addEventListener("hashchange", arrived);
  onNotice(({ notice, expires_at_ms }) => {
    if (notice === "token_expiring") endsAtMs.value = expires_at_ms;
  });
  channel?.addEventListener("message", ({ data }: MessageEvent<string>) => {
    const isWanted = endsAtMs.value !== undefined || bearer.isStale;
    if (isWanted && owner(data) === client.value?.principal?.id) void renew(data);
  });
}

/** Somebody else's session of this tab is not gone on with. */
function signOutKept(): void {
  sessionStorage.removeItem("ringline.session");
}
