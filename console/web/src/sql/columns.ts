import type { Cell, SqlResult } from "../api/types.ts";

/** Whether every value of a column that is there is a number. */
export function isNumeric(rows: Cell[][], column: number): boolean {
  let found = false;
  for (const row of rows) {
    const cell = row[column] ?? null;
    if (cell === null) continue;
    if (typeof cell !== "number") return false;
    found = true;
  }
  return found;
}

/** What the horizontal axis of a chart counts: a number, a moment, or just the rows in their order. */
export type XKind = "NUMBER" | "TIME" | "ORDER";

export interface ChartData {
  x: number[];
  y: (number | null)[];
  kind: XKind;
  /** For ORDER: what to write under each row. */
  labels: string[];
}

/** The two columns as a chart draws them; numbers and moments are sorted, other things keep their order. */
export function chartData(result: SqlResult, xColumn: number, yColumn: number): ChartData {
  const kind = xKind(result.rows, xColumn);
  const points = result.rows.map((row, index) => {
    const cell = row[xColumn] ?? null;
    const x = kind === "ORDER" ? index : kind === "TIME" ? momentMillis(String(cell)) / 1000 : Number(cell);
    const y = row[yColumn];
    return { x, y: typeof y === "number" ? y : null, label: cell === null ? "" : String(cell) };
  });
  if (kind !== "ORDER") points.sort((a, b) => a.x - b.x);
  return { kind, x: points.map((p) => p.x), y: points.map((p) => p.y), labels: points.map((p) => p.label) };
}

const MOMENT = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d.*)?$/;

function xKind(rows: Cell[][], column: number): XKind {
  if (rows.some((row) => (row[column] ?? null) === null)) return "ORDER";
  if (isNumeric(rows, column)) return "NUMBER";
  const moments = rows.every((row) => {
    const text = String(row[column]);
    return MOMENT.test(text) && !Number.isNaN(momentMillis(text));
  });
  return moments ? "TIME" : "ORDER";
}

/** A moment that names no zone is meant in UTC, as the history keeps it. */
function momentMillis(text: string): number {
  const iso = text.replace(" ", "T");
  const zoned = !iso.includes("T") || /(Z|[+-]\d\d(:?\d\d)?)$/.test(iso);
  return Date.parse(zoned ? iso.replace(/(T.*[+-]\d\d)$/, "$1:00") : `${iso}Z`);
}
