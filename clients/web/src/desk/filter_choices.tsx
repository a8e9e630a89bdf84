/** What narrows a list down: a text at once, everything else folded away until it is wanted. */
import type { Channel } from "../client/index.ts";
import { account } from "./account.ts";
import { ALL_STATES, OPEN_STATES, ORDERS, TIMES, type Filter, type Which, countOf, filters, narrow, reset } from "./filters.ts";
import { refresh } from "./found.ts";
import { say, sayOr } from "./language.ts";
import type { Word } from "./language.ts";
import { channelName } from "./notifying.ts";

const CHANNELS: Channel[] = ["messaging", "voice", "video", "email", "work_item"];

export function Filters({ list }: { list: Which }) {
  const filter = filters[list].value;
  const count = countOf(filter);
  return (
    <div class="filters" role="search" aria-label={say(list === "all" ? "lists.all_long" : "lists.open_long")}>
      <div class="sought">
        <Sought list={list} filter={filter} />
        {list === "all" && (
          <button type="button" class="plain" aria-label={say("rows.refresh")} title={say("rows.refresh")} onClick={refresh}>
            ↻
          </button>
        )}
      </div>
      {list === "all" && <Where filter={filter} />}
      <details class="more">
        <summary>{count > 0 ? say("filter.count", { count }) : say("filter.title")}</summary>
        <div class="choices">
          {list === "all" ? <AllChoices filter={filter} /> : <OpenChoices filter={filter} />}
        </div>
      </details>
      {filter.consumer && (
        <button type="button" class="chip" onClick={() => narrow(list, { consumer: undefined })}>
          {say("filter.consumer", { name: filter.consumer.name })} <span aria-hidden="true">×</span>
        </button>
      )}
      {count > 0 && (
        <button type="button" class="plain reset" onClick={() => reset(list)}>
          {say("filter.reset")}
        </button>
      )}
    </div>
  );
}

function Sought({ list, filter }: { list: Which; filter: Filter }) {
  const label = say(list === "open" ? "find.label_open" : filter.said ? "find.label_said" : "find.label_all");
  return (
    <input
      id={`find-${list}`}
      type="text"
      inputMode="search"
      autocomplete="off"
      aria-label={label}
      placeholder={label}
      value={filter.text}
      maxLength={200}
      onInput={(event) => narrow(list, { text: event.currentTarget.value })}
      onKeyDown={(event) => {
        if (event.key === "Escape" && filter.text) narrow(list, { text: "" });
        if (event.key === "ArrowDown") document.querySelector<HTMLElement>(".list li > button[tabindex='0']")?.focus();
      }}
    />
  );
}

/** Names and subjects, or what was said. */
function Where({ filter }: { filter: Filter }) {
  const option = (said: boolean, word: Word) => (
    <button type="button" aria-pressed={filter.said === said} onClick={() => narrow("all", { said })}>
      {say(word)}
    </button>
  );
  return (
    <div class="either" role="group" aria-label={say("find.in")}>
      {option(false, "find.in_lines")}
      {option(true, "find.in_said")}
    </div>
  );
}

interface ChoiceProps {
  list: Which;
  name: "channel" | "state" | "queue" | "agent" | "time" | "order";
  any?: Word;
  options: readonly (readonly [string, string])[];
}

function Choice({ list, name, any = "filter.any", options }: ChoiceProps) {
  return (
    <label class="choice">
      <span>{say(`filter.${name}`)}</span>
      <select value={filters[list].value[name]} onChange={(event) => narrow(list, { [name]: event.currentTarget.value })}>
        <option value="">{say(any)}</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

const worded = (kind: string, words: readonly string[]) => words.map((word) => [word, sayOr(`${kind}.${word}`, word)] as const);

const queues = () => (account.value?.queues ?? []).map(({ queue, name }) => [queue, name] as const);
const channels = () => CHANNELS.map((one) => [one, channelName(one)] as const);

function OpenChoices({ filter }: { filter: Filter }) {
  return (
    <>
      <Choice list="open" name="channel" options={channels()} />
      <Choice list="open" name="state" options={worded("is", OPEN_STATES)} />
      <Choice list="open" name="queue" options={queues()} />
      <label class="choice">
        <span>{say("filter.order")}</span>
        <select value={filter.order || "assigned"} onChange={(event) => narrow("open", { order: event.currentTarget.value })}>
          {worded("order", ORDERS).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function AllChoices({ filter }: { filter: Filter }) {
  const day = (name: "from" | "to") => (
    <label class="choice">
      <span>{say(`filter.${name}`)}</span>
      <input type="date" value={filter[name]} onInput={(event) => narrow("all", { [name]: event.currentTarget.value })} />
    </label>
  );
  return (
    <>
      <Choice list="all" name="channel" options={channels()} />
      <Choice list="all" name="state" options={worded("is", ALL_STATES)} />
      <Choice list="all" name="queue" options={queues()} />
      <Choice list="all" name="agent" any="filter.anybody" options={(account.value?.agents ?? []).map(({ agent, name }) => [agent, name] as const)} />
      <Choice list="all" name="time" options={worded("time", TIMES)} />
      {filter.time === "own" && day("from")}
      {filter.time === "own" && day("to")}
    </>
  );
}
