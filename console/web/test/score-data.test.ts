import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { alertSpans, scoreWords, toColumns } from "../src/live/score-data.ts";
import { alert, at, evidence, NOW, score } from "./samples.ts";

describe("the plot", () => {
  it("joins seconds that follow each other", () => {
    const [seconds, probabilities, levels] = toColumns([score(0, 0.1), score(1, 0.2), score(3, 0.3, null)]);
    assert.equal(seconds.length, 3);
    assert.deepEqual(probabilities, [0.1, 0.2, 0.3]);
    assert.deepEqual(levels, [-40, -40, null]);
  });

  it("breaks the line where nothing was streamed", () => {
    const [seconds, probabilities] = toColumns([score(0, 0.1), score(60, 0.2)]);
    assert.deepEqual(probabilities, [0.1, null, 0.2]);
    assert.ok(seconds.every((s, i) => i === 0 || s > (seconds[i - 1] ?? 0)));
  });

  it("says in words what it shows", () => {
    const now = Date.parse(at(100));
    assert.equal(scoreWords([], now), "Nothing streamed in the last 10 minutes.");
    assert.equal(
      scoreWords([score(40, 0.98), score(99, 0.03)], now),
      "Cry probability now 0.03; highest in 10 min 0.98 at 22:00.",
    );
    assert.match(
      scoreWords([score(0, 0.5)], now),
      /^Nothing streamed since 22:00, cry probability then 0.50;/,
    );
  });

  it("shades the alerts of its own monitor, an open one up to now", () => {
    const start = Date.parse(NOW) / 1000;
    const over = alert("e", { open: false, at: at(30) });
    const open = alert("f", { startedAt: at(60), evidence: [evidence("a"), evidence("b")] });
    const dark = alert("o", { evidence: [evidence("a", { clip: "" })] });
    assert.deepEqual(alertSpans([over, open, dark], "a", Date.parse(at(90))), [
      [start, start + 30],
      [start + 60, start + 90],
    ]);
    assert.equal(alertSpans([over, open], "b", Date.parse(at(90))).length, 1);
  });
});
