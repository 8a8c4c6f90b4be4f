// Runs the unit tests. Node 18 cannot read TypeScript, so they are bundled first. `node test.mjs`
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { build } from "esbuild";

rmSync(".test", { recursive: true, force: true });
await build({
  entryPoints: readdirSync("test")
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `test/${name}`),
  outdir: ".test",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  target: "node18",
  format: "esm",
  sourcemap: "inline",
  logLevel: "warning",
});
const tests = readdirSync(".test").map((name) => `.test/${name}`);
const { status } = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...tests], {
  stdio: "inherit",
  env: { ...process.env, TZ: "UTC" },
});
process.exit(status ?? 1);
