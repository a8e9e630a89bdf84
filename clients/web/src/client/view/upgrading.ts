/** What asking for a richer channel does to the two views of an interaction: both say it in the same fields. */
import type { Channel, Upgrade } from "../received.ts";
import type { Reducers } from "./reducer.ts";

interface Upgradable {
  channel: Channel;
  upgrade?: Upgrade;
  idle_closes_at_ms?: number;
}

/** It is not silent. Consumers have no `idle_closes_at_ms`, and what is undefined is not there. */
export function upgradeReducers<V extends Upgradable>(): Reducers<V> {
  return {
    "upgrade.asked": (view, { upgrade, channel, by, until_at_ms }) => ({
      ...view, idle_closes_at_ms: undefined, upgrade: { upgrade, channel, by, until_at_ms, accepted: false },
    }),
    "upgrade.accepted": (view, { until_at_ms }) =>
      view.upgrade ? { ...view, upgrade: { ...view.upgrade, accepted: true, until_at_ms } } : view,
    "upgrade.ended": (view) => ({ ...view, idle_closes_at_ms: undefined, upgrade: undefined }),
    "interaction.channel_changed": (view, { channel }) => ({ ...view, channel }),
  };
}
