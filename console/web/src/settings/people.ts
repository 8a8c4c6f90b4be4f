import type { Caregiver, People } from "../api/types.ts";

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

/**
 * Whether what was asked for is what the household now has. Ids are new, secrets are hidden and the server may write
 * an address in its own way, so names, order and kinds of channels have to do.
 */
export function fulfils(people: People, wanted: People): boolean {
  return outline(people) === outline(wanted);
}

function outline({ escalateAfterMinutes, caregivers, homeAssistant }: People): string {
  const told = caregivers.map((c) => [c.name, c.channels.map((channel) => channel.kind)]);
  return JSON.stringify([escalateAfterMinutes, told, homeAssistant?.host ?? null]);
}
