import type { Crib } from "../api/types.ts";
import type { Household } from "../state/household.ts";
import { link, pageNow } from "../state/store.ts";
import { Icon } from "../ui/icon.tsx";
import { ago, clockTime } from "../ui/time.ts";
import { BeforeAfter } from "./before-after.tsx";
import { ScorePlot } from "./score-plot.tsx";

export function CribCard({ crib, household }: { crib: Crib; household: Household }) {
  const lost = link.value.state === "LOST";
  return (
    <section class="card crib" aria-label={crib.name}>
      <div class="crib-head">
        <h2>{crib.name}</h2>
        <p class="muted">{heardWords(crib, pageNow.value)}</p>
      </div>
      <p class={`state state-${lost ? "unknown" : crib.state.toLowerCase()}`}>
        <Icon name={crib.state.toLowerCase() as "quiet" | "crying" | "offline"} />
        {stateWords(crib)}
        {lost && " when last seen"}
      </p>
      {crib.picture ? (
        <BeforeAfter picture={crib.picture} name={crib.name} />
      ) : (
        <p class="no-picture">No picture yet</p>
      )}
      <ScorePlot
        name={crib.name}
        device={crib.device}
        scores={household.scores[crib.device] ?? []}
        alerts={household.alerts}
      />
    </section>
  );
}

/** "Quiet", "Crying since 02:13", "Monitor offline since 02:13" */
export function stateWords(crib: Crib): string {
  const since = crib.since === null ? "" : ` since ${clockTime(crib.since)}`;
  if (crib.state === "CRYING") return `Crying${since}`;
  if (crib.state === "OFFLINE") return `Monitor offline${since}`;
  return "Quiet";
}

function heardWords(crib: Crib, nowMillis: number): string {
  return crib.lastHeard === null ? "Never heard from yet" : `Heard ${ago(crib.lastHeard, nowMillis)}`;
}
