/** Colleagues and queues, as they are at this moment; and the names of all that were ever seen. */
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Answers } from "../client/index.ts";
import type { Target } from "../client/received.ts";
import { agent, client } from "./desk.ts";

export type Directory = Answers["directory.read"];

const LOOK_MS = 5_000;
const PAUSE_MS = 200;
const LIMIT = 50;

const names = signal<ReadonlyMap<string, string>>(new Map());
let hasAsked = false;

async function look(text: string): Promise<Directory | undefined> {
  const found = await client.peek()?.ask("directory.read", { text, limit: LIMIT });
  if (!found) return undefined;
  const known = new Map(names.peek());
  for (const { queue, name } of found.queues) known.set(queue, name);
  for (const { agent, name } of found.agents) known.set(agent, name);
  names.value = known;
  return found;
}

/** What matches a text, asked again while it is looked at. */
export function useDirectory(text: string): Directory | undefined {
  const [found, setFound] = useState<Directory | undefined>(undefined);
  useEffect(() => {
    let isLeft = false;
    const again = (): void => void look(text).then((now) => isLeft || setFound(now), () => undefined);
    const first = setTimeout(again, found ? PAUSE_MS : 0);
    const timer = setInterval(again, LOOK_MS);
    return () => ((isLeft = true), clearTimeout(first), clearInterval(timer));
  }, [text]);
  return found;
}

/** The name of an agent or a queue; its id until it is known. */
export function nameOfId(id: string): string {
  if (id === agent.value?.agent) return agent.value.name;
  const known = names.value.get(id);
  if (!known && !hasAsked) (hasAsked = true), void look("").catch(() => (hasAsked = false));
  return known ?? id;
}

export const targetName = ({ queue, agent }: Target): string => nameOfId(agent ?? queue ?? "");
