// Serves dist/ and the console's API with a simulated household, to work on the page alone.
//   node dev/mock.mjs [--port 8090] [--rate 1] [--still] [--signed-out]
// --still: nothing happens by itself. GET /dev/ring, quiet, monitor-offline, fail-channel, drop, restore,
// hold (commands are taken but not confirmed), sign-out, analyst and caregiver change what is simulated.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { MockHousehold } from "./household.mjs";
import { nursery, spectrogram, wav } from "./media.mjs";
import { answer, night, nights, questions, sensitivity, tables } from "./nights.mjs";

const argument = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const port = Number(argument("port", 8090));
const still = process.argv.includes("--still");
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".txt": "text/plain",
  ".webmanifest": "application/manifest+json",
};

const streams = new Set();
const tell = (event, data) => {
  for (const stream of streams) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
};
const home = new MockHousehold(Number(argument("rate", 1)), tell);
let who = process.argv.includes("--signed-out") ? undefined : caregiver();
let dropped = false;
let held = false;

function caregiver() {
  const expiresAt = "2027-01-01T00:00:00.000Z";
  const household = { household: "willow", householdName: "Willow", caregiver: "ada", name: "Ada" };
  return { role: "CAREGIVER", ...household, csrf: "mock-csrf", expiresAt };
}

const analyst = () => ({
  ...caregiver(),
  role: "ANALYST",
  household: "",
  householdName: "",
  caregiver: "",
  name: "Grace",
});

const signOut = () => {
  who = undefined;
  tell("signed-out", {});
};
const DEV = {
  ring: () => home.ring(),
  quiet: () => home.quiet(),
  "monitor-offline": () => home.monitorOffline(),
  "fail-channel": () => home.failChannel(),
  drop: () => {
    dropped = true;
    for (const stream of streams) stream.destroy();
  },
  restore: () => {
    dropped = false;
  },
  hold: () => {
    held = !held;
  },
  "sign-out": signOut,
  analyst: () => {
    who = analyst();
  },
  caregiver: () => {
    who = caregiver();
  },
};

const devices = home.cribs.map(({ device, name }) => ({
  device,
  name,
  status: "ACTIVE",
  registeredAt: "2025-11-02T10:00:00.000Z",
}));
const sessions = [
  {
    id: "s1",
    caregiver: "ada",
    name: "Ada",
    createdAt: "2026-01-02T10:00:00.000Z",
    expiresAt: "2026-02-02T10:00:00.000Z",
    current: true,
  },
  {
    id: "s2",
    caregiver: "ben",
    name: "Ben",
    createdAt: "2026-01-05T19:30:00.000Z",
    expiresAt: "2026-02-05T19:30:00.000Z",
    current: false,
  },
];

/** A command is taken at once; its effect comes over the stream a moment later, as through the log. */
const later = (effect) => {
  if (!held) setTimeout(effect, 600);
  return {};
};
const ROUTES = [
  ["GET", /^\/api\/session$/, () => who],
  ["POST", /^\/api\/sign-out$/, signOut],
  ["GET", /^\/api\/live\/snapshot$/, () => home.snapshot()],
  ["POST", /^\/api\/alerts\/([^/]+)\/acknowledge$/, (id) => later(() => home.acknowledge(id, "Ada"))],
  ["POST", /^\/api\/alerts\/([^/]+)\/false-alarm$/, (id) => later(() => home.falseAlarm(id, "Ada"))],
  ["POST", /^\/api\/missed-cry$/, () => ({})],
  ["POST", /^\/api\/snooze$/, (body) => later(() => home.snooze(body.minutes))],
  ["GET", /^\/api\/nights$/, () => nights(8)],
  ["GET", /^\/api\/nights\/([^/]+)$/, (name) => night(name)],
  ["PUT", /^\/api\/settings$/, (body) => later(() => home.set(body))],
  ["GET", /^\/api\/sensitivity$/, () => sensitivity],
  ["PUT", /^\/api\/people$/, (body) => later(() => home.setPeople(body))],
  [
    "POST",
    /^\/api\/people\/([^/]+)\/channels\/([^/]+)\/test$/,
    (person, channel) => {
      const failed = channel === "ben-hook";
      later(() =>
        home.tellDelivery(
          home.delivery(person, channel, failed ? "FAILED" : "DELIVERED", failed ? "HTTP 503" : "", true),
        ),
      );
      return { id: "t1" };
    },
  ],
  [
    "GET",
    /^\/api\/push-key$/,
    () => ({
      key: "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM",
    }),
  ],
  [
    "POST",
    /^\/api\/invitations$/,
    () => ({ link: `http://localhost:${port}/#invite=abc`, expiresAt: home.iso(86_400) }),
  ],
  ["GET", /^\/api\/sessions$/, () => sessions],
  [
    "POST",
    /^\/api\/sessions\/([^/]+)\/end$/,
    (id) => {
      const at = sessions.findIndex((s) => s.id === id);
      if (at >= 0) sessions.splice(at, 1);
      return {};
    },
  ],
  ["GET", /^\/api\/devices$/, () => devices],
  [
    "POST",
    /^\/api\/devices$/,
    ({ name }) => {
      const device = `willow-${name.toLowerCase().replace(/\W+/g, "-")}`;
      devices.push({ device, name, status: "ACTIVE", registeredAt: home.iso() });
      return {
        device,
        name,
        configuration: `[device]\nid = "${device}"\n`,
        key: "-----BEGIN PRIVATE KEY-----\n",
        note: "Copy both files to the monitor. The key is shown once.",
      };
    },
  ],
  [
    "PATCH",
    /^\/api\/devices\/([^/]+)$/,
    (id, body) => {
      devices.find((d) => d.device === id).name = body.name;
      return later(() => home.crib(id, { name: body.name }));
    },
  ],
  [
    "POST",
    /^\/api\/devices\/([^/]+)\/revoke$/,
    (id) => {
      devices.find((d) => d.device === id).status = "REVOKED";
      return {};
    },
  ],
  ["GET", /^\/api\/tables$/, () => tables],
  ["GET", /^\/api\/questions$/, () => questions],
  ["POST", /^\/api\/sql$/, ({ sql }) => answer(sql)],
];
const pictures = { night: nursery(false, 0), color: nursery(true, 0) };
const MEDIA = [
  [/^\/api\/alerts\/[^/]+\/clips\/[^/]+$/, "audio/wav", wav()],
  [/^\/api\/alerts\/[^/]+\/clips\/[^/]+\/spectrogram$/, "image/png", spectrogram()],
  [/^\/api\/devices\/[^/]+\/pictures\/[^/]+\/night$/, "image/png", pictures.night],
  [/^\/api\/devices\/[^/]+\/pictures\/[^/]+\/color$/, "image/png", pictures.color],
];

