import { useEffect, useRef } from "preact/hooks";
import type { Alert, Score } from "../api/types.ts";
import { pageNow } from "../state/store.ts";
import type { ScoreChart } from "./score-chart.ts";
import { alertSpans, scoreWords } from "./score-data.ts";

interface Props {
  name: string;
  device: string;
  scores: Score[];
  alerts: Alert[];
}

/** Cry probability and level of the last ten minutes. */
export function ScorePlot({ name, device, scores, alerts }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ScoreChart | undefined>(undefined);
  const now = pageNow.value;

  useEffect(() => {
    let gone = false;
    void import("./score-chart.ts").then(
      ({ ScoreChart }) => {
        if (!gone && box.current) chart.current = new ScoreChart(box.current);
      },
      () => {
        // Without the chart the words below still tell.
      },
    );
    return () => {
      gone = true;
      chart.current?.destroy();
      chart.current = undefined;
    };
  }, []);

  useEffect(() => chart.current?.show(scores, alertSpans(alerts, device, now), now));

  return (
    <figure class="plot">
      <p class="plot-legend" aria-hidden="true">
        <span class="legend-probability">cry probability</span>
        <span class="legend-level">level, dB</span>
      </p>
      <div
        class="plot-box"
        ref={box}
        role="img"
        aria-label={`Cry probability and level of ${name}, last 10 minutes`}
      />
      <figcaption class="muted">{scoreWords(scores, now)}</figcaption>
    </figure>
  );
}
