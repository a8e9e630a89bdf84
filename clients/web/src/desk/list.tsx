/** The lists: what is assigned to the agent and not closed, and everything that they may see. */
import { computed } from "@preact/signals";
import type { LegCard } from "../client/received.ts";
import { agent, chosen, legs, now } from "./desk.ts";
import { Filters } from "./filter_choices.tsx";
import { type Which, countOf, filters, matches, which } from "./filters.ts";
import { type Row, again, found, isSaid, keyOf, more, refresh } from "./found.ts";
import { say } from "./language.ts";
import { FoundLine, LegLine } from "./line.tsx";
import { Undelivered } from "./mail/undelivered.tsx";
import { goTo, place } from "./place.ts";
import { Rows } from "./rows.tsx";
import { leftMs } from "./sla.tsx";

export function List() {
  const list = which.value;
  const choice = (one: Which) => (
    <button type="button" aria-pressed={list === one} onClick={() => (which.value = one)}>
      {say(`lists.${one}`)} {one === "open" && <span class="count">{legs.value.length}</span>}
    </button>
  );
  return (
    <nav class="list" aria-label={say("lists.label")}>
      <h2 class="sr">{say(`lists.${list}_long`)}</h2>
      <div class="tabs" role="group" aria-label={say("lists.label")}>
        {choice("open")}
        {choice("all")}
      </div>
      <Undelivered />
      <div class="listed">
        <Filters key={list} list={list} />
        {list === "open" ? <Open /> : <All />}
      </div>
    </nav>
  );
}

const ordered = computed(() => {
  const filter = filters.open.value;
  const shown = legs.value.filter((leg) => matches(leg, filter));
  if (filter.order === "word") return shown.sort((a, b) => b.last_word_at_ms - a.last_word_at_ms);
  if (filter.order === "urgent") return shown.sort((a, b) => urgency(a) - urgency(b));
  return shown;
});

/** What is late first, then what will be; what nobody waits for last. By what was promised, so that it stays in place. */
function urgency(leg: LegCard): number {
  const left = leftMs(leg.queue, leg.unanswered_since_ms);
  return left === undefined ? Infinity : left + now.peek();
}

/** The rows of the list that is shown, in order: what J and K walk through. */
export const walked = computed(() => (which.value === "open" ? ordered.value.map((leg) => leg.interaction) : found.value.rows.map(({ line }) => line.id)));

function Open() {
  const filter = filters.open.value;
  const isNarrowed = countOf(filter) > 0 || filter.text.trim() !== "";
  if (ordered.value.length === 0) {
    const isReady = agent.value?.status?.status === "ready";
    return <p class="empty">{say(isNarrowed ? "rows.none_filtered" : isReady ? "list.empty_ready" : "list.empty_not_ready")}</p>;
  }
  return (
    <Rows
      name="open"
      items={ordered.value}
      keyOf={(leg) => leg.leg}
      chosen={ordered.value.find((leg) => leg.interaction === chosen.value)?.leg}
      row={(leg, tabIndex) => <LegLine leg={leg} tabIndex={tabIndex} open={() => goTo({ interaction: leg.interaction })} />}
    />
  );
}

function All() {
  const { rows, state } = found.value;
  const filter = filters.all.value;
  const isNarrowed = countOf(filter) > 0 || filter.text.trim() !== "";
  const { interaction, at } = place.value;
  const here = (row: Row): boolean => row.line.id === interaction && (!row.hit || row.hit.segment === at);
  const current = rows.find(here);
  const told = state === "loading" && rows.length === 0 ? say("rows.loading") : isSaid(filter) && rows.length > 0 ? say("rows.hits") : "";
  const open = ({ line, hit }: Row): void =>
    goTo(hit ? { interaction: line.id, find: filter.text.trim(), at: hit.segment } : { interaction: line.id });
  return (
    <>
      <p class="quiet about-list" role="status" hidden={!told}>
        {told}
      </p>
      {rows.length === 0 && state === "done" && <p class="empty">{say(isNarrowed ? "rows.none_filtered" : "rows.none_all")}</p>}
      <Rows
        name="all"
        items={rows}
        keyOf={keyOf}
        chosen={current && keyOf(current)}
        row={(row, tabIndex) => <FoundLine row={row} tabIndex={tabIndex} open={() => open(row)} />}
        onEnd={rows.length > 0 ? more : undefined}
      >
        {state === "failed" && (
          <p class="empty" role="alert">
            {say("rows.failed")}{" "}
            <button type="button" onClick={rows.length > 0 ? again : refresh}>
              {say("rows.again")}
            </button>
          </p>
        )}
        {state === "more" && rows.length === 0 && (
          <p class="empty">
            {say("rows.none_filtered")}{" "}
            <button type="button" onClick={more}>
              {say("rows.go_on")}
            </button>
          </p>
        )}
      </Rows>
    </>
  );
}
