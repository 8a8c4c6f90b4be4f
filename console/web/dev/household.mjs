// A simulated household: two cribs whose state changes on demand or by itself, told as the live stream tells it.

const A = "willow-crib-a";
const B = "willow-crib-b";

export class MockHousehold {
  /** @param tell called with (event name, data) for each change */
  constructor(rate, tell) {
    this.rate = rate;
    this.tell = tell;
    this.start = Date.parse("2026-01-16T02:10:00.000Z");
    this.anchor = Date.now();
    const picture = (device) => ({
      imageId: "p1",
      takenAt: this.iso(-240),
      widthPx: 640,
      heightPx: 360,
      model: "color-ref-u8",
      reference: true,
      night: `/api/devices/${device}/pictures/p1/night`,
      color: `/api/devices/${device}/pictures/p1/color`,
    });
    this.cribs = [
      { device: A, name: "Crib A", state: "QUIET", since: null, lastHeard: this.iso(), picture: picture(A) },
      { device: B, name: "Crib B", state: "QUIET", since: null, lastHeard: this.iso(), picture: picture(B) },
    ];
    this.settings = {
      sensitivity: "NORMAL",
      quietHours: { from: "22:00", to: "06:30", zone: "Europe/Madrid" },
      snoozedUntil: null,
    };
    this.people = {
      escalateAfterMinutes: 5,
      caregivers: [
        {
          id: "ada",
          name: "Ada",
          channels: [
            {
              id: "ada-ntfy",
              kind: "NTFY",
              server: "https://ntfy.sh",
              topic: "willow-night",
              tokenSet: true,
            },
            { id: "ada-push", kind: "WEB_PUSH", endpoint: "https://push.example/1", label: "Ada's phone" },
          ],
        },
        {
          id: "ben",
          name: "Ben",
          channels: [
            { id: "ben-hook", kind: "WEBHOOK", url: "https://hooks.example.org/cry", secretSet: true },
          ],
        },
      ],
      homeAssistant: null,
    };
    this.deliveries = [this.delivery("ada", "ada-ntfy", "DELIVERED", "")];
    this.alerts = [this.past("e1", -7200, 95, "Ada", ""), this.past("e2", -3000, 30, "", "FALSE_ALARM")];
    this.scores = { [A]: this.history(), [B]: this.history() };
    this.cry = undefined;
    this.count = 0;
  }

  now() {
    return this.start + (Date.now() - this.anchor) * this.rate;
  }

  iso(seconds = 0) {
    return new Date(this.now() + seconds * 1000).toISOString();
  }

  history() {
    const points = [];
    for (let s = -600; s < 0; s++) {
      const streamed = (s > -560 && s < -500) || (s > -330 && s < -270) || s > -40;
      const cried = s > -318 && s < -290;
      if (streamed) points.push(this.point(s, cried ? 0.93 : 0.04));
    }
    return points;
  }

  point(seconds, p) {
    const loud = p > 0.5 ? -22 : -58;
    const around = (v, by) => v + (Math.random() - 0.5) * by;
    return [
      Math.round(this.now() + seconds * 1000),
      Math.min(1, Math.max(0, around(p, 0.06))),
      Math.round(around(loud, 8)),
    ];
  }

  past(id, seconds, lasted, by, label) {
    return {
      ...this.alert(id, "QUIET_AGAIN", [A]),
      version: 4,
      rings: false,
      open: false,
      startedAt: this.iso(seconds),
      at: this.iso(seconds + lasted),
      acknowledgedBy: by,
      acknowledgedAt: by ? this.iso(seconds + 20) : null,
      label,
      labelBy: label ? "Ada" : "",
    };
  }

  alert(id, kind, devices) {
    const sound = !kind.startsWith("MONITOR");
    return {
      id,
      version: 1,
      kind,
      severity: "CRITICAL",
      silence: "NONE",
      rings: true,
      open: true,
      startedAt: this.iso(),
      at: this.iso(),
      acknowledgedBy: "",
      acknowledgedAt: null,
      label: "",
      labelBy: "",
      evidence: devices.map((device) => ({
        device,
        name: device === A ? "Crib A" : "Crib B",
        posterior: 0.972,
        peakProbability: 0.99,
        cryingSeconds: 12,
        heardLocally: device === A,
        clip: sound ? `/api/alerts/${id}/clips/${device}` : "",
        spectrogram: sound ? `/api/alerts/${id}/clips/${device}/spectrogram` : "",
      })),
    };
  }

