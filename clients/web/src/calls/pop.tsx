/** A button of a call that opens a small panel above what follows; Escape and a click elsewhere close it. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { useClosing } from "./closing.ts";
import { type Drawn, Drawing } from "./drawing.tsx";

interface PopProps {
  drawn: Drawn;
  name: string;
  opened?: () => void;
  children: ComponentChildren;
}

export function Pop({ drawn, name, opened, children }: PopProps) {
  const box = useRef<HTMLDetailsElement>(null);
  useClosing(box);
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
