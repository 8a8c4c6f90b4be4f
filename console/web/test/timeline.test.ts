import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { extent, share, ticks, tracks } from "../src/night/timeline.ts";
import { at, night } from "./samples.ts";

const cry = {
  alertId: "e",
  from: at(0),
  to: at(60),
  rang: true,
  severity: "CRITICAL",
  devices: ["a"],
  acknowledgedAt: at(20),
  acknowledgedBy: "Ada",
  label: "",
};

describe("the timeline", () => {
  it("shows the whole night when nothing happened", () => {
    const empty = night();
    assert.deepEqual(extent(empty), { fromMillis: Date.parse(empty.from), toMillis: Date.parse(empty.to) });
  });

  it("zooms to what happened, at least two minutes", () => {
    const { fromMillis, toMillis } = extent(night({ cries: [cry] }));
    assert.equal(toMillis - fromMillis, 120_000);
    assert.ok(fromMillis < Date.parse(cry.from) && toMillis > Date.parse(cry.to));
  });

  it("draws an outage that is not over to the end", () => {
    const shown = night({ cries: [cry], outages: [{ device: "a", name: "A", from: at(30), to: null }] });
    const outages = tracks(shown, extent(shown)).find((t) => t.name === "Outages");
    assert.deepEqual(
      outages?.marks.map((m) => m.to),
      [1],
    );
  });

  it("shows a false alarm as one, and who answered when", () => {
    const shown = night({ cries: [{ ...cry, label: "FALSE_ALARM" }] });
    const span = extent(shown);
    const [cries, answered] = tracks(shown, span);
    assert.equal(cries?.marks[0]?.kind, "false-alarm");
    assert.equal(answered?.marks[0]?.from, share(at(20), span));
  });

  it("writes round times, not more than asked for", () => {
    const span = { fromMillis: Date.parse(at(-3_000)), toMillis: Date.parse(at(5 * 3600)) };
    const times = ticks(span, 5);
    assert.ok(times.length <= 6 && times.length >= 2);
    assert.ok(times.every((t) => t % 3_600_000 === 0));
  });
});
