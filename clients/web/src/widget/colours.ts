/** Light or dark, and one colour of the site: text on it is black or white, whichever reads better. */
import { isLight } from "./luminance.ts";

const params = new URLSearchParams(location.search);

export function wearColours(): void {
  const root = document.documentElement;
  const theme = params.get("theme");
  if (theme === "light" || theme === "dark") root.dataset["theme"] = theme;
  const colour = /^#?([0-9a-f]{6})$/i.exec(params.get("color") ?? "")?.[1];
  if (!colour) return;
  root.style.setProperty("--brand", `#${colour}`);
  root.style.setProperty("--on-brand", isLight(colour) ? "#000000" : "#ffffff");
}
