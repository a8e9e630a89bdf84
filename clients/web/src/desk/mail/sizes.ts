/** Sizes of files as people say them: 812 B, 14 kB, 3.4 MB. */
import { locale } from "../spans.ts";

const UNITS = [
  ["megabyte", 1_000_000],
  ["kilobyte", 1_000],
  ["byte", 1],
] as const;

export function size(bytes: number): string {
  const [unit, one] = UNITS.find(([, least]) => bytes >= least) ?? UNITS[2];
  const maximumFractionDigits = unit === "megabyte" ? 1 : 0;
  return new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "short", maximumFractionDigits }).format(bytes / one);
}
