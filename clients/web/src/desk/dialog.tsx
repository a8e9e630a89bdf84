/**
 * A dialog above the desk. It takes the focus and gives it back; Escape, and a click beside it, close it. Rings stay
 * above it and can be answered: it is no modal one.
 */
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { say } from "./language.ts";

interface DialogProps {
  title: string;
  close: () => void;
  children: ComponentChildren;
}

export function Dialog({ title, close, children }: DialogProps) {
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const newest = useRef(close);
  newest.current = close;
  useLayoutEffect(() => {
    const unfocused = (event: KeyboardEvent): void => { // the button that had the focus is disabled now, or gone
      if (event.key === "Escape" && document.activeElement === document.body) newest.current();
    };
    addEventListener("keydown", unfocused);
    return () => removeEventListener("keydown", unfocused);
  }, []);
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const first = box.current?.querySelector<HTMLElement>("[data-first]") ?? box.current;
    first?.focus({ preventScroll: true });
    return () => {
      if (before?.isConnected) before.focus();
      else document.querySelector<HTMLElement>(".thread .said")?.focus();
    };
  }, []);
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return (
    <div class="veil" onClick={(event) => event.target === event.currentTarget && close()}>
      <div class="dialog" role="dialog" aria-labelledby={id} ref={box} tabIndex={-1} onKeyDown={pressed}>
        <div class="top">
          <h2 id={id}>{title}</h2>
          <button type="button" class="plain" aria-label={say("action.close")} onClick={close}>
            ×
          </button>
        </div>
        {children}
      </div>
    </div>
  );
}
