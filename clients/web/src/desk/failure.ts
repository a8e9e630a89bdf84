/** What a refusal means, in the reader's words. */
import type { CommandFailed } from "../client/index.ts";
import { say, sayOr } from "./language.ts";

/** As exactly as the server says it: the state that is in the way, the reason, the bound. */
export function failureText({ code, details }: CommandFailed): string {
  const generic = say("error.generic", { message: code });
  if (code === "invalid_state") return sayOr(`error.${String(details["state"])}`, say("error.invalid_state"));
  if (code === "at_capacity" && details["parties_max"]) return say("error.parties", { count: Number(details["parties_max"]) });
  if (code === "transfer_target_unavailable")
    return say("error.transfer_target_unavailable", { reason: reasonText(String(details["reason"] ?? "")) });
  return sayOr(`error.${code}`, generic);
}

/** Why something that was begun did not come to its end. */
export function reasonText(reason: string): string {
  return sayOr(`why.${reason}`, sayOr(`out.${reason}`, reason.replaceAll("_", " ") || say("why.unknown")));
}
