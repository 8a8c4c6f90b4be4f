import { link } from "../state/store.ts";
import { clockTime } from "./time.ts";

/** Says that what is on the page may be old. */
export function OfflineBanner() {
  const { state, lastWordMillis } = link.value;
  return (
    <div role="status">
      {state === "LOST" && (
        <p class="banner banner-offline">
          <strong>
            {lastWordMillis === undefined ? "Offline" : `Offline since ${clockTime(lastWordMillis)}`}
          </strong>
          {lastWordMillis === undefined
            ? " Nothing is known yet. Trying to connect."
            : " This is the last known state. Trying to reconnect."}
        </p>
      )}
    </div>
  );
}
