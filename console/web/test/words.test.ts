import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { evidenceWords, percent } from "../src/live/evidence-words.ts";
import { falseAlarmWords, sensitivityWords } from "../src/settings/sensitivity-words.ts";
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

describe("what a sensitivity means", () => {
  it("spans usual and hard nights", () => {
    assert.equal(falseAlarmWords(0, 0.2), "Hardly a false alarm.");
    assert.equal(falseAlarmWords(0, 17.6), "0 to 18 false alarms a night.");
    assert.equal(falseAlarmWords(1.2, 1.4), "1 false alarm a night.");
    assert.equal(
      sensitivityWords(
        { sensitivity: "NORMAL", falseAlarmsPerNight: 0, found: 0.97, medianSeconds: 2.99 },
        { sensitivity: "NORMAL", falseAlarmsPerNight: 17.6, found: 0.92, medianSeconds: 2.8 },
      ),
      "0 to 18 false alarms a night. Finds 92 to 97 % of cries, mostly within 3.0\u00a0s.",
    );
  });
});
