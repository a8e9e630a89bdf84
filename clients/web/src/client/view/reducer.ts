/** What all views have in common: a table of event names to functions, and lists that stay small. */
import type { EventData } from "../received.ts";

/** What each event does to a view. A view is never changed: a change gives a new one. */
export type Reducers<V> = { readonly [E in keyof EventData]?: (view: V, data: EventData[E], atMs: number) => V };

/** The view after one event; as it was when the event is hidden or unknown. */
export function reduce<V>(reducers: Reducers<V>, view: V, event: string, data: unknown, atMs: number): V {
  const reducer = Object.hasOwn(reducers, event) ? reducers[event as keyof EventData] : undefined;
  if (!reducer || data === undefined || data === null) return view;
  return (reducer as (view: V, data: unknown, atMs: number) => V)(view, data, atMs);
}

/** With `item` in the place of the one that has the same `key`, else at the end. */
export function put<T>(items: readonly T[], item: T, key: keyof T): T[] {
  const isKnown = items.some((old) => old[key] === item[key]);
  return isKnown ? items.map((old) => (old[key] === item[key] ? item : old)) : [...items, item];
}

/** With these fields of the item whose `key` is `wanted` changed; the same when there is none. */
export function change<T>(items: readonly T[], key: keyof T, wanted: unknown, fields: Partial<T>): T[] {
  return items.map((item) => (item[key] === wanted ? { ...item, ...fields } : item));
}

/** Without the item whose `key` is `unwanted`. */
export function drop<T>(items: readonly T[], key: keyof T, unwanted: unknown): T[] {
  return items.filter((item) => item[key] !== unwanted);
}
