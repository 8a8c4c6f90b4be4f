import type { SensitivityLevel } from "../api/types.ts";
import { percent } from "../live/evidence-words.ts";

/**
 * What a level means on usual and on hard nights: "0 to 18 false alarms a night. Finds 92 to 95 % of cries, mostly within 3.0 s."
 */
export function sensitivityWords(usual: SensitivityLevel, hard: SensitivityLevel): string {
  const found = [usual.found, hard.found].sort((a, b) => a - b).map(percent);
  const seconds = Math.max(usual.medianSeconds, hard.medianSeconds).toFixed(1);
  const finds = `Finds ${between(found[0] ?? "", found[1] ?? "")} of cries, mostly within ${seconds}\u00a0s.`;
  return `${falseAlarmWords(usual.falseAlarmsPerNight, hard.falseAlarmsPerNight)} ${finds}`;
}

export function falseAlarmWords(usual: number, hard: number): string {
  const [few, many] = [Math.round(Math.min(usual, hard)), Math.round(Math.max(usual, hard))];
  if (many === 0) return "Hardly a false alarm.";
  return `${between(String(few), String(many))} false ${many === 1 ? "alarm" : "alarms"} a night.`;
}

function between(low: string, high: string): string {
  return low === high ? low : `${low.replace(" %", "")} to ${high}`;
}