createServer((request, response) => {
  void serve(request, response).catch((error) => json(response, 500, { error: String(error) }));
}).listen(port, "127.0.0.1", () => console.log(`http://localhost:${port}/`));

setInterval(() => home.second(), 1000 / home.rate);
setInterval(() => tell("now", { now: home.iso(), rate: home.rate }), 10_000);
if (!still) {
  setInterval(() => {
    home.ring();
    setTimeout(() => home.quiet(), 60_000);
  }, 150_000);
}

async function serve(request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  if (pathname.startsWith("/dev/")) {
    DEV[pathname.slice(5)]?.();
    return json(response, 200, {});
  }
  if (dropped) return request.socket.destroy();
  if (!pathname.startsWith("/api/")) return file(pathname, response);
  if (pathname === "/api/sign-in") {
    const { token } = await body(request);
    if (token !== "abc")
      return json(response, 410, { error: "This invitation was used or has expired. Ask for a new one." });
    who = caregiver();
    return json(response, 200, who);
  }
  if (!who) return json(response, 401, { error: "Not signed in." });
  if (pathname === "/api/live") return live(request, response);
  const medium = MEDIA.find(([pattern]) => pattern.test(pathname));
  if (medium) return bytes(request, response, medium[1], medium[2]);
  if (/^\/api\/sql\/(csv|parquet)$/.test(pathname)) {
    return bytes(request, response, "application/octet-stream", Buffer.from("night,cries\n2026-01-15,4\n"));
  }
  if (request.method !== "GET" && request.headers["x-csrf-token"] !== who.csrf) {
    return json(response, 403, { error: "The page is old. Reload it." });
  }
  const route = ROUTES.find(([method, pattern]) => method === request.method && pattern.test(pathname));
  if (!route) return json(response, 404, { error: `There is no ${request.method} ${pathname}.` });
  const groups = route[1].exec(pathname).slice(1).map(decodeURIComponent);
  const result = route[2](...groups, request.method === "GET" ? undefined : await body(request));
  json(response, result?.error ? 400 : 200, result ?? {});
}

function live(request, response) {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  response.write(`event: snapshot\ndata: ${JSON.stringify(home.snapshot())}\n\n`);
  streams.add(response);
  request.on("close", () => streams.delete(response));
}

async function body(request) {
  let text = "";
  for await (const part of request) text += part;
  return text ? JSON.parse(text) : {};
}

function json(response, status, value) {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(JSON.stringify(value));
}

function bytes(request, response, type, all) {
  const range = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? "");
  if (!range) return response.writeHead(200, { "Content-Type": type, "Accept-Ranges": "bytes" }).end(all);
  const from = Number(range[1]);
  const to = range[2] ? Number(range[2]) : all.length - 1;
  const headers = { "Content-Type": type, "Content-Range": `bytes ${from}-${to}/${all.length}` };
  response.writeHead(206, headers).end(all.subarray(from, to + 1));
}

function file(pathname, response) {
  const name = extname(pathname) && !pathname.includes("..") ? pathname : "/index.html";
  try {
    const content = readFileSync(`dist${name}`);
    const headers = {
      "Content-Type": TYPES[extname(name)] ?? "application/octet-stream",
      "Cache-Control": "no-cache",
    };
    response.writeHead(200, {
      ...headers,
      "Content-Security-Policy": CSP,
      "X-Content-Type-Options": "nosniff",
    });
    response.end(content);
  } catch {
    json(response, 404, { error: `There is no file ${name}.` });
  }
}
