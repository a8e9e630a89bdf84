/** Everything about calls that a desk without calls does not need. */
export { CallPanel } from "./call_panel.tsx";
export { followCalls } from "./calling.ts";
export { UpgradePanel } from "./upgrade_panel.tsx";
export { askUpgrade } from "./upgrading.ts";
