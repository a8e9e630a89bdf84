/**
 * What is shown of the chosen interaction: followed where one may follow it, else read once, else the reason why not.
 *
 * subscribe ──ok──► followed          forbidden, and there is a `via` ──► read once (somebody else's, earlier)
 *     └──────── forbidden, none ──► refused: it waits, or it is not for this agent
 */
import { batch, effect, signal } from "@preact/signals";
import { type Client, CommandFailed, complete } from "../client/index.ts";
import type { InteractionView } from "../client/received.ts";
import { client, connection, legs, offers, onNotice, views } from "./desk.ts";
import { followedInteractions } from "./mail/following.ts";
import { place } from "./place.ts";

/** Read once, by id. They do not change by themselves. */
const read = signal<Readonly<Record<string, InteractionView>>>({});
/** Error codes, by id. */
export const refused = signal<Readonly<Record<string, string>>>({});

/** What is known of an interaction now. */
export function viewOf(interaction: string): InteractionView | undefined {
  return views.value.interaction(interaction) ?? read.value[interaction];
}

/** Through which interaction this one is read, if it is not the agent's own: it is not followed, nothing can be done with it. */
export function viaOf(interaction: string): string | undefined {
  const isRead = !views.value.interaction(interaction) && interaction in read.value;
  return isRead && place.value.interaction === interaction ? place.value.via : undefined;
}

async function open(current: Client, interaction: string, via: string | undefined): Promise<void> {
  try {
    await current.subscribe(`interaction/${interaction}`);
    tell(interaction, undefined);
  } catch (error) {
    if (!(error instanceof CommandFailed)) return;
    if (via && error.code === "forbidden") await readOnce(current, interaction, via);
    else tell(interaction, error.code);
  }
}

async function readOnce(current: Client, interaction: string, via: string): Promise<void> {
  try {
    const { interaction: view } = await current.ask("interaction.read", { interaction, via });
    read.value = { ...read.value, [interaction]: complete<InteractionView>("InteractionView", view) };
    tell(interaction, undefined);
  } catch (error) {
    if (error instanceof CommandFailed) tell(interaction, error.code);
  }
}

function tell(interaction: string, code: string | undefined): void {
  const { [interaction]: _, ...rest } = refused.peek();
  if (code || interaction in refused.peek()) refused.value = code ? { ...rest, [interaction]: code } : rest;
}

/** Streams of what is neither chosen nor the agent's, nor has a mail on its way: not followed any more. */
function leave(current: Client, chosen: string | undefined, mine: ReadonlySet<string>): void {
  const followed = followedInteractions();
  for (const stream of current.views.streams) {
    const [kind, id] = stream.split("/");
    if (kind !== "interaction" || !id || id === chosen || mine.has(id) || followed.has(id)) continue;
    current.unsubscribe(stream).catch(() => undefined); // the connection knows better
  }
}

/** What was asked for last: once for each place and connection, and again when it becomes the agent's. */
let asked = "";

effect(() => {
  const current = client.value;
  const { interaction, via } = place.value;
  const answered = offers.value.filter(({ state }) => state === "accepting");
  const mine = new Set([...legs.value, ...answered].map(({ interaction: id }) => id));
  if (!current || connection.value.state !== "live") return void (asked = "");
  leave(current, interaction, mine);
  const isMine = interaction !== undefined && mine.has(interaction);
  const next = `${interaction} ${via} ${isMine}`;
  if (next === asked) return;
  asked = next;
  if (interaction && !current.views.interaction(interaction)) void open(current, interaction, isMine ? undefined : via);
});

onNotice(({ notice, stream = "" }) => {
  if (notice === "unsubscribed" && stream.startsWith("interaction/")) tell(stream.slice("interaction/".length), "forbidden");
});

effect(() => {
  if (client.value) return;
  batch(() => ((read.value = {}), (refused.value = {})));
});
