/** The JSON of the console's API, as the server sends it. Times are ISO-8601 instants in UTC. */

export type Role = "CAREGIVER" | "ANALYST";

export interface Session {
  role: Role;
  household: string;
  householdName: string;
  caregiver: string;
  name: string;
  csrf: string;
  expiresAt: string;
}

export type CribState = "QUIET" | "CRYING" | "OFFLINE";

export interface Picture {
  imageId: string;
  takenAt: string;
  widthPx: number;
  heightPx: number;
  model: string;
  /** Whether a day picture of the same monitor guided the colours. */
  reference: boolean;
  night: string;
  color: string;
}

export interface Crib {
  device: string;
  name: string;
  state: CribState;
  since: string | null;
  lastHeard: string | null;
  picture: Picture | null;
}

export interface GoneCrib {
  device: string;
  gone: true;
}

export type AlertKind =
  | "CRYING"
  | "STILL_CRYING"
  | "ACKNOWLEDGED"
  | "QUIET_AGAIN"
  | "CRIED_WHILE_OFFLINE"
  | "MONITOR_OFFLINE"
  | "MONITOR_BACK";

export interface Evidence {
  device: string;
  name: string;
  posterior: number;
  peakProbability: number;
  cryingSeconds: number;
  heardLocally: boolean;
  clip: string;
  spectrogram: string;
}

export interface Alert {
  id: string;
  version: number;
  kind: AlertKind;
  severity: "INFO" | "WARNING" | "CRITICAL";
  silence: "NONE" | "KIND" | "SNOOZED" | "QUIET_HOURS" | "ACKNOWLEDGED";
  rings: boolean;
  open: boolean;
  startedAt: string;
  at: string;
  acknowledgedBy: string;
  acknowledgedAt: string | null;
  label: "" | "FALSE_ALARM";
  labelBy: string;
  evidence: Evidence[];
}

export type Sensitivity = "LOW" | "NORMAL" | "HIGH";

export interface QuietHours {
  from: string;
  to: string;
  zone: string;
}

export interface Settings {
  sensitivity: Sensitivity;
  quietHours: QuietHours | null;
  snoozedUntil: string | null;
}

/** A way to reach a caregiver; `token` and `secret` travel to the server only when newly given. */
export type Channel =
  | { id: string; kind: "NTFY"; server: string; topic: string; tokenSet: boolean; token?: string }
  | { id: string; kind: "WEBHOOK"; url: string; secretSet: boolean; secret?: string }
  | { id: string; kind: "WEB_PUSH"; endpoint: string; label: string; p256dh?: string; auth?: string };

export interface Caregiver {
  id: string;
  name: string;
  channels: Channel[];
}

export interface HomeAssistant {
  host: string;
  port: number;
  tls: boolean;
  user: string;
  passwordSet: boolean;
  password?: string;
  prefix: string;
}

/** The caregivers in the order in which they are told. */
export interface People {
  escalateAfterMinutes: number;
  caregivers: Caregiver[];
  homeAssistant: HomeAssistant | null;
}

export interface Delivery {
  id: string;
  caregiver: string;
  channel: string;
  alertId: string;
  test: boolean;
  outcome: "DELIVERED" | "RETRYING" | "FAILED";
  attempts: number;
  detail: string;
  at: string;
}

/** One scored second: [epoch milliseconds, cry probability 0..1, level in dBFS]. */
export type Score = [number, number, number | null];

export interface Snapshot {
  now: string;
  rate: number;
  household: { id: string; name: string };
  cribs: Crib[];
  alerts: Alert[];
  scores: Record<string, Score[]>;
  settings: Settings;
  people: People;
  deliveries: Delivery[];
}

export interface NightSummary {
  night: string;
  cries: number;
  cryingSeconds: number;
  alarms: number;
  falseAlarms: number;
  longestQuietSeconds: number;
  outageSeconds: number;
  medianResponseSeconds: number | null;
}

export interface Nights {
  zone: string;
  nights: NightSummary[];
}

export interface Cry {
  alertId: string;
  /** The alert's version; a server that does not send it gets 0 back. */
  version?: number;
  from: string;
  to: string;
  rang: boolean;
  severity: string;
  devices: string[];
  acknowledgedAt: string | null;
  acknowledgedBy: string;
  label: string;
}

export interface Night {
  night: string;
  zone: string;
  from: string;
  to: string;
  cries: Cry[];
  outages: { device: string; name: string; from: string; to: string | null }[];
  pictures: { device: string; imageId: string; at: string; night: string; color: string }[];
  quiet: { from: string; to: string }[];
  missed: { at: string; device: string; by: string }[];
  feedback: { at: string; kind: string; alertId: string; by: string }[];
}

export interface SensitivityLevel {
  sensitivity: Sensitivity;
  /** Per night of 8 hours. */
  falseAlarmsPerNight: number;
  /** Share of the cries that it finds, 0..1. */
  found: number;
  medianSeconds: number;
}

export interface SensitivityReport {
  measuredOn: string;
  levels: SensitivityLevel[];
  testNights: { words: string; levels: SensitivityLevel[] };
}

export interface Device {
  device: string;
  name: string;
  status: "ACTIVE" | "REVOKED";
  registeredAt: string | null;
}

export interface NewDevice {
  device: string;
  name: string;
  configuration: string;
  key: string;
  note: string;
}

export interface SignIn {
  id: string;
  caregiver: string;
  name: string;
  createdAt: string;
  expiresAt: string;
  current: boolean;
}

export interface Table {
  name: string;
  kind: "TABLE" | "VIEW";
  columns: { name: string; type: string }[];
}

export interface Question {
  words: string;
  statement: string;
}

export type Cell = string | number | boolean | null;

export interface SqlResult {
  columns: string[];
  rows: Cell[][];
  truncated: boolean;
  rowLimit: number;
  tookMillis: number;
}
