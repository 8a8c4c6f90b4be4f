import type { Crib } from "../api/types.ts";
import type { Household } from "../state/household.ts";
import { pageNow } from "../state/store.ts";
import { Icon } from "../ui/icon.tsx";
import { ago, clockTime } from "../ui/time.ts";
import { BeforeAfter } from "./before-after.tsx";
import { ScorePlot } from "./score-plot.tsx";

export function CribCard({ crib, household }: { crib: Crib; household: Household }) {
  return (
    <section class="card crib" aria-label={crib.name}>
      <div class="crib-head">
        <h2>{crib.name}</h2>
        <p class={`state state-${crib.state.toLowerCase()}`}>
          <Icon name={crib.state.toLowerCase() as "quiet" | "crying" | "offline"} />
          {stateWords(crib)}
        </p>
      </div>
      <p class="muted crib-heard">
        {crib.lastHeard === null
          ? "Never heard from yet"
          : `Last heard ${ago(crib.lastHeard, pageNow.value)}`}
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
