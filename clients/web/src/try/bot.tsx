/** The conversation with the sample bot, up to the hand-over. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { inLanguage, say } from "../widget/language.ts";
import { type Question, type Tryout, answer, answers, beginAgain, handOver, isHandingOver, open, problem } from "./flow.ts";
import { tell } from "./language.ts";

const ANSWER_CHARS_MAX = 500;

export function Bot({ tryout }: { tryout: Tryout }) {
  const box = useRef<HTMLDivElement>(null);
  const question = open.value;
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [question]);
  const asked = tryout.questions.slice(0, question ? tryout.questions.indexOf(question) + 1 : undefined);
  return (
    <>
      <div class="said" ref={box} role="log" aria-label={say("chat.said")} tabIndex={0}>
        {asked.map((one) => (
          <Asked key={one.variable} bot={tryout.bot} question={one} />
        ))}
        {!question && <p class="line">{tell("try.all")}</p>}
      </div>
      {problem.value && (
        <p class="standing" role="alert">
          {problem.value}
        </p>
      )}
      {question ? <Answer key={question.variable} question={question} /> : <Ready />}
    </>
  );
}

function Asked({ bot, question }: { bot: string; question: Question }) {
  const given = answers.value[question.variable];
  const choice = question.choices.find(({ value }) => value === given);
  return (
    <>
      <article class="bubble" data-role="bot">
        <p class="by">{bot}</p>
        <p class="text">{inLanguage(question.text)}</p>
      </article>
      {given !== undefined && (
        <article class="bubble" data-own="true">
          <p class="by sr">{say("chat.you")}</p>
          <p class="text">{choice ? inLanguage(choice.text) : given}</p>
        </article>
      )}
    </>
  );
}

function Answer({ question }: { question: Question }) {
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const isFirst = Object.keys(answers.value).length === 0;
  useEffect(() => {
    if (!isFirst) field.current?.focus();
  }, []);
  if (question.choices.length > 0)
    return (
      <div class="choices" role="group" aria-label={inLanguage(question.text)}>
        {question.choices.map(({ value, text: label }) => (
          <button key={value} type="button" onClick={() => answer(question, value)}>
            {inLanguage(label)}
          </button>
        ))}
      </div>
    );
  const send = (event: Event): void => {
    event.preventDefault();
    if (text.trim()) answer(question, text.trim());
  };
  return (
    <form class="composer" onSubmit={send}>
      <input
        ref={field}
        type="text"
        list={undefined}
        autocomplete="off"
        maxLength={ANSWER_CHARS_MAX}
        aria-label={tell("try.answer")}
        placeholder={tell("try.answer")}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="primary" disabled={!text.trim()}>
        {tell("try.send")}
      </button>
    </form>
  );
}

function Ready() {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <div class="choices">
      <button ref={button} type="button" class="primary" disabled={isHandingOver.value} onClick={() => void handOver()}>
        {tell(isHandingOver.value ? "try.handing" : "try.handover")}
      </button>
      <button type="button" onClick={beginAgain}>
        {tell("try.again")}
      </button>
    </div>
  );
}
