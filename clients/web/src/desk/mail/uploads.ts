/** Attachments on their way to the server, before the mail that they hang on is sent. */
import { signal } from "@preact/signals";
import type { Upload } from "../../client/received.ts";
import { newName } from "../../client/index.ts";
import { bearer } from "../token.ts";

export interface Uploading {
  key: string;
  interaction: string;
  name: string;
  bytes: number;
  /** From 0 to 1. */
  done: number;
  /** Why it did not arrive: an error code. */
  failure?: string;
  stop: () => void;
  again: () => void;
}

/** Of this page: what has not arrived when it is reloaded has to be chosen again. */
export const uploading = signal<readonly Uploading[]>([]);

/** Whoever leaves now is asked: the files are not in the draft yet. */
addEventListener("beforeunload", (event) => uploading.value.some((one) => !one.failure) && event.preventDefault());

const change = (key: string, part: Partial<Uploading>): void => {
  uploading.value = uploading.value.map((one) => (one.key === key ? { ...one, ...part } : one));
};

export function forget(key: string): void {
  uploading.value = uploading.value.filter((one) => one.key !== key);
}

/** Begins; `arrived` when the server has it whole. */
export function upload(interaction: string, file: File, arrived: (made: Upload) => void): void {
  const key = newName("upload");
  const begin = (): void => {
    const request = new XMLHttpRequest();
    change(key, { done: 0, failure: undefined, stop: () => request.abort() });
    request.open("POST", `/v1/interactions/${encodeURIComponent(interaction)}/uploads?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("authorization", `Bearer ${bearer.token ?? ""}`);
    request.setRequestHeader("content-type", file.type || "application/octet-stream");
    request.setRequestHeader("idempotency-key", key);
    request.upload.onprogress = ({ loaded, total }) => change(key, { done: total > 0 ? loaded / total : 0 });
    request.onabort = () => forget(key);
    request.onerror = () => change(key, { failure: "timeout" });
    request.onload = () => {
      if (request.status >= 300) return change(key, { failure: codeOf(request.responseText) });
      forget(key);
      arrived(JSON.parse(request.responseText) as Upload);
    };
    request.send(file);
  };
  uploading.value = [...uploading.value, { key, interaction, name: file.name, bytes: file.size, done: 0, stop: () => undefined, again: begin }];
  begin();
}

function codeOf(answer: string): string {
  try {
    return (JSON.parse(answer) as { error: { code: string } }).error.code;
  } catch {
    return "upload";
  }
}
