import uPlot from "uplot";
import type { Score } from "../api/types.ts";
import { SCORES_KEPT_MILLIS } from "../state/household.ts";
import { clockTime } from "../ui/time.ts";
import { toColumns } from "./score-data.ts";

const COLORS = {
  text: "#a9a5b5",
  grid: "#262833",
  probability: "#ffb86b",
  level: "#7f9fd6",
  alert: "#ffb86b1f",
};
const HEIGHT_PX = 132;

/** The drawing of {@link toColumns} on a canvas, as wide as its box. */
export class ScoreChart {
  readonly #plot: uPlot;
  readonly #resizer: ResizeObserver;
  #spans: [number, number][] = [];

  constructor(box: HTMLElement) {
    const axis = {
      stroke: COLORS.text,
      grid: { stroke: COLORS.grid, width: 1 },
      ticks: { show: false },
      font: "12px system-ui",
    };
    this.#plot = new uPlot(
      {
        width: Math.max(box.clientWidth, 100),
        height: HEIGHT_PX,
        cursor: { show: false },
        legend: { show: false },
        padding: [8, 0, 0, 0],
        scales: {
          x: { time: true, auto: false },
          probability: { range: [0, 1] },
          level: { range: [-80, 0] },
        },
        axes: [
          { ...axis, size: 24, space: 70, values: (_plot, ticks) => ticks.map((t) => clockTime(t * 1000)) },
          { ...axis, scale: "probability", size: 32, splits: [0, 0.5, 1] },
          { ...axis, scale: "level", side: 1, size: 36, splits: [-80, -40, 0], grid: { show: false } },
        ],
        series: [
          {},
          { scale: "level", stroke: COLORS.level, width: 1, points: { show: false } },
          { scale: "probability", stroke: COLORS.probability, width: 2, points: { show: false } },
        ],
        hooks: { drawClear: [(plot) => this.#shade(plot)] },
      },
      [[], [], []],
      box,
    );
    this.#resizer = new ResizeObserver(() => {
      if (box.clientWidth > 0) this.#plot.setSize({ width: box.clientWidth, height: HEIGHT_PX });
    });
    this.#resizer.observe(box);
  }

  show(scores: Score[], spans: [number, number][], nowMillis: number): void {
    this.#spans = spans;
    const [seconds, probabilities, levels] = toColumns(scores);
    this.#plot.setData([seconds, levels, probabilities], false);
    this.#plot.setScale("x", { min: (nowMillis - SCORES_KEPT_MILLIS) / 1000, max: nowMillis / 1000 });
  }

  destroy(): void {
    this.#resizer.disconnect();
    this.#plot.destroy();
  }

  #shade(plot: uPlot): void {
    const { ctx, bbox } = plot;
    ctx.fillStyle = COLORS.alert;
    for (const [from, to] of this.#spans) {
      const left = Math.max(plot.valToPos(from, "x", true), bbox.left);
      const right = Math.min(plot.valToPos(to, "x", true), bbox.left + bbox.width);
      if (right > left) ctx.fillRect(left, bbox.top, right - left, bbox.height);
    }
  }
}
