/** A long list of which only what is seen exists: thousands of rows cost as much as twenty. One row takes the Tab key. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** Rows beyond the edges, so that scrolling never shows a gap. */
const SPARE = 6;
/** Of a row, until one has been measured. */
const ROW_PX = 72;

interface RowsProps<T> {
  name: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  /** The row that is chosen: it is kept in sight when it changes. */
  chosen?: string;
  /** A button with the given tabIndex. */
  row: (item: T, tabIndex: number) => ComponentChildren;
  /** The end is near. */
  onEnd?: () => void;
  children?: ComponentChildren;
}

const tops = new Map<string, number>();

export function Rows<T>({ name, items, keyOf, chosen, row, onEnd, children }: RowsProps<T>) {
  const box = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(ROW_PX);
  const [seen, setSeen] = useState({ first: 0, count: 30 });
  const wanted = useRef<number | undefined>(undefined);
  const at = items.findIndex((item) => keyOf(item) === chosen);
  const look = (): void => {
    const { scrollTop, clientHeight } = box.current ?? { scrollTop: 0, clientHeight: 0 };
    if (clientHeight === 0) return;
    tops.set(name, scrollTop);
    const first = Math.max(0, Math.floor(scrollTop / height) - SPARE);
    const count = Math.ceil(clientHeight / height) + 2 * SPARE;
    if (first !== seen.first || count !== seen.count) setSeen({ first, count });
    if (first + count >= items.length) onEnd?.();
  };
  const show = (index: number): void => {
    const scroller = box.current;
    if (!scroller) return;
    const [top, bottom] = [index * height, (index + 1) * height];
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (bottom > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = bottom - scroller.clientHeight;
  };
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = tops.get(name) ?? 0;
    const watch = new ResizeObserver(look);
    if (box.current) watch.observe(box.current);
    return () => watch.disconnect();
  }, [name]);
  useLayoutEffect(() => {
    const real = box.current?.querySelector("li")?.offsetHeight;
    if (real && real !== height) setHeight(real);
    look();
  });
  useLayoutEffect(() => {
    if (at >= 0) show(at);
  }, [chosen, at >= 0, height]);
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    const button = box.current?.querySelector<HTMLElement>(`li[data-place="${wanted.current}"] > button`);
    if (button) [wanted.current] = [undefined, button.focus({ preventScroll: true })];
  });
  const step = (event: KeyboardEvent): void => {
    const place = Number((event.target as Element).closest("li")?.dataset["place"]);
    const to = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined || Number.isNaN(to) || to < 0 || to >= items.length) return;
    event.preventDefault();
    wanted.current = to;
    show(to);
    setSeen((now) => ({ ...now }));
  };
  const shown = items.slice(seen.first, seen.first + seen.count);
  const tabbed = at >= seen.first && at < seen.first + seen.count ? at : seen.first;
  return (
    <div class="rows" ref={box} onScroll={look} onKeyDown={step}>
      <ul style={{ height: `${items.length * height}px` }}>
        {shown.map((item, index) => (
          <li
            key={keyOf(item)}
            data-place={seen.first + index}
            aria-setsize={items.length}
            aria-posinset={seen.first + index + 1}
            style={{ transform: `translateY(${(seen.first + index) * height}px)` }}
          >
            {row(item, seen.first + index === tabbed ? 0 : -1)}
          </li>
        ))}
      </ul>
      {children}
    </div>
  );
}
