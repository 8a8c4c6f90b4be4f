import type { Night } from "../api/types.ts";

/** A stretch of a night on one track, as shares 0..1 of the timeline's width. */
export interface Mark {
  from: number;
  to: number;
  kind: "cry" | "false-alarm" | "missed" | "acknowledged" | "picture" | "outage" | "quiet";
}

export interface Track {
  name: string;
  marks: Mark[];
}

export interface Span {
  fromMillis: number;
  toMillis: number;
}

const MINUTE = 60_000;
const SHORTEST_MILLIS = 2 * MINUTE;
const PADDING = 0.03;

/** The part of the night that has something to show, a little wider; at least two minutes. */
export function extent(night: Night): Span {
  const times = [
    ...night.cries.flatMap((c) => [c.from, c.to, c.acknowledgedAt]),
    ...night.outages.flatMap((o) => [o.from, o.to]),
    ...night.pictures.map((p) => p.at),
    ...night.quiet.flatMap((q) => [q.from, q.to]),
    ...night.missed.map((m) => m.at),
  ].flatMap((at) => (at === null ? [] : [Date.parse(at)]));
  const bounds = { fromMillis: Date.parse(night.from), toMillis: Date.parse(night.to) };
  if (times.length === 0) return bounds;
  const first = times.reduce((a, b) => Math.min(a, b));
  const last = times.reduce((a, b) => Math.max(a, b));
  const wanted = Math.max((last - first) * (1 + 2 * PADDING), SHORTEST_MILLIS);
  const middle = (first + last) / 2;
  return {
    fromMillis: Math.max(bounds.fromMillis, middle - wanted / 2),
    toMillis: Math.min(bounds.toMillis, middle + wanted / 2),
  };
}

export function share(at: string | number, span: Span): number {
  const millis = typeof at === "number" ? at : Date.parse(at);
  const raw = (millis - span.fromMillis) / (span.toMillis - span.fromMillis);
  return Math.min(1, Math.max(0, raw));
}

export function tracks(night: Night, span: Span): Track[] {
  const stretch = (kind: Mark["kind"], from: string, to: string | null): Mark => ({
    kind,
    from: share(from, span),
    to: to === null ? 1 : share(to, span),
  });
  const cries = night.cries.map((c) =>
    stretch(c.label === "FALSE_ALARM" ? "false-alarm" : "cry", c.from, c.to),
  );
  const missed = night.missed.map((m) => stretch("missed", m.at, m.at));
  const acknowledged = night.cries.flatMap((c) =>
    c.acknowledgedAt === null ? [] : [stretch("acknowledged", c.acknowledgedAt, c.acknowledgedAt)],
  );
  return [
    { name: "Cries", marks: [...cries, ...missed] },
    { name: "Answered", marks: acknowledged },
    { name: "Pictures", marks: night.pictures.map((p) => stretch("picture", p.at, p.at)) },
    { name: "Outages", marks: night.outages.map((o) => stretch("outage", o.from, o.to)) },
    { name: "Quiet", marks: night.quiet.map((q) => stretch("quiet", q.from, q.to)) },
  ];
}

const STEPS_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360];

/** Round times to write under the timeline, at most `most` of them. */
export function ticks(span: Span, most: number): number[] {
  const wide = span.toMillis - span.fromMillis;
  const step = (STEPS_MINUTES.find((m) => wide / (m * MINUTE) <= most) ?? 720) * MINUTE;
  const found: number[] = [];
  for (let at = Math.ceil(span.fromMillis / step) * step; at <= span.toMillis; at += step) found.push(at);
  return found;
}
