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
    data.kind === "TIME"
      ? { ...axis, space: 80, values: (_plot, ticks) => timesInUtc(ticks) }
      : data.kind === "ORDER"
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
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
      cursor: { drag: { x: false, y: false } },
      legend: { show: false },
      scales: {
        x: {
          time: data.kind === "TIME",
          ...(bars && { range: (_plot, min, max) => widened(data, min, max) }),
        },
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

const DAYS_FROM_SECONDS = 2 * 86_400;

function timesInUtc(seconds: number[]): string[] {
  const wide = (seconds.at(-1) ?? 0) - (seconds[0] ?? 0) > DAYS_FROM_SECONDS;
  return seconds.map((s) => {
    const iso = new Date(s * 1000).toISOString();
    return wide ? iso.slice(0, 10) : iso.slice(11, 16);
  });
}

/** Half a bar more on both sides, so that the first and the last are whole. */
function widened(data: ChartData, min: number, max: number): [number, number] {
  const half = data.x.length > 1 && max > min ? (max - min) / (data.x.length - 1) / 2 : 0.5;
  return [min - half, max + half];
}
