/** Why something is still waiting is asked from anywhere; the answer is `why.tsx`. */
import { signal } from "@preact/signals";

export const asked = signal<{ interaction: string; name: string } | undefined>(undefined);

/** Opens the dialog, from wherever a waiting interaction is shown. */
export function askWhy(interaction: string, name: string): void {
  asked.value = { interaction, name };
}
