/** Profile: the address book, what the flow collected, and earlier interactions. */
import { useEffect, useState } from "preact/hooks";
import type { Profile as ProfileAnswer } from "../client/index.ts";
import type { InteractionView } from "../client/received.ts";
import { queueName } from "./account.ts";
import { attempt, client, now } from "./desk.ts";
import { narrow, reset, which } from "./filters.ts";
import { goTo } from "./place.ts";
import { viaOf } from "./reading.ts";
import { ChannelIcon } from "./icons.tsx";
import { Summary, Variables } from "./known.tsx";
import { clockTime, say } from "./language.ts";
import { isTalking, myLeg } from "./mine.ts";
import { LeftToMe } from "./packet.tsx";
import { NewSummary } from "./summarising.tsx";
import { Lazy } from "./lazy.tsx";

export function Profile({ view }: { view: InteractionView }) {
  const [profile, setProfile] = useState<ProfileAnswer | undefined>(undefined);
  const via = viaOf(view.interaction) ?? view.interaction;
  const read = (): void => void attempt(async () => setProfile(await client.value?.ask("profile.read", { interaction: via })));
  useEffect(read, [via, view.consumer.contact]);
  const contact = profile?.contact;
  const variables = view.variables.filter((variable) => variable.in_profile);
  const { consumer } = view;
  const leg = myLeg(view);
  const isMine = leg !== undefined && isTalking(leg);
  return (
    <>
      <LeftToMe view={view} />
      <Summary summary={view.summary} />
      <NewSummary view={view} />
      <h3>{say("profile.contact")}</h3>
      {!contact && (
        <dl class="facts">
          {fact(say("profile.phone"), consumer.phone)}
          {fact(say("profile.email"), consumer.email)}
        </dl>
      )}
      {profile && !contact && <p class="quiet">{say("profile.none")}</p>}
      {profile && <Lazy name="ContactPanel" view={view} contact={contact ?? undefined} changed={read} canLink={isMine} />}
      <h3>{say("profile.variables")}</h3>
      {variables.length === 0 && <p class="quiet">{say("profile.no_variables")}</p>}
      <Variables variables={variables} />
      <h3>{say("profile.earlier")}</h3>
      {profile?.earlier.length === 0 && <p class="quiet">{say("profile.no_earlier")}</p>}
      <ul class="earlier">
        {profile?.earlier.map((line) => (
          <li key={line.id}>
            <button type="button" aria-current={line.id === view.interaction} onClick={() => goTo({ interaction: line.id, via })}>
              <ChannelIcon channel={line.channel} />
              <span>{line.subject || line.preview || queueName(line.queue)}</span>
              <time class="quiet">{clockTime(line.created_at_ms, now.peek())}</time>
            </button>
          </li>
        ))}
      </ul>
      {(profile?.earlier.length ?? 0) > 0 && (
        <button type="button" class="plain" onClick={() => showAll(profile?.earlier[0]?.consumer, contact?.name ?? consumer.name)}>
          {say("profile.all_of")}
        </button>
      )}
    </>
  );
}

/** In the list of all interactions: those of one consumer. */
function showAll(key: string | null | undefined, name: string): void {
  if (!key) return;
  reset("all");
  narrow("all", { said: false, consumer: { key, name: name || key } });
  which.value = "all";
  if (matchMedia("(max-width: 46rem)").matches) goTo({});
}

function fact(name: string, value: string | undefined) {
  return value ? [<dt key={`${name} name`}>{name}</dt>, <dd key={name}>{value}</dd>] : null;
}
