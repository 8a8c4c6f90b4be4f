import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { instantAt } from "../src/night/instant.ts";
import { clockAt, read } from "../src/state/clock.ts";
import { ago, clockTime, duration, nightName, stopwatch } from "../src/ui/time.ts";
import { at, NOW } from "./samples.ts";

const plain = (words: string) => words.replaceAll("\u00a0", " ");

describe("the page's clock", () => {
  it("runs as fast as the system's", () => {
    const clock = clockAt(NOW, 4, 1_000);
    assert.equal(read(clock, 1_000), Date.parse(NOW));
    assert.equal(read(clock, 3_500), Date.parse(NOW) + 10_000);
  });
});

describe("words for times", () => {
  it("shows midnight as 00, in the zone that is asked for", () => {
    assert.equal(clockTime("2026-01-15T23:05:00Z", "Europe/Madrid"), "00:05");
    assert.equal(clockTime("2026-07-15T22:05:00Z", "Europe/Madrid"), "00:05");
  });

  it("counts up like a stopwatch and never below zero", () => {
    assert.equal(stopwatch(-5), "00:00");
    assert.equal(stopwatch(187_900), "03:07");
    assert.equal(stopwatch(3_729_000), "1:02:09");
  });

  it("says durations in the unit that matters", () => {
    assert.deepEqual([20_000, 240_000, 7_500_000, 7_200_000, 3 * 86_400_000].map(duration).map(plain), [
      "20 s",
      "4 min",
      "2 h 5 min",
      "2 h",
      "3 days",
    ]);
  });

  it("says how long ago", () => {
    assert.equal(ago(NOW, Date.parse(at(4))), "just now");
    assert.equal(plain(ago(NOW, Date.parse(at(20)))), "20 s ago");
  });

  it("names a night by the day on which it begins", () => {
    assert.equal(nightName("2026-01-15"), "Thu 15 Jan");
  });
});

describe("a time of a night", () => {
  const night = ["2026-01-15T12:00:00.000Z", "2026-01-16T12:00:00.000Z", "Europe/Madrid"] as const;

  it("after midnight lies on the next day", () => {
    assert.equal(instantAt("02:13", ...night), "2026-01-16T01:13:00.000Z");
    assert.equal(instantAt("23:50", ...night), "2026-01-15T22:50:00.000Z");
  });

  it("that the clocks skip does not exist", () => {
    const spring = ["2026-03-28T12:00:00.000Z", "2026-03-29T11:00:00.000Z", "Europe/Madrid"] as const;
    assert.equal(instantAt("02:30", ...spring), undefined);
    assert.equal(instantAt("03:30", ...spring), "2026-03-29T01:30:00.000Z");
  });

  it("that nobody typed does not exist", () => {
    assert.equal(instantAt("", ...night), undefined);
  });
});
