/** Spans as people say them: 45 s, 12 min, 3 h, 2 d. */
import { language } from "./language.ts";

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

export const locale = (): string => navigator.languages.find((one) => one.startsWith(language.value)) ?? language.value;

const formats = new Map<string, Intl.NumberFormat>();

function format(unit: string): Intl.NumberFormat {
  const key = `${locale()} ${unit}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "short" });
  formats.set(key, known);
  return known;
}

/** In its largest unit, cut and not rounded: 119 seconds are 1 min. */
export function roughly(ms: number): string {
  const [unit, size] = UNITS.find(([, one]) => ms >= one) ?? UNITS[3];
  return format(unit).format(Math.max(0, Math.trunc(ms / size)));
}
