/** Calls are read when they are wanted: a chat stays small. */
import { effect, signal } from "@preact/signals";
import { isCall } from "../client/call/roster.ts";
import { view } from "./conversation.ts";

type Parts = typeof import("./call_parts.tsx");

const parts = signal<Parts | undefined>(undefined);
let loading: Promise<Parts> | undefined;

/** Rejects when the server does not answer; then the next try asks again. */
export function loadCalls(): Promise<Parts> {
  loading ??= import("./call_parts.tsx").then(
    (loaded) => {
      loaded.followCalls();
      return (parts.value = loaded);
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** A conversation that is a call needs them, also after a reload. */
export function expectCalls(): void {
  effect(() => {
    if (view.value && isCall(view.value.channel)) loadCalls().catch(() => undefined); // the next event tries again
  });
}

/** The call above the chat, where there is one. */
export function CallPlace() {
  const Panel = parts.value?.CallPanel;
  return Panel ? <Panel /> : null;
}
