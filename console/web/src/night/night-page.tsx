import { useEffect } from "preact/hooks";
import type { Night, Nights } from "../api/types.ts";
import { LoadState } from "../ui/load-state.tsx";
import { path } from "../ui/router.ts";
import { nightName } from "../ui/time.ts";
import { useLoad } from "../ui/use-load.ts";
import { CryList } from "./cry-list.tsx";
import { LastNights } from "./last-nights.tsx";
import { MissedForm } from "./missed-form.tsx";
import { OtherEvents } from "./other-events.tsx";
import { PictureStrip } from "./picture-strip.tsx";
import { summaryWords } from "./summary-words.ts";
import { TimelineView } from "./timeline-view.tsx";

const NAMED = /^\/night\/([^/]+)$/;

export function NightPage() {
  const nights = useLoad<Nights>("/api/nights?days=8");
  const named = NAMED.exec(path.value)?.[1];
  const shown = named === undefined ? nights.value?.nights[0]?.night : decodeURIComponent(named);
  const night = useLoad<Night>(shown === undefined ? undefined : `/api/nights/${encodeURIComponent(shown)}`);
  const unwatched = nights.value?.nights.length === 0;
  useRefresh(nights.reload, unwatched ? FIRST_REFRESH_MILLIS : REFRESH_MILLIS);
  useRefresh(night.reload, REFRESH_MILLIS);
  const summary = nights.value?.nights.find((n) => n.night === shown);

  if (unwatched && named === undefined) return <p class="card">No night has been watched yet.</p>;
  return (
    <div class="night">
      <div class="night-one">
        <section class="card" aria-label="Night">
          <h2>{shown === undefined ? "Night" : `Night of ${nightName(shown)}`}</h2>
          {summary && <p class="night-summary">{summaryWords(summary)}</p>}
          <LoadState of={shown === undefined ? nights : night} />
          {night.value && <TimelineView night={night.value} />}
        </section>
        {night.value && (
          <>
            <CryList night={night.value} reload={night.reload} />
            <PictureStrip night={night.value} />
            <OtherEvents night={night.value} />
            <MissedForm night={night.value} reload={night.reload} />
          </>
        )}
      </div>
      {nights.value && (night.value || night.error) && (
        <LastNights nights={nights.value.nights} shown={shown} />
      )}
    </div>
  );
}

const FIRST_REFRESH_MILLIS = 5_000;
const REFRESH_MILLIS = 60_000;

/** A night that is going on grows. */
function useRefresh(reload: () => void, everyMillis: number): void {
  useEffect(() => {
    const timer = window.setInterval(() => {
      if (document.visibilityState === "visible") reload();
    }, everyMillis);
    return () => clearInterval(timer);
  }, [reload, everyMillis]);
}
