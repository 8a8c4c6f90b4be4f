import type { Alert } from "../api/types.ts";
import { pastCries, places } from "../state/alerts.ts";
import type { Household } from "../state/household.ts";
import { clockTime, duration } from "../ui/time.ts";

const SHOWN = 4;

export function EarlierCries({ household }: { household: Household }) {
  const cries = pastCries(household.alerts).slice(0, SHOWN);
  if (cries.length === 0) return null;
  return (
    <section class="card" aria-label="Earlier cries">
      <h2>Earlier</h2>
      <ul class="plain-list">
        {cries.map((cry) => (
          <li key={cry.id}>
            <span class="list-time">{clockTime(cry.startedAt)}</span>
            <span>
              {places(cry, household.cribs)}, {pastWords(cry)}
            </span>
          </li>
        ))}
      </ul>
      <a href="/night">The whole night</a>
    </section>
  );
}

function pastWords(cry: Alert): string {
  if (cry.kind === "CRIED_WHILE_OFFLINE") return "cried while its monitor was offline";
  const words = [duration(Date.parse(cry.at) - Date.parse(cry.startedAt))];
  if (cry.label === "FALSE_ALARM") words.push("a false alarm");
  else if (cry.acknowledgedBy) words.push(`${cry.acknowledgedBy} was on it`);
  return words.join(", ");
}
