/** Before a conversation: what it is about, who asks, and the first words; or why there is nothing to begin. */
import { useEffect } from "preact/hooks";
import { type Field, type PublicQueue, badField, chats, chosen, isStarting, lines, look, problem, queues, start, startCall, typed } from "./begin.ts";
import { TEXT_CHARS_MAX } from "./outbox.ts";
import { dayAndTime, say, sayOr } from "./language.ts";

const FIELDS = [
  ["name", "text", "name"],
  ["email", "email", "email"],
  ["phone", "tel", "tel"],
] as const;

export function Begin() {
  useEffect(() => void look(), []);
  if (!queues.value)
    return (
      <div class="page" aria-busy={!problem.value}>
        {problem.value ? <LookAgain text={problem.value} /> : <p class="quiet">{say("app.loading")}</p>}
      </div>
    );
  const queue = chosen();
  if (!queue && lines().length > 0) return <CallOnly />;
  if (!queue)
    return (
      <div class="page">
        <h2>{say("form.none")}</h2>
        <LookAgain text={say("form.none_help")} />
      </div>
    );
  return (
    <form class="page" onSubmit={(event) => (event.preventDefault(), void start())}>
      <h2>{say("form.title")}</h2>
      {chats().length > 1 && <Topic queues={chats()} queue={queue} />}
      {queue.turned_away ? <Away queue={queue} /> : <Fields queue={queue} />}
      <CallButtons />
    </form>
  );
}

/** Nothing to write in here, but to call. */
function CallOnly() {
  return (
    <div class="page">
      <h2>{say("form.title")}</h2>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <CallButtons />
    </div>
  );
}

function CallButtons() {
  if (lines().length === 0) return null;
  return (
    <div class="calls" role="group" aria-labelledby="calls">
      <h3 id="calls">{say("call.begin")}</h3>
      {lines().map((line) => (
        <div key={line.queue}>
          <button type="button" data-channel={line.channel} disabled={isStarting.value || line.turned_away !== undefined} onClick={() => void startCall(line)}>
            <ChannelDrawing channel={line.channel} />
            {sayOr(`call.${line.channel}`, "call.voice")}
          </button>
          {line.turned_away && <p class="quiet">{sayOr(`away.${line.turned_away}`, "away.other")}</p>}
        </div>
      ))}
    </div>
  );
}

function ChannelDrawing({ channel }: { channel: string }) {
  return (
    <svg class="drawing" viewBox="0 0 24 24" aria-hidden="true">
      <path d={channel === "video" ? "M3 6h12v12H3zM15 10l6-4v12l-6-4z" : "M6 3h4l2 5-3 2a11 11 0 0 0 5 5l2-3 5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z"} />
    </svg>
  );
}

function LookAgain({ text }: { text: string }) {
  return (
    <>
      <p role="status">{text}</p>
      <button type="button" onClick={() => void look()}>
        {say("form.again")}
      </button>
    </>
  );
}

function Topic({ queues: all, queue }: { queues: PublicQueue[]; queue: PublicQueue }) {
  return (
    <label class="field">
      {say("form.queue")}
      <select value={queue.queue} onChange={(event) => (typed.value = { ...typed.value, queue: event.currentTarget.value })}>
        {all.map((one) => (
          <option key={one.queue} value={one.queue}>
            {one.name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Who came now would be turned away: why, until when, and what the operator has to say about it. */
function Away({ queue }: { queue: PublicQueue }) {
  return (
    <>
      <div class="notice" role="status">
        <p class="strong">{sayOr(`away.${queue.turned_away}`, "away.other")}</p>
        {queue.message && <p>{queue.message}</p>}
        <p>{queue.opens_at_ms ? say("away.opens", { when: dayAndTime(queue.opens_at_ms) }) : say("away.help")}</p>
      </div>
      <button type="button" onClick={() => void look()}>
        {say("form.again")}
      </button>
    </>
  );
}

function Fields({ queue }: { queue: PublicQueue }) {
  const write = (field: Field | "text", value: string): void => void (typed.value = { ...typed.value, [field]: value });
  return (
    <>
      {FIELDS.filter(([field]) => queue.form[field] !== "no").map(([field, type, fill]) => (
        <label key={field} class="field">
          <span>
            {say(`form.${field}`)}
            {queue.form[field] === "optional" && <span class="quiet"> ({say("form.optional")})</span>}
          </span>
          <input
            name={field}
            type={type}
            list={undefined}
            autocomplete={fill}
            maxLength={128}
            required={queue.form[field] === "required"}
            aria-invalid={badField.value === field}
            value={typed.value[field]}
            onInput={(event) => write(field, event.currentTarget.value)}
          />
        </label>
      ))}
      <label class="field">
        {say("form.text")}
        <textarea
          name="text"
          rows={4}
          required
          maxLength={TEXT_CHARS_MAX}
          value={typed.value.text}
          onInput={(event) => write("text", event.currentTarget.value)}
        />
      </label>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <button type="submit" class="primary" disabled={isStarting.value}>
        {say(isStarting.value ? "form.starting" : "form.start")}
      </button>
    </>
  );
}
