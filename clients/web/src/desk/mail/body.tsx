/**
 * What a mail says. What is new in it stands in the thread; quoted text, the whole and the page it was made as are read
 * when asked for. The page stands in a frame without scripts, forms or a way to anything of the desk.
 */
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { MailWhole } from "../../client/index.ts";
import { now } from "../desk.ts";
import { say } from "../language.ts";
import type { MailSegment } from "./card.tsx";
import { download, pagePath, rawPath, readOf, wholeOf } from "./whole.ts";

const KEPT = "ringline.mail.as_page";
/** As its writer made it, wherever that is known: what the agent chose last, on this device. */
const isAsPage = signal(localStorage.getItem(KEPT) === "1");

function choose(asPage: boolean): void {
  isAsPage.value = asPage;
  localStorage.setItem(KEPT, asPage ? "1" : "0");
}

export function Body({ interaction, segment }: { interaction: string; segment: MailSegment }) {
  const { mail, text } = segment;
  const [isQuoteShown, showQuote] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const asPage = mail.has_html && isAsPage.value;
  const [isWhole, showWhole] = useState(false);
  const whole = readOf(mail.mail);
  const read = async (then: () => void): Promise<void> => {
    setBusy(true);
    if (await wholeOf(interaction, mail.mail)) then();
    setBusy(false);
  };
  const original = async (): Promise<void> => {
    const found = await wholeOf(interaction, mail.mail);
    if (found) download(rawPath(mail.mail, found.access), "mail.eml");
  };
  return (
    <div class="mail-body">
      {asPage ? <Page interaction={interaction} mail={mail.mail} /> : <p class="text">{(isWhole && whole ? fresh(whole) : text) || <span class="quiet">{say("mail.no_text")}</span>}</p>}
      {!asPage && isQuoteShown && whole && <blockquote class="text quoted">{quoted(whole)}</blockquote>}
      <div class="mail-ways">
        {!asPage && mail.is_cut && !isWhole && <Way word="mail.whole" deed={() => void read(() => showWhole(true))} isBusy={isBusy} />}
        {!asPage && mail.has_quote && (
          <button type="button" class="plain quote-fold" aria-expanded={isQuoteShown} disabled={isBusy} onClick={() => (isQuoteShown ? showQuote(false) : void read(() => showQuote(true)))}>
            {say(isQuoteShown ? "mail.hide_quote" : "mail.show_quote")}
          </button>
        )}
        {mail.has_html && <Way word={asPage ? "mail.as_text" : "mail.as_page"} deed={() => choose(!asPage)} />}
        <Way word="mail.original" deed={() => void original()} />
      </div>
    </div>
  );
}

function Way({ word, deed, isBusy = false }: { word: "mail.whole" | "mail.as_text" | "mail.as_page" | "mail.original"; deed: () => void; isBusy?: boolean }) {
  return (
    <button type="button" class="plain" disabled={isBusy} onClick={deed}>
      {say(word)}
    </button>
  );
}

/** Places count code points. */
const fresh = ({ text, quote_at: at }: MailWhole): string => (at == null ? text : [...text].slice(0, at).join("")).trim();
const quoted = ({ text, quote_at: at }: MailWhole): string => (at == null ? "" : [...text].slice(at).join("")).trim();

const LINE_CHARS = 80;
const LINE_REM = 1.6;
const [LOW_REM, HIGH_REM] = [9, 34];

/** Nobody may ask a frame without scripts how high it is: as high as its words are long, and it scrolls by itself. */
function heightOf({ text }: MailWhole): string {
  const lines = text.split("\n").reduce((sum, line) => sum + 1 + Math.trunc(line.length / LINE_CHARS), 3);
  return `${Math.min(HIGH_REM, Math.max(LOW_REM, lines * LINE_REM))}rem`;
}

/** Pictures from elsewhere tell their owner that, when and where the mail was opened: not before somebody asks. */
function Page({ interaction, mail }: { interaction: string; mail: string }) {
  const [access, setAccess] = useState("");
  const [withImages, setImages] = useState(false);
  const whole = readOf(mail);
  const open = async (): Promise<void> => setAccess((await wholeOf(interaction, mail))?.access ?? "");
  useEffect(() => void open(), [mail, withImages]);
  if (!access || !whole) return <p class="quiet">{say("thread.loading")}</p>;
  return (
    <>
      {whole.remote_images > 0 && !withImages && (
        <p class="blocked">
          <span>{say("mail.images_off", { count: whole.remote_images })}</span>
          <button type="button" onClick={() => setImages(true)}>
            {say("mail.images_show")}
          </button>
        </p>
      )}
      <iframe
        key={`${access} ${withImages}`}
        class="mail-page"
        title={say("mail.page_of", { time: new Date(now.peek()).toLocaleTimeString() })}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerpolicy="no-referrer"
        src={pagePath(mail, access, withImages)}
        style={{ height: heightOf(whole) }}
      />
    </>
  );
}
