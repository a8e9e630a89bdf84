/** The place to answer. What is typed is kept: here at once, on the server soon after. */
import { useEffect, useRef } from "preact/hooks";
import type { InteractionView } from "../client/received.ts";
import { agent, client, wantsToWrite } from "./desk.ts";
import { say } from "./language.ts";
import { sendMessage } from "./outbox.ts";
import { typed } from "./typed.ts";

const TYPING_MS = 3_000;

export function Composer({ view }: { view: InteractionView }) {
  const { interaction, draft } = view;
  const reply = typed(`draft ${agent.value?.agent} ${interaction}`, async (current, text, rev) => {
    const { rev: saved } = await current.ask("draft.save", { interaction, text }, { rev });
    return saved;
  });
  const lastTyping = useRef(-TYPING_MS);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (wantsToWrite.value === interaction) box.current?.focus();
    wantsToWrite.value = undefined;
  }, []);
  useEffect(() => reply.told(draft?.text ?? "", view.draft_rev), [view.draft_rev]);
  const write = (text: string): void => {
    reply.type(text);
    if (performance.now() - lastTyping.current < TYPING_MS) return;
    lastTyping.current = performance.now();
    client.value?.ask("message.typing", { interaction, typing: true }).catch(() => undefined);
  };
  const send = (): void => {
    const text = reply.text.value.trim();
    if (!text) return;
    sendMessage(interaction, text);
    reply.type("");
    lastTyping.current = -TYPING_MS;
    client.value?.ask("message.typing", { interaction, typing: false }).catch(() => undefined);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
  const label = say("thread.write", { name: view.consumer.name || say("role.consumer") });
  return (
    <form class="composer" onSubmit={(event) => (event.preventDefault(), send())}>
      <textarea
        ref={box}
        aria-label={label}
        placeholder={label}
        rows={3}
        value={reply.text.value}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      <div class="row">
        <span class="quiet">{reply.saving.value === "clean" && reply.text.value ? say("thread.draft_saved") : say("thread.hint")}</span>
        <button type="submit" class="primary" disabled={!reply.text.value.trim()}>
          {say("thread.send")}
        </button>
      </div>
    </form>
  );
}
