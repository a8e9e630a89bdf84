/** Who reads at the end stays at the end as people talk; who has scrolled up is left there and told that there is more. */
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

const NEAR_PX = 60;

interface Said {
  /** What was said so far. */
  count: number;
  /** Own words on their way. */
  sent: number;
  /** What else makes the box longer or shorter. */
  changes: readonly unknown[];
  toEnd: (box: HTMLElement) => void;
}

interface End {
  box: RefObject<HTMLDivElement | null>;
  scrolled: () => void;
  hasNew: boolean;
  go: () => void;
}

export function useEnd({ count, sent, changes, toEnd }: Said): End {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const sentBefore = useRef(sent);
  const [seen, setSeen] = useState(count);
  const stay = (): void => {
    if (!isAtEnd.current || !box.current) return;
    toEnd(box.current);
    setSeen(count);
  };
  const newest = useRef(stay);
  newest.current = stay;
  useEffect(() => {
    const watch = new ResizeObserver(() => newest.current());
    if (box.current) watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (sent > sentBefore.current) isAtEnd.current = true;
    sentBefore.current = sent;
    stay();
  }, [count, sent, ...changes]);
  const scrolled = (): void => {
    if (!box.current) return;
    const { scrollTop, clientHeight, scrollHeight } = box.current;
    isAtEnd.current = scrollTop + clientHeight > scrollHeight - NEAR_PX;
    if (isAtEnd.current) setSeen(count);
  };
  const go = (): void => {
    isAtEnd.current = true;
    stay();
    box.current?.focus();
  };
  return { box, scrolled, hasNew: !isAtEnd.current && count > seen, go };
}

/** Stands at the lower edge of what one reads. */
export function ToEnd({ end, children }: { end: End; children: ComponentChildren }) {
  if (!end.hasNew) return null;
  return (
    <button type="button" class="to-end" onClick={end.go}>
      <span aria-hidden="true">↓</span> {children}
    </button>
  );
}
