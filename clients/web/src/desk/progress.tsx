/** What is under way between the agents: a transfer, a consult, an invitation, a hold; and how the last one ended. */
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { InteractionView, LegView, OfferView, TransferEndView } from "../client/received.ts";
import type { Method, Params } from "../client/index.ts";
import { isCall } from "../client/call/roster.ts";
import { agent, attempt, now } from "./desk.ts";
import { nameOfId, targetName } from "./directory.ts";
import { reasonText } from "./failure.ts";
import { clockTime, say, span } from "./language.ts";
import { colleagues, consumerName, isConnecting } from "./mine.ts";
import { askWhy } from "./why.ts";

export function Progress({ view, leg }: { view: InteractionView; leg?: LegView }) {
  return (
    <div class="progress" role="status">
      {view.transfer && <Away view={view} isMine={view.transfer.agent === agent.value?.agent} />}
      {!view.transfer && <Inviting view={view} />}
      {leg?.kind === "consult" && <Strip kind="calm">{say("away.consulted", { agent: senderName(view) })}</Strip>}
      {leg?.kind !== "consult" && <Together view={view} />}
      {view.waiting && !view.transfer && !isConnecting(view) && (
        <Strip kind="calm" deeds={<WhyButton view={view} />}>
          {say("waiting.since", { queue: view.queue_name, span: span(now.value - view.waiting.waiting_since_ms) })}
        </Strip>
      )}
      {leg?.held_since_ms !== undefined && !isCall(view.channel) && <Strip kind="warn">{say("line.held", { span: span(now.value - leg.held_since_ms) })}</Strip>}
      {view.parked && <Strip kind="calm">{parkedText(view)}</Strip>}
      {colleagues(view).map((other) => other.state === "lost" && <Lost key={other.leg} leg={other} />)}
      {view.idle_closes_at_ms !== undefined && leg && (
        <Strip kind="warn">{say("line.idle", { span: span(view.idle_closes_at_ms - now.value) })}</Strip>
      )}
      <LastResult view={view} leg={leg} />
    </div>
  );
}

function Strip({ kind, deeds, children }: { kind: "calm" | "warn" | "bad"; deeds?: ComponentChildren; children: ComponentChildren }) {
  return (
    <div class="strip" data-kind={kind}>
      <p>{children}</p>
      {deeds && <div class="deeds">{deeds}</div>}
    </div>
  );
}

type Simple = "transfer.cancel" | "transfer.complete" | "transfer.conference";

interface DoProps {
  deed: "away.cancel" | "away.complete" | "away.conference" | "away.end_consult";
  method: Simple;
  view: InteractionView;
  children: ComponentChildren;
  kind?: string;
}

function Do({ deed, method, view, children, kind = "" }: DoProps) {
  const ask = (): void => void attempt((current) => current.ask<Method>(method, { interaction: view.interaction } as Params[Simple]));
  return (
    <button type="button" class={kind} data-deed={deed} onClick={ask}>
      {children}
    </button>
  );
}

function WhyButton({ view }: { view: InteractionView }) {
  return (
    <button type="button" data-deed="waiting.why" onClick={() => askWhy(view.interaction, consumerName(view))}>
      {say("waiting.why")}
    </button>
  );
}

/** The transfer or consult in progress. Only who began it may decide it. */
function Away({ view, isMine }: { view: InteractionView; isMine: boolean }) {
  const { transfer } = view;
  if (!transfer) return null;
  const target = targetName(transfer.target);
  const isWarm = transfer.mode === "warm";
  const consulted = view.legs.find((leg) => leg.kind === "consult" && leg.state !== "ended" && leg.state !== "wrapping");
  if (consulted && !isMine) return null;
  if (consulted)
    return (
      <Strip
        kind="calm"
        deeds={
          <>
            <Do deed="away.complete" method="transfer.complete" view={view} kind="primary">
              {say("away.complete", { target })}
            </Do>
            <Do deed="away.conference" method="transfer.conference" view={view}>
              {say("away.conference")}
            </Do>
            <Do deed="away.end_consult" method="transfer.cancel" view={view}>
              {say("away.end_consult")}
            </Do>
          </>
        }
      >
        {say("away.consulting", { target })}
      </Strip>
    );
  const deeds = isMine && (
    <>
      {view.waiting && <WhyButton view={view} />}
      <Do deed="away.cancel" method="transfer.cancel" view={view}>
        {say("away.cancel")}
      </Do>
    </>
  );
  return (
    <Strip kind="calm" deeds={deeds}>
      {say(isWarm ? "away.consult_rings" : "away.transferring", { target })} · {howFar(view)}
    </Strip>
  );
}

