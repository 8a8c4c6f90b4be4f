import type { SensitivityLevel } from "../api/types.ts";
import { percent } from "../live/evidence-words.ts";

/** What a level means: "About 1 false alarm in 4 nights. Finds 95 % of cries, mostly within 3.6 s." */
export function sensitivityWords(level: SensitivityLevel): string {
  const found = `Finds ${percent(level.found)} of cries, mostly within ${level.medianSeconds.toFixed(1)}\u00a0s.`;
  return `${falseAlarmWords(level.falseAlarmsPerNight)} ${found}`;
}

export function falseAlarmWords(perNight: number): string {
  if (perNight <= 0) return "No false alarm in the test nights.";
  if (perNight < 0.95) {
    const nights = Math.round(1 / perNight);
    return nights <= 1 ? "About 1 false alarm per night." : `About 1 false alarm in ${nights} nights.`;
  }
  const rounded = perNight < 10 ? Math.round(perNight * 2) / 2 : Math.round(perNight);
  return `About ${rounded} false ${rounded === 1 ? "alarm" : "alarms"} per night.`;
}
