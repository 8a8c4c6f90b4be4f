import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { evidenceWords, percent } from "../src/live/evidence-words.ts";
import { falseAlarmWords } from "../src/settings/sensitivity-words.ts";
import { evidence } from "./samples.ts";

const plain = (words: string) => words.replaceAll("\u00a0", " ");

describe("evidence in words", () => {
  it("says how sure, by how many and whether the board agreed", () => {
    assert.equal(
      plain(evidenceWords([evidence("a")])),
      "97 % sure. Heard by 1 monitor for 12 s. The monitor itself heard it too.",
    );
    assert.equal(
      plain(evidenceWords([evidence("a"), evidence("b", { heardLocally: false, cryingSeconds: 20 })])),
      "97 % sure. Heard by 2 monitors for 20 s. One monitor itself heard it too.",
    );
  });

  it("is never wholly certain, nor wholly blind", () => {
    assert.deepEqual([0.999, 0.994, 0.002, 0].map(percent).map(plain), [
      "over 99 %",
      "99 %",
      "under 1 %",
      "0 %",
    ]);
  });
});

describe("false alarms in words", () => {
  it("counts nights when they are rare and alarms when they are not", () => {
    assert.equal(falseAlarmWords(0), "No false alarm in the test nights.");
    assert.equal(falseAlarmWords(0.25), "About 1 false alarm in 4 nights.");
    assert.equal(falseAlarmWords(0.7), "About 1 false alarm per night.");
    assert.equal(falseAlarmWords(1.02), "About 1 false alarm per night.");
    assert.equal(falseAlarmWords(1.4), "About 1.5 false alarms per night.");
  });
});
