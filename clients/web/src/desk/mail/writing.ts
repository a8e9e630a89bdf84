/** The one mail in the making of each interaction: saved as typed, the same on every device of the agent. */
import type { InteractionView, MailDraft, MailHead } from "../../client/received.ts";
import type { Params } from "../../client/index.ts";
import { account } from "../account.ts";
import { agent, wantsToWrite } from "../desk.ts";
import { type Read, type Typed, type Write, typed } from "../typed.ts";
import { type Begin, type Draft, begun, draftOf, fresh, keptText } from "./draft.ts";
import { htmlOfText } from "./rich_html.ts";

/** Ours, by the queue that they feed. */
export const mailboxOf = (queue: string) => account.value?.mailboxes?.find((one) => one.queue === queue);

/** What nobody here writes to. */
export const ownAddresses = () => (account.value?.mailboxes ?? []).flatMap(({ address, aliases }) => [address, ...aliases].map((one) => ({ address: one, name: "" })));

/** What the server keeps as the text that stands for it here. */
export function keptByServer(text: string, mail: MailDraft | undefined | null): string {
  if (!text && !mail) return "";
  const { to = [], cc = [], bcc = [], subject = "", html = "", uploads = [] } = mail ?? {};
  return keptText({
    ...{ to, cc, bcc, subject, text, uploads },
    html: html || (text ? htmlOfText(text) : ""),
    replies_to: mail?.replies_to ?? undefined,
    forwards: mail?.forwards ?? undefined,
  });
}

/** For the agent who handles it. */
export function mailOf(interaction: string): Typed {
  const write: Write = async (current, kept, rev) => {
    const { text = "", ...mail } = draftOf(kept) ?? {};
    return (await current.ask("draft.save", { interaction, text, mail: kept ? mail : undefined }, { rev })).rev;
  };
  const read: Read = ({ text, mail }) => keptByServer(String(text ?? ""), mail as MailDraft | undefined);
  return typed(`mail ${agent.value?.agent} ${interaction}`, write, read);
}

/** Begins, or turns what is begun into that: words and attachments stay. */
export function begin(interaction: string, how: Begin, head: MailHead): void {
  const mail = mailOf(interaction);
  const before = draftOf(mail.text.peek());
  const next = begun(how, head, ownAddresses());
  put(interaction, before ? { ...next, text: before.text, html: before.html, uploads: before.uploads } : next);
  wantsToWrite.value = interaction;
}

/** Nobody has written yet; we may. */
export const canBegin = ({ queue, consumer }: InteractionView): boolean => mailboxOf(queue) !== undefined && Boolean(consumer.email);

export function beginFresh({ interaction, consumer, subject }: InteractionView): void {
  put(interaction, fresh({ address: consumer.email ?? "", name: consumer.name }, subject));
  wantsToWrite.value = interaction;
}

export const put = (interaction: string, draft: Draft | undefined): void => mailOf(interaction).type(keptText(draft));

const FORMED = /<(strong|em|ul|ol|a)\b/;

/** What is sent. Without any form it is a plain mail. */
export function sendable(interaction: string, draft: Draft, withQuote: boolean): Params["mail.send"] {
  const { to, cc, bcc, subject, text, html, replies_to, forwards } = draft;
  const uploads = draft.uploads.map(({ upload }) => upload);
  return { interaction, to, cc, bcc, subject, text: text.trim(), html: FORMED.test(html) ? html : "", replies_to, forwards, with_quote: withQuote, uploads };
}
