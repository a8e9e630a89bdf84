/** Why is it still waiting: where it stands, what it needs, and what rules out each member of its queue. */
import { useEffect, useState } from "preact/hooks";
import { CommandFailed, type Considered, type Explanation, SessionOver } from "../client/index.ts";
import { client, now } from "./desk.ts";
import { Dialog } from "./dialog.tsx";
import { nameOfId } from "./directory.ts";
import { failureText } from "./failure.ts";
import { preciseTime, say, sayOr, span } from "./language.ts";
import { asked } from "./why.ts";

const LOOK_MS = 5_000;

export function Why() {
  const about = asked.value;
  if (!about) return null;
  return <Answer key={about.interaction} {...about} />;
}

function Answer({ interaction, name }: { interaction: string; name: string }) {
  const { told, atMs, problem, look } = useExplanation(interaction);
  return (
    <Dialog title={say("waiting.why")} close={() => (asked.value = undefined)}>
      <div class="why">
        <p class="quiet">{name}</p>
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        {told && <Standing told={told} />}
        {told?.members && told.members.length > 0 && <Members members={told.members} />}
        <footer>
          <span class="quiet">{atMs > 0 && say("waiting.as_of", { time: preciseTime(atMs) })}</span>
          <button type="button" data-first onClick={look}>
            {say("waiting.refresh")}
          </button>
        </footer>
      </div>
    </Dialog>
  );
}

/** Asked at once, again and again while it is looked at, and when the agent wants to. */
function useExplanation(interaction: string): { told?: Explanation; atMs: number; problem: string; look: () => void } {
  const [answer, setAnswer] = useState<{ told?: Explanation; atMs: number; problem: string }>({ atMs: 0, problem: "" });
  const look = async (): Promise<void> => {
    try {
      const told = await client.value?.ask("interaction.explain", { interaction });
      setAnswer({ told, atMs: now.peek(), problem: "" });
    } catch (error) {
      if (error instanceof CommandFailed)
        setAnswer({ atMs: now.peek(), problem: error.code === "forbidden" ? say("waiting.forbidden") : failureText(error) });
      else if (!(error instanceof SessionOver)) throw error;
    }
  };
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => clearInterval(timer);
  }, [interaction]);
  return { ...answer, look: () => void look() };
}

function Standing({ told }: { told: Explanation }) {
  if (!told.is_waiting) return <p>{say("waiting.not")}</p>;
  const names = (ids: string[] = []): string => ids.map((id) => told.members?.find((one) => one.agent === id)?.name ?? id).join(", ");
  const [ringing, asking] = [names(told.ringing), names(told.asked)];
  const needs = (told.needs ?? []).map(({ skill, min }) => say("waiting.need", { skill, level: min })).join(", ");
  const left = (at: number | null | undefined): string => span(Math.max(0, (at ?? 0) - now.value));
  const sentences = [
    say("waiting.place", { place: told.position ?? 1, count: told.waiting ?? 1, queue: nameOfId(told.queue ?? "") }),
    needs && say("waiting.needs", { needs }),
    told.relaxes_at_ms && say("waiting.relaxes", { span: left(told.relaxes_at_ms) }),
    told.resumes_at_ms && say("waiting.tries", { span: left(told.resumes_at_ms) }),
  ];
  return (
    <>
      <p class="verdict">{verdict(told, ringing, asking)}</p>
      <p>{sentences.filter(Boolean).join(" ")}</p>
    </>
  );
}

function verdict(told: Explanation, ringing: string, asking: string): string {
  if (ringing) return say("waiting.rings_at", { names: ringing });
  if (asking) return say("waiting.asks", { names: asking });
  if (told.members?.length === 0) return say("waiting.no_members");
  const next = told.members?.find((one) => one.agent === told.next_agent);
  return next ? say("waiting.next", { name: next.name }) : say("waiting.nobody");
}

function Members({ members }: { members: Considered[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say("waiting.agent")}</th>
          <th scope="col">{say("waiting.reason")}</th>
        </tr>
      </thead>
      <tbody>
        {members.map(({ agent, name, out, until_ms: until }) => (
          <tr key={agent} data-free={!out}>
            <th scope="row">{name}</th>
            <td>
              {out ? sayOr(`out.${out}`, out.replaceAll("_", " ")) : say("out.nothing")}
              {until && until > now.value ? `, ${say("waiting.until", { span: span(until - now.value) })}` : ""}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
