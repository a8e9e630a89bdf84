/** What hangs on a mail: names that are safe to save under, sizes, pictures to look at. Nothing of it is opened here. */
import { useEffect, useState } from "preact/hooks";
import type { MailHead, MailPart } from "../../client/received.ts";
import { Dialog } from "../dialog.tsx";
import { say } from "../language.ts";
import { size } from "./sizes.ts";
import { download, partPath, picturePath, wholeOf } from "./whole.ts";

/** What browsers draw, and cannot run. */
const PICTURES: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
/** Larger ones are not read before somebody asks. */
const SHOWN_BYTES_MAX = 3_000_000;

export function Parts({ interaction, mail }: { interaction: string; mail: MailHead }) {
  const [access, setAccess] = useState("");
  /** Called pictures, and none. */
  const [broken, setBroken] = useState<ReadonlySet<number>>(new Set());
  const [looked, look] = useState<MailPart | undefined>(undefined);
  const parts = mail.parts.filter((part) => !part.inline || !mail.has_html);
  const hasPictures = parts.some(isShown);
  useEffect(() => {
    if (hasPictures) void wholeOf(interaction, mail.mail).then((whole) => setAccess(whole?.access ?? ""));
  }, [mail.mail, hasPictures]);
  if (parts.length === 0) return null;
  const save = async (part: MailPart): Promise<void> => {
    const whole = await wholeOf(interaction, mail.mail);
    if (whole) download(partPath(mail.mail, part.part, whole.access), part.name);
  };
  return (
    <ul class="parts" aria-label={say("mail.parts", { count: parts.length })}>
      {parts.map((part) => (
        <li key={part.part}>
          {isShown(part) && access && !broken.has(part.part) && (
            <button type="button" class="picture" aria-label={say("mail.look", { name: part.name })} onClick={() => look(part)}>
              <img src={picturePath(mail.mail, part.part, access)} alt="" loading="lazy" onError={() => setBroken((there) => new Set([...there, part.part]))} />
            </button>
          )}
          <button type="button" class="part" aria-label={say("mail.save", { name: part.name, size: size(part.bytes) })} title={`${part.name} · ${part.type}`} onClick={() => void save(part)}>
            <span class="name">{part.name}</span>
            <span class="quiet">
              {kindOf(part)} · {size(part.bytes)}
            </span>
          </button>
        </li>
      ))}
      {looked && access && (
        <li>
          <Dialog title={looked.name} close={() => look(undefined)}>
            <img class="looked" src={picturePath(mail.mail, looked.part, access)} alt={looked.name} />
            <footer>
              <button type="button" class="primary" data-first onClick={() => void save(looked)}>
                {say("mail.save_it")}
              </button>
            </footer>
          </Dialog>
        </li>
      )}
    </ul>
  );
}

const isShown = ({ type, bytes }: MailPart): boolean => PICTURES.has(type) && bytes <= SHOWN_BYTES_MAX;

/** As the name says it, else as the type does. */
function kindOf({ name, type }: MailPart): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1];
  return (ending ?? type.split("/")[1] ?? type).toUpperCase();
}
