/** Light, dark, or as the system; kept on this device. */
import { effect, signal } from "@preact/signals";
import { language } from "./language.ts";

export type Theme = "auto" | "light" | "dark";
const KEPT = "ringline.theme";

export const theme = signal<Theme>((localStorage.getItem(KEPT) as Theme | null) ?? "auto");

effect(() => {
  localStorage.setItem(KEPT, theme.value);
  document.documentElement.dataset["theme"] = theme.value;
});
effect(() => {
  document.documentElement.lang = language.value;
});
