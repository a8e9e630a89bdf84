/** Who reads at the end stays at the end as people talk; who has scrolled up is left there. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

const NEAR_PX = 40;

/** For the nearest box around the element, itself included, that scrolls. */
export function useEnd(inside: RefObject<HTMLElement | null>, changes: readonly unknown[]): void {
  const isAtEnd = useRef(true);
  useEffect(() => {
    const box = scroller(inside.current);
    const look = (): void => void (isAtEnd.current = box.scrollTop + box.clientHeight > box.scrollHeight - NEAR_PX);
    box.addEventListener("scroll", look, { passive: true });
    return () => box.removeEventListener("scroll", look);
  }, []);
  useLayoutEffect(() => {
    const box = scroller(inside.current);
    if (isAtEnd.current) box.scrollTop = box.scrollHeight;
  }, changes);
}

function scroller(start: HTMLElement | null): HTMLElement {
  for (let box = start; box; box = box.parentElement) if (getComputedStyle(box).overflowY === "auto") return box;
  return document.documentElement;
}
