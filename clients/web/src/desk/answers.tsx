/** The canned answers that match what is typed behind a slash. The focus stays in the text; arrows choose. */
import { useEffect, useRef } from "preact/hooks";
import type { Canned } from "../client/index.ts";
import type { InteractionView } from "../client/received.ts";
import { filled } from "./canned.ts";
import { say } from "./language.ts";

export const LIST_ID = "canned-list";
export const optionId = (answer: Canned): string => `canned-${answer.id}`;

interface AnswersProps {
  view: InteractionView;
  answers: Canned[];
  /** The one that Enter takes. */
  place: number;
  take: (answer: Canned) => void;
}

export function Answers({ view, answers, place, take }: AnswersProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.children[place]?.scrollIntoView({ block: "nearest" }), [place, answers]);
  return (
    <div class="canned">
      <p class="quiet" role="status">
        {say(answers.length > 0 ? "canned.title" : "canned.none")}
      </p>
      <ul role="listbox" tabIndex={0} id={LIST_ID} aria-label={say("canned.title")} ref={list}>
        {answers.map((answer, index) => (
          <li
            key={answer.id}
            id={optionId(answer)}
            role="option"
            aria-selected={index === place}
            onMouseDown={(event) => (event.preventDefault(), take(answer))}
          >
            <span class="row">
              <strong lang={answer.language || undefined}>{answer.title}</strong>
              <span class="quiet">
                /{answer.shortcut} {answer.language}
              </span>
            </span>
            <span class="quiet preview" lang={answer.language || undefined}>
              {filled(answer.text, view)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
