// Nights and tables of the mock.

export function nights(days) {
  const cries = [4, 2, 6, 3, 0, 5, 2, 7];
  const list = cries.slice(0, days).map((n, i) => ({
    night: new Date(Date.UTC(2026, 0, 15 - i)).toISOString().slice(0, 10),
    cries: n,
    cryingSeconds: n * 83,
    alarms: n,
    falseAlarms: i % 3 === 0 && n > 0 ? 1 : 0,
    longestQuietSeconds: 20_000 - n * 1900,
    outageSeconds: i === 2 ? 900 : 0,
    medianResponseSeconds: n ? 15 + n * 3 : null,
  }));
  return { zone: "Europe/Madrid", nights: list };
}

export function night(name) {
  const evening = Date.parse(`${name}T21:00:00Z`);
  const at = (minutes) => new Date(evening + minutes * 60_000).toISOString();
  const cry = (id, minute, seconds, by, label, devices = ["willow-crib-a"]) => ({
    alertId: id,
    from: at(minute),
    to: at(minute + seconds / 60),
    rang: true,
    severity: "CRITICAL",
    devices,
    acknowledgedAt: by ? at(minute + 0.4) : null,
    acknowledgedBy: by,
    label,
  });
  return {
    night: name,
    zone: "Europe/Madrid",
    from: `${name}T12:00:00.000Z`,
    to: new Date(Date.parse(`${name}T12:00:00Z`) + 86_400_000).toISOString(),
    cries: [
      cry("n1", 65, 140, "Ada", ""),
      cry("n2", 190, 45, "Ben", "", ["willow-crib-a", "willow-crib-b"]),
      cry("n3", 322, 20, "", "FALSE_ALARM"),
      cry("n4", 410, 260, "Ada", ""),
    ],
    outages: [{ device: "willow-crib-b", name: "Crib B", from: at(240), to: at(263) }],
    pictures: [10, 70, 130, 195, 270, 330, 415, 470].map((m, i) => ({
      device: "willow-crib-a",
      imageId: `p${i}`,
      at: at(m),
      night: `/api/devices/willow-crib-a/pictures/p${i}/night`,
      color: `/api/devices/willow-crib-a/pictures/p${i}/color`,
    })),
    quiet: [
      { from: at(0), to: at(65) },
      { from: at(67.5), to: at(190) },
      { from: at(191), to: at(322) },
      { from: at(323), to: at(410) },
      { from: at(415), to: at(500) },
    ],
    missed: [{ at: at(360), device: "willow-crib-a", by: "Ben" }],
    feedback: [{ at: at(330), kind: "FALSE_ALARM", alertId: "n3", by: "Ada" }],
  };
}

export const sensitivity = {
  measuredOn: "40 test nights of 8 h with real nursery noise",
  levels: [
    { sensitivity: "LOW", falseAlarmsPerNight: 0.0, found: 0.88, medianSeconds: 5.1 },
    { sensitivity: "NORMAL", falseAlarmsPerNight: 0.25, found: 0.95, medianSeconds: 3.6 },
    { sensitivity: "HIGH", falseAlarmsPerNight: 1.4, found: 0.98, medianSeconds: 2.2 },
  ],
  testNights: {
    words: "nights never used before",
    levels: [
      { sensitivity: "LOW", falseAlarmsPerNight: 1.4, found: 0.85, medianSeconds: 5.4 },
      { sensitivity: "NORMAL", falseAlarmsPerNight: 3.2, found: 0.92, medianSeconds: 3.9 },
      { sensitivity: "HIGH", falseAlarmsPerNight: 7.1, found: 0.94, medianSeconds: 2.3 },
    ],
  },
};

export const tables = [
  {
    name: "alerts",
    kind: "TABLE",
    columns: [
      { name: "id", type: "VARCHAR" },
      { name: "household", type: "VARCHAR" },
      { name: "kind", type: "VARCHAR" },
      { name: "started_at", type: "TIMESTAMP WITH TIME ZONE" },
    ],
  },
  {
    name: "cry_scores",
    kind: "TABLE",
    columns: [
      { name: "device", type: "VARCHAR" },
      { name: "start", type: "TIMESTAMP WITH TIME ZONE" },
      { name: "probability", type: "DOUBLE" },
    ],
  },
  {
    name: "nights",
    kind: "VIEW",
    columns: [
      { name: "night", type: "DATE" },
      { name: "cries", type: "BIGINT" },
    ],
  },
];

export const questions = [
  {
    words: "Cries per night",
    statement: "SELECT night, count(*) AS cries\nFROM alerts GROUP BY night ORDER BY night",
  },
  {
    words: "False alarms per household",
    statement: "SELECT household, count(*) AS n FROM alerts\nWHERE label = 'FALSE_ALARM' GROUP BY 1",
  },
];

export function answer(sql) {
  if (/wrong/i.test(sql))
    return { error: 'Column "wrong" is not in table "alerts": choose one of id, household, kind.' };
  const rows = Array.from({ length: /many/i.test(sql) ? 2000 : 60 }, (_, i) => [
    new Date(Date.UTC(2025, 10, 1 + (i % 60))).toISOString().slice(0, 10),
    i % 2 ? "willow" : "birch",
    (i * 7) % 11,
    Number(((Math.sin(i) + 1) / 2).toFixed(4)),
  ]);
  const columns = ["night", "household", "cries", "mean_probability"];
  return { columns, rows, truncated: rows.length === 2000, rowLimit: 2000, tookMillis: 12 };
}
