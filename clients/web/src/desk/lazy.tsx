/**
 * Parts of the desk that most visits do not need, read when they do: the address book, the choice of keys, parking, resolving, why something waits. When the server was updated
 * meanwhile, an old desk and a new part may not fit together; then a reload brings both.
 */
import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { toast } from "./desk.ts";
import { say } from "./language.ts";

type Book = typeof import("./people/book.tsx");

const book = signal<Book | undefined>(undefined);

async function load(): Promise<void> {
  if (book.peek()) return;
  try {
    book.value = await import("./people/book.tsx");
  } catch {
    toast("lazy.failed", {}, true, { text: say("lazy.reload"), run: () => location.reload() });
  }
}

type Props<Name extends keyof Book> = Book[Name] extends (props: infer P) => unknown ? P : never;

/** The part as soon as it is there. */
export function Lazy<Name extends keyof Book>({ name, ...props }: { name: Name } & Props<Name>) {
  useEffect(() => void load(), []);
  const Part = book.value?.[name] as ComponentType<typeof props> | undefined;
  return Part ? <Part {...props} /> : <p class="quiet">{say("thread.loading")}</p>;
}
