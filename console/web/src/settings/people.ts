import type { Caregiver, Channel, People } from "../api/types.ts";

/** Changes to the caregivers as pure steps: each gives new people and leaves the old as they were. */

export function moved(people: People, from: number, by: -1 | 1): People {
  const caregivers = [...people.caregivers];
  const to = from + by;
  const [taken] = caregivers.splice(from, 1);
  if (!taken || to < 0 || to > caregivers.length) return people;
  caregivers.splice(to, 0, taken);
  return { ...people, caregivers };
}

export function withCaregiver(people: People, name: string): People {
  return { ...people, caregivers: [...people.caregivers, { id: "", name, channels: [] }] };
}

export function withoutCaregiver(people: People, index: number): People {
  return { ...people, caregivers: people.caregivers.filter((_, i) => i !== index) };
}

export function changed(people: People, index: number, change: (caregiver: Caregiver) => Caregiver): People {
  return { ...people, caregivers: people.caregivers.map((c, i) => (i === index ? change(c) : c)) };
}

export function withChannel(people: People, index: number, channel: Channel): People {
  return changed(people, index, (c) => ({ ...c, channels: [...c.channels, channel] }));
}

export function withoutChannel(people: People, index: number, channelIndex: number): People {
  return changed(people, index, (c) => ({ ...c, channels: c.channels.filter((_, i) => i !== channelIndex) }));
}

/** Whether what was asked for is what the household now has; new ids and hidden secrets do not count. */
export function fulfils(people: People, wanted: People): boolean {
  return outline(people) === outline(wanted);
}

function outline(people: People): string {
  const caregivers = people.caregivers.map((c) => [c.name, c.channels.map(channelOutline)]);
  const ha = people.homeAssistant;
  return JSON.stringify([
    people.escalateAfterMinutes,
    caregivers,
    ha && [ha.host, ha.port, ha.tls, ha.user, ha.prefix],
  ]);
}

function channelOutline(channel: Channel): string[] {
  switch (channel.kind) {
    case "NTFY":
      return ["NTFY", channel.server, channel.topic];
    case "WEBHOOK":
      return ["WEBHOOK", channel.url];
    case "WEB_PUSH":
      return ["WEB_PUSH", channel.endpoint];
  }
}
