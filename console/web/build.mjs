// Builds the page into dist/ and holds the first load to its budget. `node build.mjs`; no arguments.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const BUDGET_BYTES = 200_000;
/** Loaded when the live page opens, beside what main imports statically. */
const LIVE_CHUNK = "src/live/score-chart.ts";

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist", { recursive: true });
cpSync("public", "dist", { recursive: true });
cpSync("icons", "dist/icons", { recursive: true });

const common = {
  bundle: true,
  minify: true,
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
};
const { metafile } = await build({
  ...common,
  entryPoints: { main: "src/main.tsx", style: "src/style.css" },
  outdir: "dist/assets",
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  format: "esm",
  splitting: true,
  jsx: "automatic",
  jsxImportSource: "preact",
  metafile: true,
});

const outputs = Object.entries(metafile.outputs);
const outputOf = (source) => outputs.find(([, output]) => output.entryPoint === source)[0];
const main = outputOf("src/main.tsx");
const style = outputOf("src/style.css");
const live = [...new Set([...reach(main), ...reach(outputOf(LIVE_CHUNK))])];

const html = readFileSync("src/index.html", "utf8")
  .replace("%STYLE%", address(style))
  .replace("%MAIN%", address(main))
  .replace(
    /^.*%PRELOADS%.*$/m,
    live
      .filter((path) => path !== main)
      .map((path) => `    <link rel="modulepreload" href="${address(path)}">`)
      .join("\n"),
  );
writeFileSync("dist/index.html", html);

const shell = ["/", "/manifest.webmanifest", "/icons/favicon.svg", "/icons/favicon-ringing.svg"];
const precache = [...shell, ...outputs.map(([path]) => address(path))];
const version = createHash("sha256").update(html).update(precache.join()).digest("hex").slice(0, 12);
await build({
  ...common,
  entryPoints: ["src/sw/worker.ts"],
  outfile: "dist/sw.js",
  format: "iife",
  define: { PRECACHE: JSON.stringify(precache), VERSION: JSON.stringify(version) },
});

writeFileSync("dist/assets/licenses.txt", licenses());

let total = 0;
console.log("First load of the live page, gzip:");
for (const path of ["dist/index.html", style, ...live]) {
  const bytes = gzipSync(readFileSync(path), { level: 9 }).length;
  total += bytes;
  console.log(`  ${String(bytes).padStart(7)}  ${relative("dist", path)}`);
}
console.log(`  ${String(total).padStart(7)}  in all, of ${BUDGET_BYTES}`);
if (total > BUDGET_BYTES) {
  console.error(
    `The first load is ${total} bytes, over its budget of ${BUDGET_BYTES}: load something later.`,
  );
  process.exit(1);
}

/** A script and all that it imports statically. */
function reach(path, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { path: next, kind } of metafile.outputs[path].imports) {
    if (kind === "import-statement") reach(next, seen);
  }
  return seen;
}

function address(path) {
  return `/${relative("dist", join(".", path))}`;
}

/** The licences of what is in the bundles, which ask to go along. */
function licenses() {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== "" && !dev)
    .map(
      ([path, { version }]) =>
        `${path.replace("node_modules/", "")} ${version}\n\n${readFileSync(`${path}/LICENSE`, "utf8")}`,
    )
    .join("\n\n");
}
