/** What opens small beside its button is closed by Escape, which then closes nothing else, and by a click elsewhere. */
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** `isDone`: a click inside that closes it, too. */
export function useClosing(box: RefObject<HTMLDetailsElement | null>, isDone: (target: Element) => boolean = () => false): void {
  useEffect(() => {
    const click = ({ target }: MouseEvent): void => {
      if (box.current && (!box.current.contains(target as Node) || isDone(target as Element))) box.current.open = false;
    };
    const key = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || !box.current?.open) return;
      event.stopPropagation();
      box.current.open = false;
      box.current.querySelector("summary")?.focus();
    };
    addEventListener("click", click);
    addEventListener("keydown", key, true);
    return () => (removeEventListener("click", click), removeEventListener("keydown", key, true));
  }, []);
}
