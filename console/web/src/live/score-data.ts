import type { Alert, Score } from "../api/types.ts";
import { clockTime } from "../ui/time.ts";

/** Columns as uPlot wants them: seconds, probability, level; null breaks the line. */
export type Columns = [number[], (number | null)[], (number | null)[]];

/** Only streamed seconds have points; a longer distance than this means that nothing was streamed. */
export const GAP_MILLIS = 2_000;

export function toColumns(scores: Score[]): Columns {
  const columns: Columns = [[], [], []];
  let last: number | undefined;
  for (const [millis, probability, level] of scores) {
    if (last !== undefined && millis - last > GAP_MILLIS) push(columns, last + GAP_MILLIS / 2, null, null);
    push(columns, millis, probability, level);
    last = millis;
  }
  return columns;
}

function push(columns: Columns, millis: number, probability: number | null, level: number | null): void {
  columns[0].push(millis / 1000);
  columns[1].push(probability);
  columns[2].push(level);
}

/** The plot in words, for those who do not see it. */
export function scoreWords(scores: Score[], nowMillis: number): string {
  const last = scores.at(-1);
  if (!last) return "Nothing streamed in the last 10 minutes.";
  const highest = scores.reduce((a, b) => (b[1] > a[1] ? b : a));
  const current = nowMillis - last[0] <= 5_000;
  const now = current
    ? `Cry probability now ${last[1].toFixed(2)}`
    : `Nothing streamed since ${clockTime(last[0])}, cry probability then ${last[1].toFixed(2)}`;
  return `${now}; highest in 10 min ${highest[1].toFixed(2)} at ${clockTime(highest[0])}.`;
}

/** The stretches of the plot in which an alert on this device was open, in seconds. */
export function alertSpans(alerts: Alert[], device: string, nowMillis: number): [number, number][] {
  return alerts
    .filter((alert) => alert.evidence.some((e) => e.device === device && e.clip !== ""))
    .map((alert) => [
      Date.parse(alert.startedAt) / 1000,
      (alert.open ? nowMillis : Date.parse(alert.at)) / 1000,
    ]);
}
