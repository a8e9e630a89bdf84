/** Everything about calls that a desk without calls does not need, its words among it. */
import { learn } from "./language.ts";
import { CALLS_EN } from "./words_calls_en.ts";
import { CALLS_ES } from "./words_calls_es.ts";

export { CallPanel } from "./call_panel.tsx";
export { Listening } from "./listening.tsx";
export { followCalls } from "./calling.ts";
export { UpgradePanel } from "./upgrade_panel.tsx";
export { askUpgrade } from "./upgrading.ts";

learn(CALLS_EN, CALLS_ES);
