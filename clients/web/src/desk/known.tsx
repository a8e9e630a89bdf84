/** What is known about a consumer, the same on the ring and in the profile. */
import type { CardVariable, Summary as SummaryValue, Variable } from "../client/received.ts";
import { say, sayOr } from "./language.ts";

export function Variables({ variables }: { variables: readonly (CardVariable | Variable)[] }) {
  if (variables.length === 0) return null;
  return (
    <dl class="facts variables">
      {variables.map(({ name, label, value }) => [
        <dt key={`${name} label`}>{label || name}</dt>,
        <dd key={name}>{String(value)}</dd>,
      ])}
    </dl>
  );
}

/** Always with who wrote it. */
export function Summary({ summary }: { summary?: SummaryValue | null }) {
  if (!summary) return null;
  return (
    <div class="summary">
      <h3>
        {say("summary.title")} <span class="quiet">{sayOr(`summary.by_${summary.by}`, summary.by)}</span>
      </h3>
      <p>{summary.text}</p>
    </div>
  );
}