  delivery(caregiver, channel, outcome, detail, test = false) {
    const id = `d${Math.random().toString(36).slice(2)}`;
    const attempts = outcome === "DELIVERED" ? 1 : 3;
    return { id, caregiver, channel, alertId: "", test, outcome, attempts, detail, at: this.iso() };
  }

  snapshot() {
    const { cribs, alerts, scores, settings, people, deliveries } = this;
    const household = { id: "willow", name: "Willow" };
    return {
      now: this.iso(),
      rate: this.rate,
      household,
      cribs,
      alerts,
      scores,
      settings,
      people,
      deliveries,
    };
  }

  crib(device, change) {
    const crib = this.cribs.find((c) => c.device === device);
    if (!crib) return;
    Object.assign(crib, change);
    this.tell("crib", crib);
  }

  change(alert, change) {
    Object.assign(alert, change, { version: alert.version + 1, at: this.iso() });
    this.tell("alert", alert);
  }

  ring() {
    if (this.cry) return;
    this.cry = this.alert(`cry-${++this.count}`, "CRYING", [A, B]);
    this.cry.startedAt = this.iso(-12);
    this.alerts.push(this.cry);
    this.crib(A, { state: "CRYING", since: this.iso(-12) });
    this.tell("alert", this.cry);
  }

  quiet() {
    for (const { device, state } of this.cribs) {
      if (state !== "QUIET") this.crib(device, { state: "QUIET", since: null, lastHeard: this.iso() });
    }
    if (this.cry) this.change(this.cry, { kind: "QUIET_AGAIN", open: false, rings: false });
    if (this.outage) this.change(this.outage, { kind: "MONITOR_BACK", open: false, rings: false });
    this.cry = undefined;
    this.outage = undefined;
  }

  monitorOffline() {
    this.crib(B, { state: "OFFLINE", since: this.iso(-90) });
    this.outage = this.alert(`outage-${++this.count}`, "MONITOR_OFFLINE", [B]);
    this.outage.startedAt = this.iso(-90);
    this.alerts.push(this.outage);
    this.tell("alert", this.outage);
  }

  failChannel() {
    this.tellDelivery(this.delivery("ben", "ben-hook", "FAILED", "HTTP 503"));
  }

  acknowledge(id, name) {
    const alert = this.alerts.find((a) => a.id === id);
    if (alert) {
      const at = this.iso();
      this.change(alert, { kind: "ACKNOWLEDGED", rings: false, acknowledgedBy: name, acknowledgedAt: at });
    }
  }

  falseAlarm(id, name) {
    const alert = this.alerts.find((a) => a.id === id);
    if (alert) this.change(alert, { label: "FALSE_ALARM", labelBy: name, rings: false });
  }

  snooze(minutes) {
    this.settings = { ...this.settings, snoozedUntil: minutes ? this.iso(minutes * 60) : null };
    this.tell("settings", this.settings);
  }

  set(settings) {
    this.settings = { ...this.settings, ...settings };
    this.tell("settings", this.settings);
  }

  setPeople(people) {
    let n = 0;
    for (const caregiver of people.caregivers) {
      caregiver.id ||= `c${Date.now()}-${++n}`;
      for (const channel of caregiver.channels) {
        channel.id ||= `ch${Date.now()}-${++n}`;
        if (channel.kind === "NTFY") channel.tokenSet ||= Boolean(channel.token);
        if (channel.kind === "WEBHOOK") channel.secretSet ||= Boolean(channel.secret);
        for (const secret of ["token", "secret", "p256dh", "auth"]) delete channel[secret];
      }
    }
    if (people.homeAssistant?.password) people.homeAssistant.passwordSet = true;
    if (people.homeAssistant) delete people.homeAssistant.password;
    this.people = people;
    this.tell("people", people);
  }

  tellDelivery(delivery) {
    this.deliveries.push(delivery);
    this.tell("delivery", delivery);
  }

  second() {
    for (const { device, state } of this.cribs) {
      if (state === "OFFLINE") continue;
      const point = this.point(0, state === "CRYING" ? 0.95 : 0.04);
      this.scores[device] = [...this.scores[device].filter((p) => p[0] > point[0] - 600_000), point];
      this.tell("scores", { device, points: [point] });
    }
  }
}
