/** Everything about calls that a chat does not need: read when somebody calls. */
export { NoMedia } from "../client/index.ts";
export { CallPanel } from "./call_panel.tsx";
export { followCalls, openMedia } from "./calling.ts";
export { UpgradePanel } from "./upgrade_panel.tsx";
export { askUpgrade } from "./upgrading.ts";
