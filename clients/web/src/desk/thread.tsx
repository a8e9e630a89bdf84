/** The conversation: what was said, what is being said, and the place to answer. */
import { useEffect, useRef } from "preact/hooks";
import type { InteractionView, LegView } from "../client/received.ts";
import { CallPlace } from "./call_door.tsx";
import { Composer } from "./composer.tsx";
import { client, connection, isInSight, legs } from "./desk.ts";
import { Head } from "./head.tsx";
import { isMail } from "./mail/card.tsx";
import { MailComposer } from "./mail/composer.tsx";
import { canBegin } from "./mail/writing.ts";
import { consumerName, isConnecting, isTalking, myLeg } from "./mine.ts";
import { Progress } from "./progress.tsx";
import { PaneBar, ReadingOf, Unreadable } from "./reading.tsx";
import { viewOf } from "./reading.ts";
import { Said } from "./said.tsx";
import { WrapUp } from "./wrapup.tsx";

const WRITTEN: ReadonlySet<string> = new Set(["messaging", "voice", "video", "email", "work_item"]);
const READ_MS = 1_000;

export function Thread({ interaction }: { interaction: string }) {
  const view = viewOf(interaction);
  useRead(interaction);
  if (!view) return <Unreadable />;
  const leg = myLeg(view);
  const isWrapping = leg?.state === "wrapping" || leg?.outcome?.needs_disposition === true;
  const talking = leg && isTalking(leg) ? leg : undefined;
  return (
    <section class="thread" aria-label={consumerName(view)}>
      <PaneBar />
      <Head view={view} leg={talking} />
      <Progress view={view} leg={talking} />
      <CallPlace view={view} leg={talking} />
      <Said view={view} canMail={talking !== undefined && canWrite(view, talking) && isWrittenAsMail(view, talking)} />
      {isWrapping && leg && <WrapUp view={view} leg={leg} />}
      {talking && canWrite(view, talking) && (isWrittenAsMail(view, talking) ? <MailComposer view={view} leg={talking} /> : <Composer view={view} leg={talking} />)}
      {!talking && !isWrapping && !isConnecting(view) && <ReadingOf view={view} />}
    </section>
  );
}

function canWrite({ channel }: InteractionView, { state }: LegView): boolean {
  return WRITTEN.has(channel) && state !== "parked" && state !== "lost";
}

/** By who handles it, where there is a mail to answer, or a mailbox of ours and an address to write to. */
function isWrittenAsMail(view: InteractionView, { kind }: LegView): boolean {
  return kind === "primary" && view.channel === "email" && (view.segments.some(isMail) || canBegin(view));
}

/** What is looked at is read, in a tab that is in sight: said at most once a second, however fast people talk. */
function useRead(interaction: string): void {
  const card = legs.value.find((leg) => leg.interaction === interaction);
  const isNew = card !== undefined && (card.unread > 0 || !card.opened) && card.state !== "wrapping";
  const isLive = connection.value.state === "live";
  const isSeen = isInSight.value;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const hasSaid = useRef(false);
  useEffect(() => {
    if (!isNew || !isLive || !isSeen || timer.current !== undefined) return;
    const tell = (): void => {
      timer.current = undefined;
      if (!isInSight.peek()) return; // when it is again
      hasSaid.current = true;
      client.value?.ask("interaction.open", { interaction }).catch(() => undefined); // the next word says it again
    };
    timer.current = setTimeout(tell, hasSaid.current ? READ_MS : 0);
  }, [isNew, isLive, isSeen, card?.unread]);
  useEffect(() => () => clearTimeout(timer.current), []);
}
