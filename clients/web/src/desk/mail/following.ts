/**
 * Mails of the agent that have not left yet are followed when the agent has turned to something else, resolved or not. One
 * that fails is told, and stays above the lists until it is looked at. Kept on this device; all of its tabs share it.
 *
 * sent by the agent --> followed --sent--> followed for a day, as it may bounce --> forgotten
 *                         ^  |--failed--> told, in sight --looked at--> followed, as it may be sent again
 *                         |---------------------------------------------------|
 */
import { effect, signal } from "@preact/signals";
import { CommandFailed } from "../../client/index.ts";
import { agent, chosen, client, connection, now, toast, views } from "../desk.ts";
import { say } from "../language.ts";
import { goTo } from "../place.ts";

export interface Followed {
  agent: string;
  interaction: string;
  mail: string;
  name: string;
  subject: string;
  at_ms: number;
  /** Why it did not arrive, in the other server's words. */
  failed?: string;
  wasSeen?: boolean;
}

const KEPT = "ringline.mails";
const FOLLOWED_MAX = 20;
const BOUNCE_MS = 24 * 3_600_000;

const read = (): Followed[] => JSON.parse(localStorage.getItem(KEPT) ?? "[]") as Followed[];
const followed = signal<readonly Followed[]>(read());
const mine = (): readonly Followed[] => followed.value.filter((one) => one.agent === agent.value?.agent);

const isInSight = (one: Followed): boolean => one.failed !== undefined && !one.wasSeen;

/** Whose streams are not left. */
export const followedInteractions = (): Set<string> => new Set(mine().map(({ interaction }) => interaction));

/** Not delivered, and not looked at. */
export const undelivered = (): readonly Followed[] => mine().filter(isInSight);

export function follow(interaction: string, mail: string): void {
  const view = views.peek().interaction(interaction);
  const name = view?.consumer.name || view?.consumer.email || say("ring.unknown");
  keep([...read(), { agent: agent.peek()?.agent ?? "", interaction, mail, name, subject: view?.subject ?? "", at_ms: now.peek() }]);
}

/** Those in sight stay; of the others the oldest are forgotten first. */
function keep(all: readonly Followed[]): void {
  const told = all.filter(isInSight).slice(-FOLLOWED_MAX);
  const quiet = all.filter((one) => !isInSight(one) && now.peek() - one.at_ms < BOUNCE_MS);
  const left = [...told, ...quiet.slice(Math.max(0, quiet.length - (FOLLOWED_MAX - told.length)))];
  localStorage.setItem(KEPT, JSON.stringify(left));
  followed.value = left;
}

const change = (mail: string, part: Partial<Followed>): void => keep(read().map((one) => (one.mail === mail ? { ...one, ...part } : one)));

/** What the server says of it now. */
function look(one: Followed): void {
  const state = views.value.interaction(one.interaction)?.mails.find(({ mail }) => mail === one.mail);
  if (!state) return;
  if (state.state !== "failed") {
    if (one.failed !== undefined) change(one.mail, { failed: undefined, wasSeen: undefined });
  } else if (one.failed === undefined) {
    change(one.mail, { failed: state.reason });
    const isRead = chosen.peek() === one.interaction && document.querySelector("[role='dialog']") === null;
    if (!isRead) toast("mail.failed_told", { name: one.name, reason: state.reason }, true, { text: say("mail.failed_look"), run: () => lookAt(one.interaction) });
  }
}

/** What failed there is known from now on. What fails while it is open stays in sight: who resolves it just then has not seen it. */
function see(interaction: string): void {
  if (read().some((one) => one.interaction === interaction && isInSight(one)))
    keep(read().map((one) => (one.interaction === interaction && isInSight(one) ? { ...one, wasSeen: true } : one)));
}

export const lookAt = (interaction: string): void => (see(interaction), goTo({ interaction }));

/** For the life of the page. */
export function startFollowing(): void {
  let asked = new Set<string>();
  addEventListener("storage", ({ key }) => key === KEPT && (followed.value = read()));
  effect(() => {
    const current = client.value;
    if (!current || connection.value.state !== "live") return void (asked = new Set());
    for (const interaction of followedInteractions()) {
      if (asked.has(interaction) || current.views.interaction(interaction)) continue;
      asked.add(interaction);
      current.subscribe(`interaction/${interaction}`).catch((error: unknown) => {
        if (error instanceof CommandFailed && error.isSettled) keep(read().filter((one) => one.interaction !== interaction));
      });
    }
  });
  effect(() => mine().forEach(look));
  effect(() => void (chosen.value && see(chosen.value)));
}
