/** Words, numbers and times as the agent reads them. */
import { computed, signal } from "@preact/signals";
import { EN, type Word } from "./words_en.ts";
import { ES } from "./words_es.ts";

export type Language = "en" | "es";
export type { Word };

const KEPT = "ringline.language";
const first = (): Language => (navigator.language.startsWith("es") ? "es" : "en");

export const language = signal<Language>((localStorage.getItem(KEPT) as Language | null) ?? first());
type Words = Readonly<Record<string, string>>;
const more = signal<Record<Language, Words>>({ en: {}, es: {} });
const words = computed<Words>(() => ({ ...(language.value === "es" ? ES : EN), ...more.value[language.value] }));

/** Words of a part that is read when it is wanted. */
export function learn(en: Words, es: Words): void {
  more.value = { en: { ...more.peek().en, ...en }, es: { ...more.peek().es, ...es } };
}

/** Chosen, and kept on this device. */
export function chooseLanguage(chosen: Language): void {
  language.value = chosen;
  localStorage.setItem(KEPT, chosen);
}

/** The text for a word, filled in. */
export function say(word: Word, filling: Record<string, string | number> = {}): string {
  return (words.value[word] ?? word).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(filling[name] ?? ""));
}

/** The text for a word made of a closed set that may grow: what is not known here is said as it is. */
export function sayOr(word: string, instead: string, filling: Record<string, string | number> = {}): string {
  return word in words.value ? say(word as Word, filling) : instead;
}

/** A span as 0:42 or 1:02:07. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [h, m, s] = [Math.trunc(seconds / 3600), Math.trunc(seconds / 60) % 60, seconds % 60];
  const pad = (part: number): string => String(part).padStart(2, "0");
  return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}

/** The time of day; with the date when it is not today's. */
export function clockTime(atMs: number, nowMs: number): string {
  const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  return formats.value[isToday ? "today" : "dated"].format(atMs);
}

/** The time of day to the second. */
export const preciseTime = (atMs: number): string => formats.value.precise.format(atMs);

/** Made once for a language: making one takes longer than a thousand uses. */
const formats = computed(() => {
  const time = { hour: "2-digit", minute: "2-digit" } as const;
  const day = { day: "numeric", month: "short" } as const;
  const locale = navigator.languages.find((one) => one.startsWith(language.value)) ?? language.value;
  const precise = new Intl.DateTimeFormat(locale, { ...time, second: "2-digit" });
  return { precise, today: new Intl.DateTimeFormat(locale, time), dated: new Intl.DateTimeFormat(locale, { ...day, ...time }) };
});
