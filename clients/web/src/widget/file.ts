/** The transcript as a text file: everything that the consumer may read, from the first word on. */
import type { ConsumerView } from "../client/index.ts";
import type { SegmentLine } from "../client/answers.ts";
import { client, view } from "./conversation.ts";
import { say, sayOr } from "./language.ts";

const PAGE = 200;

/** Fetches it and hands it to the browser. Rejects like any command. */
export async function download(): Promise<void> {
  const [current, seen] = [client.value, view.value];
  if (!current || !seen) return;
  const said: SegmentLine[] = [];
  for (let more = true; more; ) {
    const after = said.at(-1)?.seq;
    const page = await current.ask("transcript.read", { interaction: seen.interaction, after_seq: after ?? 0, limit: PAGE });
    said.push(...page.segments);
    more = page.more && page.segments.length > 0;
  }
  const url = URL.createObjectURL(new Blob([text(seen, said)], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${say("file.name")}-${new Date(seen.created_at_ms).toISOString().slice(0, 10)}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

function text(seen: ConsumerView, said: SegmentLine[]): string {
  const names = new Map(seen.segments.map((segment) => [segment.segment, segment.participant]));
  const head = [say("file.title", { queue: seen.queue_name }), new Date(seen.created_at_ms).toLocaleString(), ""];
  const lines = said.map(({ segment, role, at_ms, text: words }) => {
    const name = names.get(segment) || (role === "consumer" ? seen.name || say("chat.you") : sayOr(`role.${role}`, "role.system"));
    return `[${new Date(at_ms).toLocaleString()}] ${name}: ${words}`;
  });
  return `\uFEFF${[...head, ...lines].join("\n")}\n`;
}
