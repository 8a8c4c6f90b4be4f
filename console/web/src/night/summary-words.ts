import type { NightSummary } from "../api/types.ts";
import { duration } from "../ui/time.ts";

/** "4 cries, 6 min in all. Longest quiet 3 h. Answered in 24 s." */
export function summaryWords(night: NightSummary): string {
  const words = [
    night.cries === 0
      ? "No cries."
      : `${night.cries === 1 ? "1 cry" : `${night.cries} cries`}, ${duration(night.cryingSeconds * 1000)} in all.`,
  ];
  if (night.falseAlarms > 0) {
    words.push(night.falseAlarms === 1 ? "1 false alarm." : `${night.falseAlarms} false alarms.`);
  }
  if (night.longestQuietSeconds > 0)
    words.push(`Longest quiet ${duration(night.longestQuietSeconds * 1000)}.`);
  if (night.medianResponseSeconds !== null) {
    words.push(`Mostly answered in ${duration(night.medianResponseSeconds * 1000)}.`);
  }
  if (night.outageSeconds > 0)
    words.push(`A monitor was offline for ${duration(night.outageSeconds * 1000)}.`);
  return words.join(" ");
}
