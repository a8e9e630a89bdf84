/** An agent as its own stream tells it: status, state, devices, what rings and what is open. */
import type { AgentView, LegChanged, LegStarted } from "../received.ts";
import { type Reducers, change, drop, put, reduce } from "./reducer.ts";

/** The view after one event of the agent's stream. */
export function applyAgent(view: AgentView, event: string, data: unknown, atMs: number): AgentView {
  return reduce(REDUCERS, view, event, data, atMs);
}

function withPrimary(view: AgentView, session: string): AgentView {
  return { ...view, devices: view.devices.map((device) => ({ ...device, primary: device.session === session })) };
}

function leg(view: AgentView, data: LegStarted | LegChanged): AgentView {
  return data.card ? { ...view, legs: put(view.legs, data.card, "leg") } : view;
}

const REDUCERS: Reducers<AgentView> = {
  "agent.presence_changed": (view, data) => ({ ...view, presence: data.presence }),
  "agent.status_changed": (view, data) => ({ ...view, status: data }),
  "agent.state_changed": (view, data) => ({ ...view, state: data }),
  "agent.opt_outs_changed": (view, data) => ({ ...view, opt_outs: data }),
  "device.joined": (view, { session, device, client, primary }) => {
    const after = { ...view, devices: put(view.devices, { session, device, client, primary }, "session") };
    return primary ? withPrimary(after, session) : after;
  },
  "device.left": (view, data) => ({ ...view, devices: drop(view.devices, "session", data.session) }),
  "device.primary": (view, data) => withPrimary(view, data.session),
  "offer.created": (view, data, atMs) => {
    const offer = {
      offer: data.offer,
      interaction: data.interaction ?? "",
      queue: data.queue,
      channel: data.channel,
      purpose: data.purpose,
      acceptance: data.acceptance,
      attempt: data.attempt,
      ring_ms: data.ring_ms,
      expires_at_ms: data.expires_at_ms,
      server_at_ms: data.server_at_ms ?? atMs,
      card: data.card,
      state: "pending" as const,
    };
    return { ...view, offers: put(view.offers, offer, "offer") };
  },
  "offer.accepting": (view, { offer, expires_at_ms, by_session }) => ({
    ...view,
    offers: change(view.offers, "offer", offer, { state: "accepting", expires_at_ms, by_session }),
  }),
  "offer.ended": (view, data) => ({ ...view, offers: drop(view.offers, "offer", data.offer) }),
  "summary.made": (view, { offer: name, summary }) => {
    const card = view.offers.find((one) => one.offer === name)?.card;
    return card ? { ...view, offers: change(view.offers, "offer", name, { card: { ...card, summary } }) } : view;
  },
  "leg.started": leg,
  "leg.changed": leg,
  "leg.ended": (view, data) => ({ ...view, legs: drop(view.legs, "leg", data.leg) }),
};
