/** What reaches an agent without a bot: a call without any context, and an email that pops up nowhere. */
import { useState } from "preact/hooks";
import { once, told } from "../widget/begin.ts";
import type { Tryout } from "./flow.ts";
import { tell } from "./language.ts";
import type { TryWord } from "./words_en.ts";

const SUBJECT_CHARS_MAX = 200;

/** What became of a wish. */
function Outcome({ done, problem }: { done: TryWord | undefined; problem: string }) {
  return (
    <p role="status" class={problem ? "problem" : "quiet"}>
      {problem || (done ? tell(done) : "")}
    </p>
  );
}

/** Tells the server, and what it said. */
function useWish(path: string, done: TryWord) {
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ done?: TryWord; problem: string }>({ problem: "" });
  const wish = async (body: object): Promise<void> => {
    setBusy(true);
    try {
      await once(path, body);
      setOutcome({ done, problem: "" });
    } catch (error) {
      setOutcome({ problem: told(error) });
    }
    setBusy(false);
  };
  return { isBusy, wish, shown: <Outcome done={outcome.done} problem={outcome.problem} /> };
}

export function More({ tryout }: { tryout: Tryout }) {
  if (!tryout.call && !tryout.mail) return null;
  return (
    <section class="more" aria-label={tell("try.more")}>
      <h2>{tell("try.more")}</h2>
      {tryout.call && <Call />}
      {tryout.mail && <Mail />}
    </section>
  );
}

function Call() {
  const { isBusy, wish, shown } = useWish("/v1/tryout/calls", "try.called");
  return (
    <div class="card">
      <p class="quiet">{tell("try.call_help")}</p>
      <button type="button" disabled={isBusy} onClick={() => void wish({})}>
        {tell("try.call")}
      </button>
      <a href="widget" target="_blank" rel="noopener">
        {tell("try.talk")}
      </a>
      {shown}
    </div>
  );
}

function Mail() {
  const { isBusy, wish, shown } = useWish("/v1/tryout/mails", "try.mailed");
  const [typed, setTyped] = useState<{ subject?: string; text?: string }>({});
  const put = (part: typeof typed): void => setTyped((there) => ({ ...there, ...part }));
  const subject = typed.subject ?? tell("try.mail_sample_subject");
  const text = typed.text ?? tell("try.mail_sample_text");
  return (
    <form class="card" onSubmit={(event) => (event.preventDefault(), void wish({ subject, text }))}>
      <p class="quiet">{tell("try.mail_help")}</p>
      <label class="field">
        {tell("try.mail_subject")}
        <input
          type="text"
          list={undefined}
          required
          maxLength={SUBJECT_CHARS_MAX}
          value={subject}
          onInput={(event) => put({ subject: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        {tell("try.mail_text")}
        <textarea required rows={4} value={text} onInput={(event) => put({ text: event.currentTarget.value })} />
      </label>
      <button type="submit" disabled={isBusy}>
        {tell("try.mail")}
      </button>
      {shown}
    </form>
  );
}
