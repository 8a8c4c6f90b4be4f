import { useEffect, useRef, useState } from "preact/hooks";
import type { SqlResult } from "../api/types.ts";
import { chartData, isNumeric } from "./columns.ts";

type Shape = "NONE" | "LINE" | "BAR";

/** Draws two columns of the answer, chosen by hand. */
export function ResultChart({ result }: { result: SqlResult }) {
  const numbers = result.columns.flatMap((_, column) => (isNumeric(result.rows, column) ? [column] : []));
  const [shape, setShape] = useState<Shape>("NONE");
  const [x, setX] = useState(0);
  const [y, setY] = useState<number | undefined>(undefined);
  const box = useRef<HTMLDivElement>(null);
  const xColumn = x < result.columns.length ? x : 0;
  const yColumn =
    y !== undefined && numbers.includes(y) ? y : (numbers.find((n) => n !== xColumn) ?? numbers[0]);

  useEffect(() => {
    const node = box.current;
    if (shape === "NONE" || yColumn === undefined || !node) return;
    let remove = () => {};
    let gone = false;
    void import("./query-chart.ts").then(({ drawChart }) => {
      if (!gone) remove = drawChart(node, chartData(result, xColumn, yColumn), shape);
    });
    return () => {
      gone = true;
      remove();
    };
  }, [result, shape, xColumn, yColumn]);

  if (yColumn === undefined) return null;
  const xName = result.columns[xColumn];
  const yName = result.columns[yColumn];
  return (
    <div class="chart">
      <div class="form-row">
        <label class="field">
          Chart
          <select value={shape} onChange={(event) => setShape(event.currentTarget.value as Shape)}>
            <option value="NONE">No chart</option>
            <option value="LINE">Line</option>
            <option value="BAR">Bars</option>
          </select>
        </label>
        <label class="field">
          Across
          <select value={xColumn} onChange={(event) => setX(Number(event.currentTarget.value))}>
            {result.columns.map((name, column) => (
              <option key={column} value={column}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          Up
          <select value={yColumn} onChange={(event) => setY(Number(event.currentTarget.value))}>
            {numbers.map((column) => (
              <option key={column} value={column}>
                {result.columns[column]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {shape !== "NONE" && (
        <div
          class="chart-box"
          ref={box}
          role="img"
          aria-label={`${yName} by ${xName}; the table below says the same`}
        />
      )}
    </div>
  );
}
