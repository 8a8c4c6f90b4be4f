import { computed } from "@preact/signals";
import { household } from "./store.ts";

/** The household's cribs; unlike the household itself it changes seldom. */
export const cribs = computed(() => household.value?.cribs ?? []);

/** The name of a monitor's crib, as far as the page knows it. */
export function cribName(device: string): string {
  return cribs.value.find((c) => c.device === device)?.name ?? device;
}
