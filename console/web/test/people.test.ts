import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { People } from "../src/api/types.ts";
import { fulfils, moved, withCaregiver, withoutCaregiver } from "../src/settings/people.ts";

const person = (name: string) => ({ id: name.toLowerCase(), name, channels: [] });
const people: People = {
  escalateAfterMinutes: 5,
  caregivers: [person("Ada"), person("Ben"), person("Cleo")],
  homeAssistant: null,
};
const names = (p: People) => p.caregivers.map((c) => c.name).join(" ");

describe("the order of escalation", () => {
  it("moves a caregiver by one", () => {
    assert.equal(names(moved(people, 2, -1)), "Ada Cleo Ben");
    assert.equal(names(moved(people, 0, 1)), "Ben Ada Cleo");
    assert.equal(names(people), "Ada Ben Cleo");
  });

  it("has a first and a last place", () => {
    assert.equal(moved(people, 0, -1), people);
    assert.equal(moved(people, 2, 1), people);
  });
});

describe("what was saved", () => {
  it("is confirmed by people with new ids and hidden secrets", () => {
    const topic = {
      id: "",
      kind: "NTFY" as const,
      server: "https://ntfy.sh",
      topic: "t",
      tokenSet: false,
      token: "s",
    };
    const wanted = withCaregiver(people, "Dan");
    const asked = { ...wanted, caregivers: wanted.caregivers.map((c) => ({ ...c, channels: [topic] })) };
    const { token: _token, ...shown } = topic;
    const confirmed = {
      ...asked,
      caregivers: asked.caregivers.map((c) => ({
        ...c,
        id: `id ${c.name}`,
        channels: [{ ...shown, id: "1", tokenSet: true }],
      })),
    };
    assert.ok(fulfils(confirmed, asked));
    assert.ok(!fulfils(people, asked));
    assert.ok(!fulfils(withoutCaregiver(confirmed, 0), asked));
  });
});
