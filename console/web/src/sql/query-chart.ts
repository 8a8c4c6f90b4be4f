import uPlot from "uplot";
import type { ChartData } from "./columns.ts";

const COLORS = { text: "#aba7b6", grid: "#262833", line: "#ffb86b" };
const HEIGHT_PX = 260;

/** Draws into a box; the returned function takes it away again. */
export function drawChart(box: HTMLElement, data: ChartData, shape: "LINE" | "BAR"): () => void {
  const axis: uPlot.Axis = {
    stroke: COLORS.text,
    grid: { stroke: COLORS.grid, width: 1 },
    ticks: { show: false },
    font: "13px system-ui",
  };
  const across: uPlot.Axis =
    data.kind === "ORDER"
      ? {
          ...axis,
          values: (_plot, ticks) => ticks.map((t) => (Number.isInteger(t) ? (data.labels[t] ?? "") : "")),
        }
      : axis;
  const bars = shape === "BAR" && uPlot.paths.bars?.({ size: [0.7, 60] });
  const plot = new uPlot(
    {
      width: Math.max(box.clientWidth, 100),
      height: HEIGHT_PX,
      cursor: { drag: { x: false, y: false } },
      legend: { show: false },
      scales: {
        x: { time: data.kind === "TIME" },
        ...(shape === "BAR" && { y: { range: { min: { soft: 0, mode: 1 }, max: { pad: 0.1, mode: 2 } } } }),
      },
      axes: [across, { ...axis, size: 64 }],
      series: [
        {},
        {
          stroke: COLORS.line,
          width: 2,
          ...(bars && { paths: bars, fill: `${COLORS.line}99`, points: { show: false } }),
        },
      ],
    },
    [data.x, data.y],
    box,
  );
  const resizer = new ResizeObserver(() => {
    if (box.clientWidth > 0) plot.setSize({ width: box.clientWidth, height: HEIGHT_PX });
  });
  resizer.observe(box);
  return () => {
    resizer.disconnect();
    plot.destroy();
  };
}
