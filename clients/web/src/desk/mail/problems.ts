/** What stands in the way of sending, found before the server is asked. */
import { LIMITS } from "../../client/tables.ts";
import { client } from "../desk.ts";
import type { Draft } from "./draft.ts";
import { faultOf } from "./recipients.tsx";
import { ownAddresses } from "./writing.ts";

export type Problem = "nobody" | "form" | "own" | "empty" | "uploading" | "long";

export function problemOf(draft: Draft): Problem | undefined {
  const all = [...draft.to, ...draft.cc, ...draft.bcc];
  if (all.length === 0) return "nobody";
  const fault = all.map((one) => faultOf(one, ownAddresses())).find(Boolean);
  if (fault) return fault;
  if (!draft.text.trim() && draft.uploads.length === 0 && !draft.forwards) return "empty";
  return [...draft.text].length > (client.value?.limits["text_chars"] ?? LIMITS.TEXT_CHARS_MAX) ? "long" : undefined;
}

const MENTIONED = /\b(attach(ed|ment|ing)?|adjunt[oaá]\w*|anexo)\b/i;

/** An attachment is spoken of, and there is none. */
export const forgotten = (draft: Draft): boolean => draft.uploads.length === 0 && !draft.forwards && MENTIONED.test(draft.text);
