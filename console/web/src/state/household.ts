import type { Alert, Crib, Delivery, GoneCrib, People, Score, Settings, Snapshot } from "../api/types.ts";

/** All that the page knows of a household: the last snapshot with every later event folded in. */
export type Household = Omit<Snapshot, "now" | "rate">;

export type LiveEvent =
  | { type: "snapshot"; data: Snapshot }
  | { type: "crib"; data: Crib | GoneCrib }
  | { type: "alert"; data: Alert }
  | { type: "scores"; data: { device: string; points: Score[] } }
  | { type: "settings"; data: Settings }
  | { type: "people"; data: People }
  | { type: "delivery"; data: Delivery };

export const SCORES_KEPT_MILLIS = 10 * 60 * 1000;

/** Folds one event in. Events before the first snapshot have nothing to change and are ignored. */
export function reduce(household: Household | undefined, event: LiveEvent): Household | undefined {
  if (event.type === "snapshot") {
    const { now: _now, rate: _rate, ...rest } = event.data;
    return rest;
  }
  if (!household) return undefined;
  switch (event.type) {
    case "crib":
      return withCrib(household, event.data);
    case "alert":
      return { ...household, alerts: withAlert(household.alerts, event.data) };
    case "scores":
      return withScores(household, event.data.device, event.data.points);
    case "settings":
      return { ...household, settings: event.data };
    case "people":
      return { ...household, people: event.data };
    case "delivery":
      return { ...household, deliveries: upsert(household.deliveries, event.data, (d) => d.id) };
  }
}

function withCrib(household: Household, crib: Crib | GoneCrib): Household {
  if (!("gone" in crib)) return { ...household, cribs: upsert(household.cribs, crib, (c) => c.device) };
  const { [crib.device]: _gone, ...scores } = household.scores;
  return { ...household, scores, cribs: household.cribs.filter((c) => c.device !== crib.device) };
}

/** Alerts come at least once and may overtake each other: the highest version wins, the newer message at a tie. */
function withAlert(alerts: Alert[], alert: Alert): Alert[] {
  const known = alerts.find((a) => a.id === alert.id);
  return known && known.version > alert.version ? alerts : upsert(alerts, alert, (a) => a.id);
}

function withScores(household: Household, device: string, points: Score[]): Household {
  const known = household.scores[device] ?? [];
  const last = known.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY;
  const all = [...known, ...points.filter((p) => p[0] > last)];
  const newest = all.at(-1)?.[0] ?? 0;
  const kept = all.filter((p) => p[0] > newest - SCORES_KEPT_MILLIS);
  return { ...household, scores: { ...household.scores, [device]: kept } };
}

function upsert<T>(items: T[], item: T, key: (item: T) => string): T[] {
  const at = items.findIndex((i) => key(i) === key(item));
  return at < 0 ? [...items, item] : items.map((i, index) => (index === at ? item : i));
}
