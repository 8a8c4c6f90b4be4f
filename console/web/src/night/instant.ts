import { clockTime } from "../ui/time.ts";

const MINUTE = 60_000;

/**
 * The instant between two others at which a clock in a zone shows "02:13"; the first one where it shows it twice
 * (summer time ends), undefined where it never does (it begins).
 */
export function instantAt(time: string, from: string, to: string, zone: string): string | undefined {
  const end = Date.parse(to);
  for (let at = Math.ceil(Date.parse(from) / MINUTE) * MINUTE; at <= end; at += MINUTE) {
    if (clockTime(at, zone) === time) return new Date(at).toISOString();
  }
  return undefined;
}
