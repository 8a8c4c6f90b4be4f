import type { Alert, Channel, Crib, Delivery, People } from "../api/types.ts";
import type { Household } from "./household.ts";

/** A monitor that fell silent, as opposed to a cry; an outage has no sound to play. */
export function isOutage(alert: Alert): boolean {
  if (alert.kind === "MONITOR_OFFLINE" || alert.kind === "MONITOR_BACK") return true;
  return alert.evidence.length > 0 && alert.evidence.every((e) => e.clip === "");
}

/** The cry that the page is about now: open, the newest first. */
export function openCry(alerts: Alert[]): Alert | undefined {
  return newestFirst(alerts).find((a) => a.open && !isOutage(a) && a.kind !== "CRIED_WHILE_OFFLINE");
}

/** What the page puts on top: the open cry, else a monitor that went dark. */
export function foremostAlert(alerts: Alert[]): Alert | undefined {
  return openCry(alerts) ?? newestFirst(alerts).find((a) => a.open && isOutage(a));
}

export function isRinging(alert: Alert): boolean {
  return alert.open && alert.rings && alert.acknowledgedBy === "" && alert.label === "";
}

export function ringingAlert(alerts: Alert[]): Alert | undefined {
  return newestFirst(alerts).find(isRinging);
}

/** Cries that are over, to look back on. */
export function pastCries(alerts: Alert[]): Alert[] {
  return newestFirst(alerts).filter((a) => !isOutage(a) && !(a.open && a.kind !== "CRIED_WHILE_OFFLINE"));
}

function newestFirst(alerts: Alert[]): Alert[] {
  return [...alerts].sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
}

/** Where it cries, in words: "Crib A", or "Crib A and Crib B". */
export function places(alert: Alert, cribs: Crib[]): string {
  const names = alert.evidence.map(
    (e) => cribs.find((c) => c.device === e.device)?.name || e.name || e.device,
  );
  return inWords([...new Set(names)]) || "the nursery";
}

export function inWords(names: string[]): string {
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

export interface FailedChannel {
  caregiver: string;
  channel: Channel;
  delivery: Delivery;
}

/** The newest delivery of each channel; keys are channel ids. */
export function newestDeliveries(deliveries: Delivery[]): Map<string, Delivery> {
  const newest = new Map<string, Delivery>();
  for (const delivery of deliveries) {
    const known = newest.get(delivery.channel);
    if (!known || Date.parse(delivery.at) >= Date.parse(known.at)) newest.set(delivery.channel, delivery);
  }
  return newest;
}

/** Channels whose newest delivery did not arrive: someone may not be told the next time. */
export function failedChannels(people: People, deliveries: Delivery[]): FailedChannel[] {
  const newest = newestDeliveries(deliveries);
  return people.caregivers.flatMap((caregiver) =>
    caregiver.channels.flatMap((channel) => {
      const delivery = newest.get(channel.id);
      const failed = delivery && delivery.outcome !== "DELIVERED";
      return failed ? [{ caregiver: caregiver.name, channel, delivery }] : [];
    }),
  );
}

/** The end of the snooze if it lies ahead. */
export function snoozedUntil(household: Household, nowMillis: number): string | undefined {
  const until = household.settings.snoozedUntil;
  return until !== null && Date.parse(until) > nowMillis ? until : undefined;
}
