import { useEffect } from "preact/hooks";
import { isOutage, openCry, places, ringingAlert } from "../state/alerts.ts";
import { household } from "../state/store.ts";

/** Tells people who do not look at the page: screen readers, the tab's title and icon, the app's badge. */
export function Announcer({ page }: { page: string }) {
  const known = household.value;
  const ringing = known && ringingAlert(known.alerts);
  const cry = known && openCry(known.alerts);
  const urgent =
    ringing && known
      ? `${isOutage(ringing) ? "Monitor offline:" : "Crying in"} ${places(ringing, known.cribs)}`
      : "";
  const calm = cry?.acknowledgedBy ? `${cry.acknowledgedBy} is on it` : "";
  useEffect(() => {
    document.title = urgent ? `🔔 ${urgent}` : `${page} · Cradlewatch`;
    document
      .getElementById("favicon")
      ?.setAttribute("href", urgent ? "/icons/favicon-ringing.svg" : "/icons/favicon.svg");
    if (urgent) navigator.setAppBadge?.().catch(() => {});
    else navigator.clearAppBadge?.().catch(() => {});
  }, [urgent, page]);
  return (
    <>
      <div class="unseen" aria-live="assertive">
        {urgent}
      </div>
      <div class="unseen" aria-live="polite">
        {calm}
      </div>
    </>
  );
}