function howFar(view: InteractionView): string {
  const ring = view.offers.findLast((offer) => offer.state === "pending");
  if (ring) return `${ring.agent_name}: ${say("away.rings", { span: span(ring.expires_at_ms - now.value) })}`;
  if (view.offers.some((offer) => offer.state === "accepting")) return say("ring.accepting");
  return view.waiting ? say("away.in_line", { span: span(now.value - view.waiting.entered_at_ms) }) : say("away.asked");
}

function Inviting({ view }: { view: InteractionView }) {
  const ring = view.offers.find((offer) => offer.purpose === "conference" && offer.state === "pending");
  if (ring)
    return (
      <Strip kind="calm">
        {say("away.inviting", { target: ring.agent_name })} · {say("away.rings", { span: span(ring.expires_at_ms - now.value) })}
      </Strip>
    );
  if (view.wanted?.purpose !== "conference") return null;
  return (
    <Strip kind="calm">
      {say("away.inviting", { target: nameOfId(view.wanted.agent) })} · {say("away.asked")}
    </Strip>
  );
}

function Together({ view }: { view: InteractionView }) {
  const others = colleagues(view).filter((leg) => leg.kind !== "consult");
  if (others.length === 0 || view.transfer) return null;
  return <Strip kind="calm">{say("away.conference_with", { names: others.map((leg) => leg.agent_name).join(", ") })}</Strip>;
}

function Lost({ leg }: { leg: LegView }) {
  const { agent_name: name, lost_until_ms: until } = leg;
  const text = until ? say("line.lost_until", { agent: name, span: span(until - now.value) }) : say("line.lost", { agent: name });
  return <Strip kind="warn">{text}</Strip>;
}

function senderName(view: InteractionView): string {
  return view.legs.find((leg) => leg.leg === view.transfer?.leg)?.agent_name ?? "";
}

function parkedText(view: InteractionView): string {
  const name = consumerName(view);
  const { until_at_ms: until, until_reply: isReply } = view.parked ?? {};
  if (until === undefined) return say("line.parked_reply", { name });
  return say(isReply ? "line.parked_both" : "line.parked_until", { name, time: clockTime(until, now.peek()) });
}

// --- how the last one ended: told until it is dismissed, also after a reload

const KEPT = "ringline.dismissed";
const DISMISSED_MAX = 100;
const dismissed = signal<string[]>(JSON.parse(localStorage.getItem(KEPT) ?? "[]") as string[]);

function dismiss(id: string): void {
  dismissed.value = [...dismissed.value, id].slice(-DISMISSED_MAX);
  localStorage.setItem(KEPT, JSON.stringify(dismissed.value));
}

/** To who began it. What has succeeded is said in the conversation, and needs nobody to dismiss it. */
function LastResult({ view, leg }: { view: InteractionView; leg?: LegView }) {
  const last = view.last_transfer;
  const isMine = last?.agent === agent.value?.agent && !view.transfer && (leg !== undefined || last?.mode === "cold_unassured");
  if (last && isMine && last.result === "failed" && !dismissed.value.includes(last.transfer)) {
    const text = resultText(view, last);
    return <Result id={last.transfer} text={leg ? `${text} ${say("result.still_yours")}` : text} />;
  }
  const invited = view.offers.findLast((offer) => offer.purpose === "conference");
  const hasFailed = invited && !["pending", "accepting", "accepted"].includes(invited.state);
  if (!invited || !hasFailed || !leg || dismissed.value.includes(invited.offer)) return null;
  return <Result id={invited.offer} text={say("result.invite_failed", { target: invited.agent_name, reason: endOf(invited) })} />;
}

function Result({ id, text }: { id: string; text: string }) {
  const close = (
    <button type="button" class="plain" onClick={() => dismiss(id)}>
      {say("away.dismiss")}
    </button>
  );
  return (
    <Strip kind="bad" deeds={close}>
      {text}
    </Strip>
  );
}

/** One sentence on how a transfer or consult ended. */
export function resultText(view: InteractionView, last: TransferEndView): string {
  const target = targetName(last.target);
  const isWarm = last.mode === "warm";
  if (isWarm && last.result === "canceled" && last.reason === "conference") return say("result.consult_conference", { target });
  const offer = view.offers.findLast((one) => one.agent === last.target.agent && one.purpose !== "handle");
  const reason = offer && last.reason === offer.state ? endOf(offer) : reasonText(last.reason);
  return say(`result.${isWarm ? "consult" : "transfer"}_${last.result}`, { target, reason });
}

function endOf({ state, detail, reason }: OfferView): string {
  return state === "declined" && reason ? say("why.declined_because", { reason }) : reasonText(detail ?? state);
}
