import { Switch } from "../ui/button.tsx";
import { rings, setRings, setStaysOn, staysOn } from "./device-switches.ts";

/** What only this phone or computer does; both switches are off when the page is opened anew. */
export function ThisDevice() {
  return (
    <section class="card this-device" aria-label="This device">
      <h2>This device</h2>
      <Switch on={rings.value} change={setRings}>
        Ring on this device
      </Switch>
      {"wakeLock" in navigator && (
        <Switch on={staysOn.value} change={setStaysOn}>
          Keep the screen on
        </Switch>
      )}
      <p class="muted">
        While this page is open. A low tone tells when the connection has been lost for half a minute.
      </p>
    </section>
  );
}
