import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Household, type LiveEvent, reduce } from "../src/state/household.ts";
import { alert, at, crib, score, snapshot } from "./samples.ts";

function after(...events: LiveEvent[]): Household {
  const start: LiveEvent = { type: "snapshot", data: snapshot({ alerts: [alert("e", { version: 2 })] }) };
  const household = [start, ...events].reduce(reduce, undefined as Household | undefined);
  assert.ok(household);
  return household;
}

describe("the household", () => {
  it("knows nothing before the first snapshot", () => {
    assert.equal(reduce(undefined, { type: "crib", data: crib("a") }), undefined);
  });

  it("is replaced as a whole by the snapshot of a reconnect", () => {
    const again = after({ type: "snapshot", data: snapshot({ cribs: [crib("c")] }) });
    assert.deepEqual(
      again.cribs.map((c) => c.device),
      ["c"],
    );
    assert.deepEqual(again.alerts, []);
  });

  it("keeps the cribs' order when one changes", () => {
    const { cribs } = after({ type: "crib", data: crib("a", { state: "CRYING" }) });
    assert.deepEqual(
      cribs.map((c) => `${c.device} ${c.state}`),
      ["a CRYING", "b QUIET"],
    );
  });

  it("forgets a revoked monitor with its scores", () => {
    const household = after(
      { type: "scores", data: { device: "a", points: [score(0)] } },
      { type: "crib", data: { device: "a", gone: true } },
    );
    assert.deepEqual(
      household.cribs.map((c) => c.device),
      ["b"],
    );
    assert.equal(household.scores.a, undefined);
  });

  it("does not go back to an older version of an alert that comes late", () => {
    const { alerts } = after({ type: "alert", data: alert("e", { version: 1, acknowledgedBy: "Old" }) });
    assert.equal(alerts[0]?.version, 2);
  });

  it("takes the newer message of the same version", () => {
    const { alerts } = after({ type: "alert", data: alert("e", { version: 2, label: "FALSE_ALARM" }) });
    assert.deepEqual(
      alerts.map((a) => a.label),
      ["FALSE_ALARM"],
    );
  });

  it("appends scores, drops what it has already, and keeps ten minutes", () => {
    const { scores } = after(
      { type: "scores", data: { device: "a", points: [score(0), score(1)] } },
      { type: "scores", data: { device: "a", points: [score(1), score(2)] } },
      { type: "scores", data: { device: "a", points: [score(600)] } },
    );
    assert.deepEqual(scores.a, [score(1), score(2), score(600)]);
  });

  it("follows settings and deliveries", () => {
    const settings = { sensitivity: "LOW" as const, quietHours: null, snoozedUntil: at(600) };
    const delivery = {
      id: "d",
      caregiver: "ada",
      channel: "c",
      alertId: "",
      test: true,
      attempts: 1,
      detail: "",
      at: at(0),
    };
    const household = after(
      { type: "settings", data: settings },
      { type: "delivery", data: { ...delivery, outcome: "RETRYING" } },
      { type: "delivery", data: { ...delivery, outcome: "DELIVERED" } },
    );
    assert.equal(household.settings, settings);
    assert.deepEqual(
      household.deliveries.map((d) => d.outcome),
      ["DELIVERED"],
    );
  });
});
