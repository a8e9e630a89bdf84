/** Addresses as people write them: `ana@example.com`, `Ana García <ana@example.com>`, several with commas between. */
import type { MailAddress } from "../../client/received.ts";

const NAMED = /^\s*"?([^"<]*?)"?\s*<([^<>]+)>\s*$/;
const FORM = /^[^\s@<>"(),:;\\[\]]{1,64}@(?=.{1,255}$)[^\s@<>"(),:;\\[\]]+$/u;
/** What stands between two of them; not within quotation marks. */
const BETWEEN = /[,;\n\t]+(?=(?:[^"]*"[^"]*")*[^"]*$)/;

/** The form only: whether somebody is there, the other server says. */
export const isAddress = (text: string): boolean => FORM.test(text) && !text.includes("..") && !text.endsWith(".");

export function addressOf(text: string): MailAddress {
  const named = NAMED.exec(text);
  return named ? { address: (named[2] ?? "").trim(), name: (named[1] ?? "").trim() } : { address: text.trim(), name: "" };
}

export const addressesOf = (text: string): MailAddress[] =>
  text
    .split(BETWEEN)
    .map(addressOf)
    .filter(({ address }) => address !== "");

export const isSame = (one: MailAddress, other: MailAddress): boolean => one.address.toLowerCase() === other.address.toLowerCase();

/** Each once, the first of its kind. */
export const unique = (all: readonly MailAddress[]): MailAddress[] => all.filter((one, index) => all.findIndex((other) => isSame(one, other)) === index);

export const without = (all: readonly MailAddress[], others: readonly MailAddress[]): MailAddress[] =>
  all.filter((one) => !others.some((other) => isSame(one, other)));

const unmarked = (address: string): string => address.toLowerCase().replace(/\+[^@]*(?=@[^@]*$)/, "");

/** Whether mail to it comes back to us: also with a mark behind a plus, as our reply addresses have one. */
export const isOwn = (one: MailAddress, own: readonly MailAddress[]): boolean => own.some((mine) => isSame(mine, one) || unmarked(one.address) === mine.address.toLowerCase());

export const nameOf = ({ name, address }: MailAddress): string => name || address;
export const wholeOf = ({ name, address }: MailAddress): string => (name ? `${name} <${address}>` : address);
