/** Beside the conversation: who the consumer is, what was noted, what was said. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Engagement } from "./engagement.tsx";
import { say } from "./language.ts";
import { Profile } from "./profile.tsx";
import { place } from "./place.ts";
import { viewOf } from "./reading.ts";
import { AboutBar } from "./reading.tsx";
import { Transcript } from "./transcript.tsx";

const TABS = ["profile", "engagement", "transcript"] as const;
type Tab = (typeof TABS)[number];

export function Context({ interaction }: { interaction: string }) {
  const { find, at } = place.value;
  const [open, setOpen] = useState<Tab>(find ? "transcript" : "profile");
  useEffect(() => void (find && setOpen("transcript")), [find, at]);
  const list = useRef<HTMLDivElement>(null);
  const view = viewOf(interaction);
  const step = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0) return;
    const place = (TABS.indexOf(open) + by + TABS.length) % TABS.length;
    setOpen(TABS[place] as Tab);
    list.current?.querySelectorAll("button")[place]?.focus();
  };
  return (
    <aside class="context" aria-label={say("tab.label")}>
      <AboutBar />
      <h2 class="sr">{say("tab.label")}</h2>
      <div class="tabs" role="tablist" aria-label={say("tab.label")} ref={list} onKeyDown={step}>
        {TABS.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`tab-${tab}`}
            aria-selected={open === tab}
            aria-controls="tab-panel"
            tabIndex={open === tab ? 0 : -1}
            onClick={() => setOpen(tab)}
          >
            {say(`tab.${tab}`)}
          </button>
        ))}
      </div>
      <div class="panel" id="tab-panel" role="tabpanel" aria-labelledby={`tab-${open}`} tabIndex={0}>
        {view && open === "profile" && <Profile view={view} />}
        {view && open === "engagement" && <Engagement view={view} />}
        {view && open === "transcript" && <Transcript key={`${find} ${at}`} view={view} />}
      </div>
    </aside>
  );
}
