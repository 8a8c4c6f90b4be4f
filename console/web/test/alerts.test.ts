import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  failedChannels,
  foremostAlert,
  isRinging,
  openCry,
  pastCries,
  places,
  snoozedUntil,
} from "../src/state/alerts.ts";
import { reduce } from "../src/state/household.ts";
import { alert, at, crib, evidence, snapshot } from "./samples.ts";

const outage = alert("o", {
  kind: "MONITOR_OFFLINE",
  startedAt: at(60),
  evidence: [evidence("b", { clip: "" })],
});

describe("the alert on top", () => {
  it("is the open cry even when a monitor went dark later", () => {
    assert.equal(foremostAlert([outage, alert("e")])?.id, "e");
  });

  it("is the outage when nobody cries", () => {
    assert.equal(foremostAlert([outage, alert("e", { open: false })])?.id, "o");
  });

  it("never takes a backlog's late cry or an acknowledged outage for a cry", () => {
    const late = alert("l", { kind: "CRIED_WHILE_OFFLINE" });
    assert.equal(openCry([late, { ...outage, kind: "ACKNOWLEDGED" }]), undefined);
    assert.deepEqual(
      pastCries([late, outage]).map((a) => a.id),
      ["l"],
    );
  });

  it("rings until someone is on it or it was a false alarm", () => {
    assert.ok(isRinging(alert("e")));
    assert.ok(!isRinging(alert("e", { acknowledgedBy: "Ada" })));
    assert.ok(!isRinging(alert("e", { label: "FALSE_ALARM" })));
    assert.ok(!isRinging(alert("e", { rings: false })));
  });

  it("names each crib once, by its present name", () => {
    const two = alert("e", { evidence: [evidence("a"), evidence("b"), evidence("a")] });
    assert.equal(places(two, [crib("a", { name: "Window" })]), "Window and B");
  });
});

describe("a channel", () => {
  const channel = { id: "c", kind: "WEBHOOK" as const, url: "https://x.example", secretSet: false };
  const people = {
    escalateAfterMinutes: 5,
    caregivers: [{ id: "ada", name: "Ada", channels: [channel] }],
    homeAssistant: null,
  };
  const delivery = {
    id: "1",
    caregiver: "ada",
    channel: "c",
    alertId: "",
    test: false,
    attempts: 3,
    detail: "HTTP 503",
    at: at(0),
  };

  it("has failed while its newest delivery did not arrive", () => {
    const failed = failedChannels(people, [{ ...delivery, outcome: "FAILED" }]);
    assert.deepEqual(
      failed.map((f) => f.caregiver),
      ["Ada"],
    );
  });

  it("is well again after a delivery that arrived", () => {
    const later = { ...delivery, id: "2", at: at(60), outcome: "DELIVERED" as const };
    assert.deepEqual(failedChannels(people, [later, { ...delivery, outcome: "FAILED" }]), []);
  });
});

describe("a snooze", () => {
  it("ends by itself when its time has come", () => {
    const settings = { sensitivity: "NORMAL" as const, quietHours: null, snoozedUntil: at(600) };
    const household = reduce(undefined, { type: "snapshot", data: snapshot({ settings }) });
    assert.ok(household);
    assert.equal(snoozedUntil(household, Date.parse(at(599))), at(600));
    assert.equal(snoozedUntil(household, Date.parse(at(600))), undefined);
  });
});
