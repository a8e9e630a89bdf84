/**
 * A supervisor hears a call and sends nothing: for as long as it is looked at.
 *
 * listen -> a leg of its own -> this page joins as who only hears -> stop, another interaction, or the end of the call
 */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Act } from "../calls/controls.tsx";
import { Faces } from "../calls/faces.tsx";
import { Gauge } from "../calls/gauge.tsx";
import { Call, type Remote, agentRoster, hasPictures } from "../client/index.ts";
import type { InteractionView } from "../client/received.ts";
import { agent, attempt, client, connection, toast } from "./desk.ts";
import { say } from "./language.ts";
import { consumerName, listeners } from "./mine.ts";

/** The interaction that this tab listens to: kept, so that a reload goes on with it. */
const KEPT = "ringline.listen";

const heard = signal<{ call: Call; interaction: string } | undefined>(undefined);
const remotes = signal<readonly Remote[]>([]);
/** Changes with everything that the call says of itself. */
const turn = signal(0);

async function listen(interaction: string): Promise<void> {
  sessionStorage.setItem(KEPT, interaction);
  const isDone = await attempt((current) => current.ask("supervisor.monitor", { interaction }));
  if (!isDone && sessionStorage.getItem(KEPT) === interaction) sessionStorage.removeItem(KEPT);
}

/** On this page: whichever had it before is told. */
async function join(view: InteractionView): Promise<void> {
  const [current, { interaction }] = [client.value, view];
  if (!current || heard.peek()?.interaction === interaction) return;
  const roster = () => {
    const now = current.views.interaction(interaction);
    const mine = now && agentRoster(now, agent.value?.agent ?? "");
    return mine?.isListener ? mine : undefined;
  };
  const call: Call = new Call({ client: current, interaction, hasVideo: hasPictures(view), isListening: true, roster, changed: () => changed(call) });
  heard.value = { call, interaction };
  sessionStorage.setItem(KEPT, interaction);
  await call.start();
}

function changed(call: Call): void {
  turn.value += 1;
  if (heard.value?.call !== call) return;
  remotes.value = call.remotes;
  if (call.state !== "over" && call.state !== "elsewhere") return;
  heard.value = undefined;
  sessionStorage.removeItem(KEPT);
}

/** Twice does no harm: who does not listen any more is told so, and nothing changes. */
function stop(interaction: string): void {
  if (sessionStorage.getItem(KEPT) === interaction) sessionStorage.removeItem(KEPT);
  if (heard.peek()?.interaction === interaction) heard.peek()?.call.stop();
  client.peek()?.ask("leg.leave", { interaction }).catch(() => undefined);
}

export function Listening({ view }: { view: InteractionView }) {
  void turn.value;
  const { interaction } = view;
  const mine = listeners(view).find((leg) => leg.agent === agent.value?.agent);
  const call = heard.value?.interaction === interaction ? heard.value.call : undefined;
  const isDue = mine !== undefined && connection.value.state === "live" && sessionStorage.getItem(KEPT) === interaction;
  useEffect(() => void (isDue && join(view)), [isDue]);
  useEffect(() => () => {
    if (heard.peek()?.interaction === interaction) stop(interaction);
  }, [interaction]);
  if (!mine) return view.legs.some(({ kind, state }) => kind === "primary" && state !== "ended" && state !== "wrapping") ? <Door interaction={interaction} /> : null;
  const others = remotes.value;
  return (
    <section class="call listening" data-channel={view.channel} data-stands={call ? "listening" : "not_here"} aria-label={say("call.region")}>
      <div class="top">
        <p class="stands" role="status">
          {say(call ? "listen.on" : "listen.elsewhere")}
        </p>
        {call && <Gauge quality={call.quality} say={say} />}
        <div class="deeds">
          {!call && (
            <Act drawn="sound" deed="listen.here" kind="primary" run={() => void join(view)}>
              {say("listen.here")}
            </Act>
          )}
          <Act drawn="hang_up" deed="listen.stop" run={() => stop(interaction)}>
            {say("listen.stop")}
          </Act>
        </div>
      </div>
      {call && <Faces call={call} remotes={others} unnamed={consumerName(view)} hasVideo={hasPictures(view)} say={say} noAside={() => toast("call.no_pip", {}, true)} />}
    </section>
  );
}

function Door({ interaction }: { interaction: string }) {
  return (
    <div class="deeds richer">
      <button type="button" data-deed="listen.begin" onClick={() => void listen(interaction)}>
        {say("listen.begin")}
      </button>
    </div>
  );
}
