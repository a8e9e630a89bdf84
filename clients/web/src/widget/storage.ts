/** What is kept in the browser. A frame of another site may be forbidden to: then until the page is left. */

function usable(name: "localStorage" | "sessionStorage"): Storage {
  try {
    const storage = window[name];
    storage.setItem("ringline.try", "");
    storage.removeItem("ringline.try");
    return storage;
  } catch {
    return inMemory();
  }
}

function inMemory(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    key: (index) => [...kept.keys()][index] ?? null,
    removeItem: (key) => void kept.delete(key),
    setItem: (key, value) => void kept.set(key, value),
  };
}

/** Of this site, in all its tabs. */
export const ofSite = usable("localStorage");
/** Of this tab. */
export const ofTab = usable("sessionStorage");

/** What was kept as JSON; `instead` when there is nothing that can be read. */
export function read<T>(storage: Storage, name: string, instead: T): T {
  try {
    return (JSON.parse(storage.getItem(name) ?? "null") as T | null) ?? instead;
  } catch {
    return instead;
  }
}

export function write(storage: Storage, name: string, value: unknown): void {
  if (value === undefined) storage.removeItem(name);
  else storage.setItem(name, JSON.stringify(value));
}
