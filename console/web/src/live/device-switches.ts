import { computed, effect, signal } from "@preact/signals";
import { ringingAlert } from "../state/alerts.ts";
import { household, link } from "../state/store.ts";
import { CONNECTION_LOST, RING, Ringer } from "./ringer.ts";
import { keepScreenOn } from "./screen.ts";

/** What this device does for as long as the page is open, whichever part of the page is shown. */

const ringer = signal<Ringer | undefined>(undefined);
const releaseScreen = signal<(() => void) | undefined>(undefined);

export const rings = computed(() => ringer.value !== undefined);
export const staysOn = computed(() => releaseScreen.value !== undefined);

export function setRings(on: boolean): void {
  ringer.value?.close();
  ringer.value = on ? new Ringer() : undefined;
}

export function setStaysOn(on: boolean): void {
  releaseScreen.value?.();
  releaseScreen.value = on ? keepScreenOn() : undefined;
}

const LOST_FOR_MILLIS = 30_000;

/** Lets the device ring while an alert does, and tell when the connection is lost for long. */
export function watchRinging(): void {
  const lostForLong = signal(false);
  effect(() => {
    if (link.value.state !== "LOST") {
      lostForLong.value = false;
      return;
    }
    const timer = setTimeout(() => {
      lostForLong.value = true;
    }, LOST_FOR_MILLIS);
    return () => clearTimeout(timer);
  });
  effect(() => {
    const known = household.value;
    const ringing = known !== undefined && ringingAlert(known.alerts) !== undefined;
    ringer.value?.repeat(ringing ? RING : known && lostForLong.value ? CONNECTION_LOST : undefined);
  });
}
