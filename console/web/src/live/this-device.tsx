import { useEffect, useState } from "preact/hooks";
import { ringingAlert } from "../state/alerts.ts";
import { household } from "../state/store.ts";
import { Switch } from "../ui/button.tsx";
import { Ringer } from "./ringer.ts";
import { keepScreenOn } from "./screen.ts";

/** What only this phone or computer does; both switches are off when the page is opened anew. */
export function ThisDevice() {
  const [ringer, setRinger] = useState<Ringer | undefined>(undefined);
  const [awake, setAwake] = useState(false);
  const known = household.value;
  const ringing = known !== undefined && ringingAlert(known.alerts) !== undefined;

  useEffect(() => {
    if (ringing) ringer?.start();
    else ringer?.stop();
  }, [ringer, ringing]);
  useEffect(() => () => ringer?.close(), [ringer]);
  useEffect(() => (awake ? keepScreenOn() : undefined), [awake]);

  return (
    <section class="card this-device" aria-label="This device">
      <h2>This device</h2>
      <Switch on={ringer !== undefined} change={(on) => setRinger(on ? new Ringer() : undefined)}>
        Ring on this device
      </Switch>
      {"wakeLock" in navigator && (
        <Switch on={awake} change={setAwake}>
          Keep the screen on
        </Switch>
      )}
      <p class="muted">For as long as this page is open.</p>
    </section>
  );
}
