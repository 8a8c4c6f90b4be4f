import type { Evidence } from "../api/types.ts";
import { duration } from "../ui/time.ts";

/** Why the alert rings, in words: "97 % sure. Heard by 2 monitors for 12 s. The monitor itself heard it too." */
export function evidenceWords(evidence: Evidence[]): string {
  if (evidence.length === 0) return "No evidence came with this alert.";
  const sure = Math.max(...evidence.map((e) => e.posterior));
  const seconds = Math.max(...evidence.map((e) => e.cryingSeconds));
  const monitors = evidence.length === 1 ? "1 monitor" : `${evidence.length} monitors`;
  const words = [
    `${percent(sure)} sure.`,
    `Heard by ${monitors}${seconds > 0 ? ` for ${duration(seconds * 1000)}` : ""}.`,
  ];
  const locally = evidence.filter((e) => e.heardLocally).length;
  if (locally === 1)
    words.push(
      evidence.length === 1 ? "The monitor itself heard it too." : "One monitor itself heard it too.",
    );
  if (locally > 1) words.push("The monitors themselves heard it too.");
  return words.join(" ");
}

/** Never "100 %": a model is not certain. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded >= 100) return "over 99 %";
  return share > 0 && rounded === 0 ? "under 1 %" : `${rounded} %`;
}
