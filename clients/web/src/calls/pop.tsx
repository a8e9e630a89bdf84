/** A button of a call that opens a small panel above what follows; Escape and a click elsewhere close it. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type Drawn, Drawing } from "./drawing.tsx";

interface PopProps {
  drawn: Drawn;
  name: string;
  opened?: () => void;
  children: ComponentChildren;
}

export function Pop({ drawn, name, opened, children }: PopProps) {
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const click = ({ target }: MouseEvent): void => {
      if (box.current && !box.current.contains(target as Node)) box.current.open = false;
    };
    const key = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || !box.current?.open) return;
      event.stopPropagation(); // nothing else is closed with it
      box.current.open = false;
      box.current.querySelector("summary")?.focus();
    };
    addEventListener("click", click);
    addEventListener("keydown", key, true);
    return () => (removeEventListener("click", click), removeEventListener("keydown", key, true));
  }, []);
  return (
    <details class="pop" ref={box} onToggle={(event) => event.currentTarget.open && opened?.()}>
      <summary class="act">
        <Drawing of={drawn} />
        <span>{name}</span>
      </summary>
      <div class="panel">{children}</div>
    </details>
  );
}
