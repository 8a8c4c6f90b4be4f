import { useState } from "preact/hooks";
import type { Alert } from "../api/types.ts";
import { isOutage, snoozedUntil } from "../state/alerts.ts";
import type { Household } from "../state/household.ts";
import { pageNow } from "../state/store.ts";
import { CommandButton } from "../ui/button.tsx";
import { clockTime } from "../ui/time.ts";
import { acknowledge, falseAlarm, snooze } from "./commands.ts";
import { MissedCryDialog } from "./missed-cry-dialog.tsx";

/** What one hand can do in the dark; it stays at the thumb on a phone. */
export function ActionBar({ household, alert }: { household: Household; alert: Alert | undefined }) {
  const [missed, setMissed] = useState(false);
  const cry = alert && alert.label === "" && !isOutage(alert) ? alert : undefined;
  const until = snoozedUntil(household, pageNow.value);
  return (
    <section class="actions" aria-label="Actions">
      {alert && <MainAction alert={alert} />}
      {until && (
        <div class="action-row action-snoozed">
          <p>Snoozed until {clockTime(until)}</p>
          <CommandButton command={snooze(0, until)}>End snooze</CommandButton>
        </div>
      )}
      <div class="action-row">
        {([10, 30, 60] as const).map((minutes) => (
          <CommandButton
            key={minutes}
            command={snooze(minutes, household.settings.snoozedUntil)}
            name={`Snooze ${minutes} min`}
          >
            <span class="action-verb">Snooze</span> {minutes} min
          </CommandButton>
        ))}
        {cry ? (
          <CommandButton command={falseAlarm(cry)} class="action-wide" describedBy="false-alarm-words">
            False alarm
          </CommandButton>
        ) : (
          <button type="button" class="button action-wide" onClick={() => setMissed(true)}>
            We missed a cry
          </button>
        )}
      </div>
      {missed && <MissedCryDialog cribs={household.cribs} close={() => setMissed(false)} />}
    </section>
  );
}

/** The large button; once it has done its work its place stays, so that no other button slips under the thumb. */
function MainAction({ alert }: { alert: Alert }) {
  if (alert.label === "" && alert.acknowledgedBy === "") {
    return (
      <CommandButton command={acknowledge(alert)} class="button-primary action-main">
        I'm on it
      </CommandButton>
    );
  }
  return (
    <p class="action-main action-done" aria-hidden="true">
      {alert.label === "FALSE_ALARM" ? "False alarm" : `${alert.acknowledgedBy} is on it`}
    </p>
  );
}
