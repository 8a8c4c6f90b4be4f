import type { Alert, Crib } from "../api/types.ts";
import { isOutage, isRinging, places } from "../state/alerts.ts";
import { pageNow } from "../state/store.ts";
import { ago, clockTime, stopwatch } from "../ui/time.ts";
import { ClipPlayer } from "./clip-player.tsx";
import { evidenceWords } from "./evidence-words.ts";

const SILENT_WORDS: Partial<Record<Alert["silence"], string>> = {
  SNOOZED: "Silent: alerts are snoozed.",
  QUIET_HOURS: "Silent: quiet hours.",
};

/** What is going on: where, since when, how sure, who is on it. */
export function AlertCard({ alert, cribs }: { alert: Alert; cribs: Crib[] }) {
  const where = places(alert, cribs);
  const silent = SILENT_WORDS[alert.silence];
  return (
    <section class={`card alert ${isRinging(alert) ? "alert-ringing" : ""}`} aria-label="Alert">
      <h2>{headline(alert, where)}</h2>
      <p class="alert-since">
        <span class="alert-timer" role="timer">
          {stopwatch(pageNow.value - Date.parse(alert.startedAt))}
        </span>
        <span class="muted">since {clockTime(alert.startedAt)}</span>
      </p>
      {alert.acknowledgedBy && (
        <p class="alert-taken">
          <strong>{alert.acknowledgedBy} is on it</strong>
          {alert.acknowledgedAt && `, ${ago(alert.acknowledgedAt, pageNow.value)}`}
        </p>
      )}
      {alert.label === "FALSE_ALARM" && (
        <p class="alert-taken">
          <strong>Marked as a false alarm</strong>
          {alert.labelBy && ` by ${alert.labelBy}`}
        </p>
      )}
      {silent && <p class="muted">{silent}</p>}
      <p>
        {isOutage(alert)
          ? "Nobody listens there. Check the monitor's power and its Wi-Fi."
          : evidenceWords(alert.evidence)}
      </p>
      <div class="clips">
        {alert.evidence
          .filter((e) => e.clip)
          .map((e) => (
            <ClipPlayer key={e.device} clip={e.clip} spectrogram={e.spectrogram} name={e.name} />
          ))}
      </div>
      {!isOutage(alert) && alert.label === "" && (
        <p class="muted" id="false-alarm-words">
          “False alarm” tells everyone that nobody cried, and is kept in the night's record.
        </p>
      )}
    </section>
  );
}

function headline(alert: Alert, where: string): string {
  if (isOutage(alert)) return `Monitor offline: ${where}`;
  return `${alert.kind === "STILL_CRYING" ? "Still crying" : "Crying"} in ${where}`;
}
