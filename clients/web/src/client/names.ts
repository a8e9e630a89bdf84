/** A random name: `key_…`, `dev_…`. */
export function newName(kind: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(15));
  return `${kind}_${[...bytes].map((byte) => byte.toString(36).padStart(2, "0")).join("")}`;
}
