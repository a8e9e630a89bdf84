/** A button that opens a small panel; Escape, a choice, and a click elsewhere close it. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface MenuProps {
  label: ComponentChildren;
  /** For those who do not see the label. */
  name: string;
  children: ComponentChildren;
}

export function Menu({ label, name, children }: MenuProps) {
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (isAway: boolean): void => {
      if (isAway && box.current) box.current.open = false;
    };
    const click = ({ target }: MouseEvent): void =>
      close(!box.current?.contains(target as Node) || (target as Element).closest(".option") !== null);
    const key = ({ key: pressed }: KeyboardEvent): void => {
      if (pressed !== "Escape" || !box.current?.open) return;
      close(true);
      box.current.querySelector("summary")?.focus();
    };
    addEventListener("click", click);
    addEventListener("keydown", key);
    return () => (removeEventListener("click", click), removeEventListener("keydown", key));
  }, []);
  return (
    <details class="menu" ref={box}>
      <summary aria-label={name}>{label}</summary>
      <div class="panel">{children}</div>
    </details>
  );
}
