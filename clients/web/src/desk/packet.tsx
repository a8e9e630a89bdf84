/** What a colleague leaves, the same on the ring and beside the conversation: who, why, notes, and the answer begun. */
import { type HandOver, type InteractionView, packet } from "../client/index.ts";
import { agent, now } from "./desk.ts";
import { clockTime, say, sayOr } from "./language.ts";

export function Packet({ left }: { left: HandOver }) {
  const { note, notes, draft, reason, ended_at_ms: atMs } = left;
  const why = reason && sayOr(`left.${reason}`, "");
  return (
    <blockquote class="packet">
      <p class="quiet">
        {say("ring.handover", { agent: left.agent_name })}
        {why && ` · ${why}`}
        {atMs !== undefined && <time>{` · ${clockTime(atMs, now.peek())}`}</time>}
      </p>
      {note && <p>{note}</p>}
      {notes.filter(({ text }) => text !== note).map((one, index) => (
        <p key={index}>{one.text}</p>
      ))}
      {draft && <p class="quiet">{say("packet.draft", { agent: draft.agent_name })}</p>}
      {draft && <p class="begun">{draft.text}</p>}
    </blockquote>
  );
}

/** Beside a conversation that somebody else had before me. */
export function LeftToMe({ view }: { view: InteractionView }) {
  const me = agent.value?.agent ?? "";
  const isMine = view.legs.some((leg) => leg.agent === me && leg.state !== "ended");
  const left = isMine ? packet(view, me) : undefined;
  return left ? <Packet left={left} /> : null;
}
