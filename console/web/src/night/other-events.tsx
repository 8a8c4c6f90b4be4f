import type { Night } from "../api/types.ts";
import { cribName } from "../state/names.ts";
import { clockTime, duration } from "../ui/time.ts";

interface Event {
  at: string;
  words: string;
}

/** Outages, missed cries and the longest quiet stretches, in words. */
export function OtherEvents({ night }: { night: Night }) {
  const events = [...outages(night), ...missed(night), ...quiet(night)].sort(
    (a, b) => Date.parse(a.at) - Date.parse(b.at),
  );
  if (events.length === 0) return null;
  return (
    <section class="card" aria-label="Outages and quiet">
      <h2>Outages and quiet</h2>
      <ul class="plain-list">
        {events.map((event) => (
          <li key={event.at + event.words}>
            <span class="list-time">{clockTime(event.at, night.zone)}</span>
            <span>{event.words}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function outages(night: Night): Event[] {
  return night.outages.map(({ from, to, name, device }) => ({
    at: from,
    words: `Monitor offline: ${name || cribName(device)}, ${
      to === null ? "not back yet" : duration(Date.parse(to) - Date.parse(from))
    }`,
  }));
}

function missed(night: Night): Event[] {
  return night.missed.map(({ at, device, by }) => ({
    at,
    words: `A cry was missed${device ? ` in ${cribName(device)}` : ""}${by ? `, says ${by}` : ""}`,
  }));
}

const QUIET_SHOWN = 5;

function quiet(night: Night): Event[] {
  const millis = (q: { from: string; to: string }) => Date.parse(q.to) - Date.parse(q.from);
  return [...night.quiet]
    .sort((a, b) => millis(b) - millis(a))
    .slice(0, QUIET_SHOWN)
    .map((q) => ({ at: q.from, words: `Quiet for ${duration(millis(q))}` }));
}
