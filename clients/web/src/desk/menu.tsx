/** A button that opens a small panel; Escape, a choice, and a click elsewhere close it. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { useClosing } from "../calls/closing.ts";

interface MenuProps {
  label: ComponentChildren;
  /** For those who do not see the label. */
  name: string;
  children: ComponentChildren;
}

export function Menu({ label, name, children }: MenuProps) {
  const box = useRef<HTMLDetailsElement>(null);
  useClosing(box, (target) => target.closest(".option") !== null);
  return (
    <details class="menu" ref={box}>
      <summary aria-label={name}>{label}</summary>
      <div class="panel">{children}</div>
    </details>
  );
}
