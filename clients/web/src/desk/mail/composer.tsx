/** Where a mail is written: to whom, about what, what it says, what hangs on it. Saved as it is typed. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Params } from "../../client/index.ts";
import type { InteractionView, LegView } from "../../client/received.ts";
import { useDeed } from "../deeds.ts";
import { client, toast, wantsToWrite } from "../desk.ts";
import { say } from "../language.ts";
import { goTo, place } from "../place.ts";
import { sendMail } from "../outbox.ts";
import { Lazy } from "../lazy.tsx";
import { Attach, Attached, useDropping } from "./attaching.tsx";
import { Begins, BeginsFresh, useBegins } from "./begins.tsx";
import { answeredOf } from "./card.tsx";
import { Conflict } from "./conflict.tsx";
import { MailAnswers, useMailAnswers } from "./canned.tsx";
import { type Change, type Draft, draftOf, keptText } from "./draft.ts";
import { Envelope } from "./envelope.tsx";
import { follow } from "./following.ts";
import { type Problem, problemOf, forgotten } from "./problems.ts";
import { Quoted } from "./quoted.tsx";
import { RichText } from "./rich.tsx";
import { Saved } from "./saved.tsx";
import { Signature } from "./signature.tsx";
import { uploading } from "./uploads.ts";
import { keptByServer, mailOf, put, sendable } from "./writing.ts";

export function MailComposer({ view, leg }: { view: InteractionView; leg: LegView }) {
  const { interaction } = view;
  const mail = mailOf(interaction);
  const answered = answeredOf(view);
  useBegins(view, answered);
  useEffect(() => mail.told(keptByServer(view.draft?.text ?? "", view.draft?.mail), view.draft_rev), [view.draft_rev]);
  const [leaving, leave] = useState<Params["mail.send"] | undefined>(undefined);
  const draft = draftOf(mail.text.value);
  const send = async (): Promise<void> => {
    const sent = leaving && (await client.value?.ask("mail.send", leaving));
    if (sent) follow(interaction, sent.mail);
    put(interaction, undefined);
  };
  return (
    <>
      {draft ? (
        <Open key={interaction} view={view} leg={leg} draft={draft} leave={leave} />
      ) : (
        <div class="composer mailer" data-open={false}>
          {answered ? <Begins view={view} mail={answered} kind="main" /> : <BeginsFresh view={view} />}
        </div>
      )}
      {leaving && <Lazy name="Resolving" view={view} leg={leg} close={() => leave(undefined)} first={{ word: "mail.send_resolve", run: send }} />}
    </>
  );
}

interface OpenProps {
  view: InteractionView;
  leg: LegView;
  draft: Draft;
  /** Sent and resolved in one. */
  leave: (params: Params["mail.send"]) => void;
}

function Open({ view, leg, draft, leave }: OpenProps) {
  const { interaction } = view;
  const mail = mailOf(interaction);
  const box = useRef<HTMLDivElement>(null);
  const [withQuote, setQuote] = useState(true);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  /** What is drawn may be a frame behind what was typed. */
  const newest = (): Draft => draftOf(mail.text.peek()) ?? draft;
  const change: Change = (part) => {
    setProblem(undefined);
    put(interaction, { ...newest(), ...(typeof part === "function" ? part(newest()) : part) });
  };
  const answers = useMailAnswers(view, leg, box);
  const dropping = useDropping(interaction, change);
  const focus = (): void => (goTo({ ...place.value, about: undefined }), void requestAnimationFrame(() => box.current?.focus()));
  useDeed("thread.focus", focus);
  useLayoutEffect(() => {
    // at once: a letter that is typed before the focus is here would be a shortcut
    if (wantsToWrite.value !== interaction) return;
    wantsToWrite.value = undefined;
    const first = draft.to.length === 0 ? box.current?.closest("form")?.querySelector<HTMLElement>(".recipients input") : box.current;
    first?.focus();
  }, [wantsToWrite.value]);
  const checked = (): boolean => {
    const isWaiting = uploading.peek().some((one) => one.interaction === interaction);
    const found = isWaiting ? "uploading" : problemOf(newest());
    setProblem(found);
    return found === undefined;
  };
  const send = (): void => {
    if (!checked()) return;
    sendMail(sendable(interaction, newest(), withQuote), keptText(newest()));
    put(interaction, undefined);
  };
  const discard = (): void => {
    const kept = newest();
    put(interaction, undefined);
    if (kept.text.trim() || kept.uploads.length > 0) toast("mail.discarded", {}, false, { text: say("mail.undo"), run: () => put(interaction, kept) });
  };
  const pressed = (event: KeyboardEvent): boolean => {
    if (answers.pressed(event)) return true;
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return false;
    event.preventDefault();
    event.stopPropagation();
    send();
    return true;
  };
  const title = draft.forwards ? say("mail.forward") : draft.replies_to ? say("mail.reply") : say("mail.new");
  return (
    <form
      class="composer mailer"
      data-open
      data-dropping={dropping.isOver}
      aria-label={title}
      onSubmit={(event) => (event.preventDefault(), send())}
      onKeyDown={(event) => event.target !== box.current && pressed(event)}
      {...dropping.handlers}
    >
      <div class="row mailer-top">
        <h3>{title}</h3>
        <Saved mail={mail} />
        <button type="button" class="plain" data-deed="mail.discard" onClick={discard}>
          {say("mail.discard")}
        </button>
      </div>
      <div class="mailer-middle">
        <Conflict mail={mail} />
        <Envelope view={view} draft={draft} change={change} />
        {answers.isOpen && <MailAnswers view={view} answers={answers} />}
        <RichText html={draft.html} label={say("mail.text")} box={box} pressed={pressed} write={(html, text) => (change({ html, text }), answers.look())} />
        <Signature view={view} />
        <Quoted interaction={interaction} draft={draft} withQuote={withQuote} choose={setQuote} />
        <Attached interaction={interaction} draft={draft} change={change} />
        {forgotten(draft) && <p class="quiet warn">{say("mail.no_parts")}</p>}
      </div>
      {problem && (
        <p class="problem" role="alert">
          {say(`mail.problem_${problem}`)}
        </p>
      )}
      <div class="row mailer-end">
        <Attach interaction={interaction} draft={draft} change={change} />
        <button type="button" class="plain" data-deed="canned.title" aria-label={say("canned.title")} title={say("canned.hint")} onClick={answers.open}>
          /
        </button>
        <span class="quiet hint">{say("thread.hint")}</span>
        <button type="button" data-deed="mail.send_resolve" onClick={() => checked() && leave(sendable(interaction, newest(), withQuote))}>
          {say("mail.send_resolve")}
        </button>
        <button type="submit" class="primary">
          {say("thread.send")}
        </button>
      </div>
    </form>
  );
}
