/** Times and durations in words. Zones are IANA names; undefined means the browser's. */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string | undefined, seconds: boolean): Intl.DateTimeFormat {
  const key = `${zone ?? ""}|${seconds}`;
  let found = formats.get(key);
  if (!found) {
    const options: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    if (seconds) options.second = "2-digit";
    if (zone) options.timeZone = zone;
    found = new Intl.DateTimeFormat("en-GB", options);
    formats.set(key, found);
  }
  return found;
}

/** "02:13" */
export function clockTime(at: string | number, zone?: string): string {
  return format(zone, false).format(new Date(at));
}

/** "02:13:05" */
export function clockTimeWithSeconds(at: string | number, zone?: string): string {
  return format(zone, true).format(new Date(at));
}

/** "3:07", and "1:02:09" from an hour on: for a timer that ticks. */
export function stopwatch(millis: number): string {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const pad = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${pad(minutes)}:${pad(seconds % 60)}`;
}

/** "20 s", "4 min", "2 h 5 min", "3 days"; a number and its unit stay on one line. */
export function duration(millis: number): string {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 60) return `${seconds}\u00a0s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)}\u00a0min`;
  if (seconds < 48 * 3600) {
    const minutes = Math.round(seconds / 60);
    const rest = minutes % 60;
    return rest === 0 ? `${minutes / 60}\u00a0h` : `${Math.floor(minutes / 60)}\u00a0h ${rest}\u00a0min`;
  }
  return `${Math.round(seconds / 86400)} days`;
}

/** "just now", "20 s ago" */
export function ago(at: string | number, nowMillis: number): string {
  const millis = nowMillis - new Date(at).getTime();
  return millis < 5_000 ? "just now" : `${duration(millis)} ago`;
}

/** "Thu 15 Jan" of a night's name such as "2026-01-15". Some browsers' English writes a comma there. */
export function nightName(night: string): string {
  const options = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat("en-GB", options).format(new Date(`${night}T00:00:00Z`)).replace(",", "");
}

/** "15 Jan 2026" */
export function day(at: string): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" }).format(
    new Date(at),
  );
}
