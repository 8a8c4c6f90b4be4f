import type { Alert, Crib, Night, Score, Snapshot } from "../src/api/types.ts";

export const NOW = "2026-01-15T22:00:00.000Z";

/** An instant some seconds after {@link NOW}. */
export function at(seconds: number): string {
  return new Date(Date.parse(NOW) + seconds * 1000).toISOString();
}

export function crib(device: string, change: Partial<Crib> = {}): Crib {
  return {
    device,
    name: device.toUpperCase(),
    state: "QUIET",
    since: null,
    lastHeard: NOW,
    picture: null,
    ...change,
  };
}

export function alert(id: string, change: Partial<Alert> = {}): Alert {
  return {
    id,
    version: 1,
    kind: "CRYING",
    severity: "CRITICAL",
    silence: "NONE",
    rings: true,
    open: true,
    startedAt: NOW,
    at: NOW,
    acknowledgedBy: "",
    acknowledgedAt: null,
    label: "",
    labelBy: "",
    evidence: [evidence("a")],
    ...change,
  };
}

export function evidence(device: string, change: Partial<Alert["evidence"][number]> = {}) {
  return {
    device,
    name: device.toUpperCase(),
    posterior: 0.97,
    peakProbability: 0.99,
    cryingSeconds: 12,
    heardLocally: true,
    clip: `/clips/${device}`,
    spectrogram: `/clips/${device}/spectrogram`,
    ...change,
  };
}

export function score(second: number, probability = 0.5, level: number | null = -40): Score {
  return [Date.parse(NOW) + second * 1000, probability, level];
}

export function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    now: NOW,
    rate: 1,
    household: { id: "willow", name: "Willow" },
    cribs: [crib("a"), crib("b")],
    alerts: [],
    scores: {},
    settings: { sensitivity: "NORMAL", quietHours: null, snoozedUntil: null },
    people: { escalateAfterMinutes: 5, caregivers: [], homeAssistant: null },
    deliveries: [],
    ...change,
  };
}

export function night(change: Partial<Night> = {}): Night {
  return {
    night: "2026-01-15",
    zone: "Europe/Madrid",
    from: "2026-01-15T12:00:00.000Z",
    to: "2026-01-16T12:00:00.000Z",
    cries: [],
    outages: [],
    pictures: [],
    quiet: [],
    missed: [],
    feedback: [],
    ...change,
  };
}
