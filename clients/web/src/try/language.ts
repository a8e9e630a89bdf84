/** The words of this page, beside those of the widget that it shows. */
import { language } from "../widget/language.ts";
import { EN, type TryWord } from "./words_en.ts";
import { ES } from "./words_es.ts";

/** The text for a word, filled in. */
export function tell(word: TryWord, filling: Record<string, string> = {}): string {
  const words: Record<TryWord, string> = language.value === "es" ? ES : EN;
  return words[word].replaceAll(/\{(\w+)\}/g, (_, name: string) => filling[name] ?? "");
}
