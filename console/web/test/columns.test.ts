import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Cell } from "../src/api/types.ts";
import { chartData, isNumeric } from "../src/sql/columns.ts";
import { resultWords } from "../src/sql/result-words.ts";

// Far from UTC, so that a moment read in the browser's own zone shows.
process.env.TZ = "America/New_York";

const result = (rows: Cell[][], truncated = false) => ({
  columns: ["x", "y"],
  rows,
  truncated,
  rowLimit: 2000,
  tookMillis: 12,
});

describe("a column", () => {
  it("is numeric when all that is there are numbers", () => {
    assert.ok(isNumeric([[1], [null], [2.5]], 0));
    assert.ok(!isNumeric([[1], ["2"]], 0));
    assert.ok(!isNumeric([[null]], 0));
  });
});

describe("a chart", () => {
  it("sorts moments, and reads one without a zone in UTC", () => {
    const data = chartData(
      result([
        ["2026-01-16", 2],
        ["2026-01-15 22:00:00", 1],
      ]),
      0,
      1,
    );
    assert.equal(data.kind, "TIME");
    assert.deepEqual(data.x, [Date.UTC(2026, 0, 15, 22) / 1000, Date.UTC(2026, 0, 16) / 1000]);
    assert.deepEqual(data.y, [1, 2]);
  });

  it("knows a moment with an offset of whole hours", () => {
    const data = chartData(result([["2026-01-15 23:00:00+01", 1]]), 0, 1);
    assert.deepEqual(data.x, [Date.UTC(2026, 0, 15, 22) / 1000]);
  });

  it("keeps the order of names and leaves a hole for nothing", () => {
    const data = chartData(
      result([
        ["willow", 2],
        ["birch", null],
      ]),
      0,
      1,
    );
    assert.equal(data.kind, "ORDER");
    assert.deepEqual(data.labels, ["willow", "birch"]);
    assert.deepEqual(data.y, [2, null]);
  });
});

describe("an answer in words", () => {
  it("says how many rows, how long it took and what was left off", () => {
    assert.equal(resultWords(result([["a", 1]])), "1 row in 12 ms. At most 2000 are shown.");
    assert.match(resultWords(result([], true)), /There are more: only the first 2000/);
  });
});
