/** Words and times as the consumer reads them: in the page's language, the browser's, or the one that they chose. */
import { computed, effect, signal } from "@preact/signals";
import { ofSite } from "./storage.ts";
import { EN, type Word } from "./words_en.ts";
import { ES } from "./words_es.ts";

export type Language = "en" | "es";
export type { Word };

const KEPT = "ringline.widget.language";
const asked = new URLSearchParams(location.search).get("language");
const first = (): Language => ((asked ?? navigator.language).startsWith("es") ? "es" : "en");

export const language = signal<Language>((ofSite.getItem(KEPT) as Language | null) ?? first());
const words = computed<Record<Word, string>>(() => (language.value === "es" ? ES : EN));
const locale = computed(() => navigator.languages.find((one) => one.startsWith(language.value)) ?? language.value);

effect(() => {
  document.documentElement.lang = language.value;
});

/** Chosen, and kept in this browser. */
export function chooseLanguage(chosen: Language): void {
  language.value = chosen;
  ofSite.setItem(KEPT, chosen);
}

/** The text for a word, filled in. */
export function say(word: Word, filling: Record<string, string | number> = {}): string {
  return words.value[word].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(filling[name] ?? ""));
}

/** The text for a word made of a closed set that may grow; `instead` for what is not known here. */
export function sayOr(word: string, instead: Word, filling: Record<string, string | number> = {}): string {
  return say(word in words.value ? (word as Word) : instead, filling);
}

/** In the reader's language, or the first that there is. */
export function inLanguage(texts: Record<string, string>): string {
  return texts[language.value] ?? Object.values(texts)[0] ?? "";
}

/** 10:32. */
export function clockTime(atMs: number): string {
  return new Intl.DateTimeFormat(locale.value, { hour: "2-digit", minute: "2-digit" }).format(atMs);
}

/** Monday at 09:00; with the date. */
export function dayAndTime(atMs: number): string {
  const form = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(locale.value, form).format(atMs);
}

/** 0:42. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return `${Math.trunc(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** In whole units, as people say it: less than a minute, 3 minutes, 2 hours. */
export function roughly(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return say("span.moment");
  const [amount, unit] = minutes < 90 ? [minutes, "minute"] : [Math.round(minutes / 60), "hour"];
  return new Intl.NumberFormat(locale.value, { style: "unit", unit, unitDisplay: "long" }).format(amount as number);
}
