import { batch, computed, signal } from "@preact/signals";
import { type Clock, clockAt, read } from "./clock.ts";
import { type Household, type LiveEvent, reduce } from "./household.ts";
import { recall, store } from "./saved.ts";

/** The household as the stream tells it; undefined until the first snapshot. */
export const household = signal<Household | undefined>(undefined);

const clock = signal<Clock>({ systemMillis: Date.now(), rate: 1, anchorMillis: Date.now() });
const tick = signal(Date.now());

/** The system's time now, in epoch milliseconds; changes about every second. */
export const pageNow = computed(() => read(clock.value, Math.max(tick.value, clock.value.anchorMillis)));

export interface Link {
  state: "CONNECTING" | "LIVE" | "LOST";
  /** System time of the last word from the server, if there ever was one. */
  lastWordMillis: number | undefined;
}

export const link = signal<Link>({ state: "CONNECTING", lastWordMillis: undefined });

export function heard(event: LiveEvent): void {
  batch(() => {
    if (event.type === "snapshot") setClock(event.data.now, event.data.rate);
    household.value = reduce(household.value, event);
    heardWord();
  });
}

export function setClock(now: string, rate: number): void {
  clock.value = clockAt(now, rate, Date.now());
}

export function heardWord(): void {
  link.value = { state: "LIVE", lastWordMillis: read(clock.value, Date.now()) };
}

export function lost(): void {
  if (link.value.state !== "LOST") link.value = { ...link.value, state: "LOST" };
}

export function startTicking(): void {
  setInterval(() => {
    tick.value = Date.now();
  }, 1000);
}

interface Remembered {
  household: Household;
  clock: Clock;
  lastWordMillis: number;
}

/** Keeps what is on the page for a visit without a connection. */
export function rememberHousehold(): void {
  const lastWordMillis = link.value.lastWordMillis;
  if (!household.value || lastWordMillis === undefined) return;
  const remembered: Remembered = { household: household.value, clock: clock.value, lastWordMillis };
  store("household", remembered);
}

/** Shows what the page knew at its last visit until the stream speaks. */
export function recallHousehold(householdId: string): void {
  const remembered = recall<Remembered>("household");
  if (household.value || remembered?.household.household.id !== householdId) return;
  batch(() => {
    clock.value = remembered.clock;
    household.value = remembered.household;
    link.value = { state: "CONNECTING", lastWordMillis: remembered.lastWordMillis };
  });
}

export function forgetHousehold(): void {
  household.value = undefined;
  link.value = { state: "CONNECTING", lastWordMillis: undefined };
}
