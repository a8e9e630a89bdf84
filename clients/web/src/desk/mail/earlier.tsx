/** What was written before the part of a long thread that the view holds: read page by page, and shown as mails are. */
import { useState } from "preact/hooks";
import type { InteractionView, SegmentView } from "../../client/received.ts";
import { say } from "../language.ts";
import { type Line, useLines } from "../lines.ts";
import { MailCard, isMail } from "./card.tsx";

const segmentOf = ({ at_ms, participant = "", phase = "agent", number = 0, ...line }: Line): SegmentView => ({ ...line, participant, phase, number, said_at_ms: at_ms, language: "" });

export function Earlier({ view, canMail }: { view: InteractionView; canMail: boolean }) {
  const { chunks, hasMore, more } = useLines(view);
  const [isBusy, setBusy] = useState(false);
  const first = view.segments[0]?.seq ?? 0;
  const mails = chunks.flatMap(({ lines }) => lines.filter(({ seq }) => seq < first).map(segmentOf)).filter(isMail);
  const read = async (): Promise<void> => {
    setBusy(true);
    await more();
    setBusy(false);
  };
  return (
    <>
      {hasMore && (
        <button type="button" class="plain earlier" disabled={isBusy} onClick={() => void read()}>
          {say("mail.earlier")}
        </button>
      )}
      {mails.map((one) => (
        <MailCard key={one.segment} view={view} segment={one} isLast={false} canWrite={canMail} />
      ))}
    </>
  );
}
