/** Attaching files: by a button or by dropping them here. What does not fit is said before it is sent anywhere. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Upload } from "../../client/received.ts";
import { LIMITS } from "../../client/tables.ts";
import { client, toast } from "../desk.ts";
import { say, sayOr } from "../language.ts";
import { type Change, type Draft, draftOf } from "./draft.ts";
import { size } from "./sizes.ts";
import { forget, upload, uploading } from "./uploads.ts";
import { mailOf } from "./writing.ts";

interface Allowed {
  count: number;
  bytes: number;
  allBytes: number;
}

/** As this server says. */
function allowed(): Allowed {
  const told = client.value?.limits ?? {};
  return {
    count: told["uploads"] ?? LIMITS.MAIL_UPLOADS_MAX,
    bytes: told["upload_bytes"] ?? LIMITS.MAIL_UPLOAD_BYTES_MAX,
    allBytes: told["uploads_bytes"] ?? LIMITS.MAIL_UPLOADS_BYTES_MAX,
  };
}

/** As many of them as fit; of the others it is told why not. */
function attach(interaction: string, files: readonly File[], change: Change): void {
  const there = (): Upload[] => draftOf(mailOf(interaction).text.peek())?.uploads ?? [];
  const under = uploading.peek().filter((one) => one.interaction === interaction);
  let count = there().length + under.length;
  let bytes = [...there(), ...under].reduce((sum, one) => sum + one.bytes, 0);
  const max = allowed();
  for (const file of files) {
    const filling = { name: file.name, size: size(max.bytes), all: size(max.allBytes), count: max.count };
    if (file.size > max.bytes) toast("mail.too_large", filling, true);
    else if (count + 1 > max.count) toast("mail.too_many", filling, true);
    else if (bytes + file.size > max.allBytes) toast("mail.too_much", filling, true);
    else {
      count += 1;
      bytes += file.size;
      upload(interaction, file, (made) => change(({ uploads }) => ({ uploads: [...uploads, made] })));
    }
  }
}

interface AttachProps {
  interaction: string;
  draft: Draft;
  change: Change;
}

export function Attach({ interaction, change }: AttachProps) {
  const input = useRef<HTMLInputElement>(null);
  const max = allowed();
  const limits = say("mail.limits", { count: max.count, size: size(max.bytes), all: size(max.allBytes) });
  const chosen = (): void => {
    attach(interaction, [...(input.current?.files ?? [])], change);
    if (input.current) input.current.value = "";
  };
  return (
    <>
      <input ref={input} type="file" multiple hidden onChange={chosen} />
      <button type="button" class="plain" data-deed="mail.attach" title={limits} aria-label={`${say("mail.attach")}. ${limits}`} onClick={() => input.current?.click()}>
        {say("mail.attach")}
      </button>
    </>
  );
}

/** What hangs on the mail, and what is on its way. */
export function Attached({ interaction, draft, change }: AttachProps) {
  const under = uploading.value.filter((one) => one.interaction === interaction);
  if (draft.uploads.length + under.length === 0) return null;
  const remove = (one: Upload): void => change(({ uploads }) => ({ uploads: uploads.filter(({ upload: other }) => other !== one.upload) }));
  return (
    <ul class="parts attached" aria-label={say("mail.parts", { count: draft.uploads.length + under.length })}>
      {draft.uploads.map((one) => (
        <li key={one.upload}>
          <span class="part">
            <span class="name">{one.name}</span> <span class="quiet">{size(one.bytes)}</span>
          </span>
          <button type="button" class="plain" aria-label={say("mail.remove", { name: one.name })} onClick={() => remove(one)}>
            ×
          </button>
        </li>
      ))}
      {under.map((one) => (
        <li key={one.key} data-bad={one.failure !== undefined}>
          <span class="part">
            <span class="name">{one.name}</span>{" "}
            {one.failure ? <span class="problem">{sayOr(`error.${one.failure}`, say("mail.upload_failed"))}</span> : <progress value={one.done} aria-label={say("mail.uploading", { name: one.name })} />}
          </span>
          {one.failure && (
            <button type="button" class="plain" onClick={one.again}>
              {say("thread.retry")}
            </button>
          )}
          <button type="button" class="plain" aria-label={say("mail.remove", { name: one.name })} onClick={() => (one.stop(), forget(one.key))}>
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

/** Files that are dropped anywhere in the composer; beside it nothing happens, and the desk stays. */
export function useDropping(interaction: string, change: Change) {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const keep = (event: DragEvent): void => void (hasFiles(event) && event.preventDefault());
    addEventListener("dragover", keep);
    addEventListener("drop", keep);
    return () => (removeEventListener("dragover", keep), removeEventListener("drop", keep));
  }, []);
  const handlers = {
    onDragOver: (event: DragEvent) => void (hasFiles(event) && (event.preventDefault(), setOver(true))),
    onDragLeave: (event: DragEvent) => void ((event.currentTarget as Node).contains(event.relatedTarget as Node | null) || setOver(false)),
    onDrop: (event: DragEvent) => {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      attach(interaction, [...(event.dataTransfer?.files ?? [])], change);
    },
  };
  return { isOver, handlers };
}
