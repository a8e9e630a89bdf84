/** What rings: who, from where, what is known, and how long there is to answer. */
import { useState } from "preact/hooks";
import { CommandFailed } from "../client/index.ts";
import type { AgentOffer, OfferCard } from "../client/received.ts";
import { setUp } from "./account.ts";
import { Summary, Variables } from "./known.tsx";
import { attempt, choose, client, now, offers, tellFailure, wantsToWrite } from "./desk.ts";
import { say, sayOr, span } from "./language.ts";
import { channelName } from "./notifying.ts";
import { isMuted, isPrimary, nameOf, ringHere } from "./ringing.ts";
import { ChannelIcon } from "./icons.tsx";
import { Packet } from "./packet.tsx";

export function Rings() {
  const shown = offers.value.filter((offer) => offer.acceptance === "manual");
  return (
    <div class="rings" aria-live="assertive" aria-relevant="additions">
      {shown.map((offer) => (
        <Ring key={offer.offer} offer={offer} />
      ))}
    </div>
  );
}

function Ring({ offer }: { offer: AgentOffer }) {
  const { card } = offer;
  const title = `ring-${offer.offer}`;
  return (
    <section class="ring" aria-labelledby={`${title}-kind ${title}`} data-channel={offer.channel}>
      <Countdown offer={offer} />
      <header>
        <ChannelIcon channel={offer.channel} />
        <div>
          <p id={`${title}-kind`} class="quiet">{say("ring.title", { channel: channelName(offer.channel) })}</p>
          <h2 id={title}>{nameOf(offer)}</h2>
        </div>
      </header>
      {offer.purpose !== "handle" && card?.hand_over && (
        <p class="purpose">{say(`ring.purpose_${offer.purpose}`, { agent: card.hand_over.agent_name })}</p>
      )}
      {card && <Known card={card} attempt={offer.attempt} />}
      <Loudness />
      <Answer offer={offer} />
    </section>
  );
}

/** Why it is not heard here, if it is not. */
function Loudness() {
  if (isMuted.value) return <p class="quiet">{say("ring.no_sound")}</p>;
  if (isPrimary.value) return null;
  return (
    <p class="quiet">
      {say("ring.elsewhere")}{" "}
      <button type="button" onClick={ringHere}>
        {say("ring.here")}
      </button>
    </p>
  );
}

/** By the server's clock. Red in the last five seconds. */
function Countdown({ offer }: { offer: AgentOffer }) {
  const leftMs = Math.max(0, offer.expires_at_ms - now.value);
  const part = offer.ring_ms > 0 ? Math.min(1, leftMs / offer.ring_ms) : 0;
  return (
    <div class="countdown" data-late={leftMs < 5_000}>
      <div class="left" style={{ width: `${Math.round(part * 1000) / 10}%` }} />
      <span class="sr">{offer.state === "accepting" && say("ring.accepting")}</span>
    </div>
  );
}

function Known({ card, attempt: attempts }: { card: OfferCard; attempt: number }) {
  const { consumer, hand_over: handOver } = card;
  const reachable = [consumer.phone, consumer.email].filter((one) => one && one !== consumer.name);
  const isBare = !card.summary && card.variables.length === 0 && !card.subject && !handOver;
  return (
    <div class="known" role="group" aria-label={say("tab.label")} tabIndex={0}>
      {reachable.length > 0 && <p>{reachable.join(" · ")}</p>}
      {card.subject && <p class="subject">{card.subject}</p>}
      <dl class="facts">
        <dt>{say("ring.queue")}</dt>
        <dd>{card.queue_name}</dd>
        <dt>{say("ring.waited")}</dt>
        <dd>{span(card.waited_ms)}</dd>
        {attempts > 1 && <dt>{say("ring.attempt")}</dt>}
        {attempts > 1 && <dd>{attempts}</dd>}
      </dl>
      <Variables variables={card.variables} />
      <Summary summary={card.summary} />
      {handOver && <Packet left={handOver} />}
      {isBare && <p class="quiet">{say("ring.nothing")}</p>}
    </div>
  );
}

function Answer({ offer }: { offer: AgentOffer }) {
  const [reason, setReason] = useState("");
  const [wasAsked, setWasAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const leftMs = Math.max(0, offer.expires_at_ms - now.value);
  const accept = async (): Promise<void> => {
    setBusy(true);
    const isDone = await attempt((current) => current.ask("offer.accept", { offer: offer.offer }));
    if (isDone) wantsToWrite.value = offer.interaction;
    if (isDone) choose(offer.interaction);
    setBusy(false);
  };
  const queue = setUp(offer.queue);
  const decline = async (): Promise<void> => {
    if (queue?.decline_reason_required && !reason) return setWasAsked(true);
    try {
      await client.value?.ask("offer.decline", { offer: offer.offer, reason: reason || undefined });
    } catch (error) {
      if (error instanceof CommandFailed && error.code === "reason_required") setWasAsked(true);
      else tellFailure(error);
    }
  };
  if (offer.state === "accepting") return <p role="status">{say("ring.accepting")}</p>;
  return (
    <footer>
      <p class="quiet">{say("ring.left", { span: span(leftMs) })}</p>
      <Reason
        reasons={queue?.decline_reasons ?? []}
        isRequired={queue?.decline_reason_required ?? false}
        isMissing={wasAsked && !reason}
        reason={reason}
        choose={setReason}
      />
      <div class="answers">
        <button type="button" class="bad" data-deed="ring.decline" disabled={isBusy} onClick={() => void decline()}>
          {say("ring.decline")}
        </button>
        <button type="button" class="good" data-deed="ring.accept" disabled={isBusy} onClick={() => void accept()}>
          {say("ring.accept")}
        </button>
      </div>
    </footer>
  );
}

interface ReasonFields {
  /** None: any text is a reason. */
  reasons: readonly string[];
  isRequired: boolean;
  /** It was declined without the reason that the queue wants. */
  isMissing: boolean;
  reason: string;
  choose: (reason: string) => void;
}

function Reason({ reasons, isRequired, isMissing, reason, choose: take }: ReasonFields) {
  const name = say(isRequired ? "ring.reason_needed" : "ring.reason");
  const about = { value: reason, "aria-label": name, "aria-required": isRequired, "aria-invalid": isMissing };
  return (
    <>
      {reasons.length > 0 ? (
        <select class="reason" {...about} onChange={(event) => take(event.currentTarget.value)}>
          <option value="">{name}</option>
          {reasons.map((one) => (
            <option key={one} value={one}>
              {sayOr(`decline.${one}`, one)}
            </option>
          ))}
        </select>
      ) : (
        <input class="reason" placeholder={name} maxLength={200} {...about} onInput={(event) => take(event.currentTarget.value)} />
      )}
      {isMissing && <p class="problem">{say("ring.reason_required")}</p>}
    </>
  );
}
