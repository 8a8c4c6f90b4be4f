import { useEffect, useState } from "preact/hooks";
import { command, wordsOf } from "../api/client.ts";
import type { Cry } from "../api/types.ts";
import { household } from "../state/store.ts";
import { say } from "../ui/toast.ts";

const ASK_EVERY_MILLIS = 1_500;
const ASK_TIMES = 10;

/** Marks a cry of a past night as a false alarm; waits until the night's record shows it. */
export function LabelButton({ cry, reload }: { cry: Cry; reload: () => void }) {
  const [asked, setAsked] = useState(0);

  useEffect(() => {
    if (asked === 0) return;
    if (asked > ASK_TIMES) {
      setAsked(0);
      say("ERROR", "False alarm: sent, but not in the record yet. Look again in a minute.");
      return;
    }
    const timer = window.setTimeout(() => {
      reload();
      setAsked(asked + 1);
    }, ASK_EVERY_MILLIS);
    return () => clearTimeout(timer);
  }, [asked, reload]);

  const send = async () => {
    if (asked > 0) return;
    setAsked(1);
    try {
      const alert = household.peek()?.alerts.find((a) => a.id === cry.alertId);
      const version = alert?.version ?? cry.version ?? 0;
      await command("POST", `/api/alerts/${encodeURIComponent(cry.alertId)}/false-alarm`, { version });
    } catch (error) {
      setAsked(0);
      say("ERROR", `False alarm: ${wordsOf(error)}`);
    }
  };

  return (
    <button type="button" class="button" aria-busy={asked > 0} aria-disabled={asked > 0} onClick={send}>
      False alarm
    </button>
  );
}
