/**
 * Makes dist/: what the package runs.
 *
 *   engine.wasm                  the engine, by AssemblyScript's compiler
 *   guest/                       the runtime that programs are linked with (build-guest.ts)
 *   cli.js, service.js, worker.js, rust-linker.js  the host: one file for each process or thread
 *                                that starts
 *   model.js                     the readable detectors, for other people's events
 *   viewer.js, viewer.css        what a report in HTML holds, for browsers
 *   types/                       types of what the package exports
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { withReset } from "./engine-reset.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const at = (path: string) => join(ROOT, path);

const compiled = spawnSync(
  process.execPath,
  [
    at("node_modules/assemblyscript/bin/asc.js"),
    ...["engine/index.ts", "--outFile", "dist/engine.wasm", "--textFile", "dist/engine.wat"],
    ...["-O3", "--converge", "--runtime", "stub", "--noAssert"],
  ],
  { cwd: ROOT, encoding: "utf8" },
);
// Its optimizer remarks on itself.
const remarks = compiled.stderr.replace("Last converge was suboptimal.\n", "");
if (remarks) process.stderr.write(remarks);
if (compiled.status !== 0) process.exit(1);
writeFileSync(at("dist/engine.wasm"), withReset(readFileSync(at("dist/engine.wasm")), "restart"));
await import("./build-guest.ts");
const { version } = JSON.parse(readFileSync(at("package.json"), "utf8")) as { version: string };
const common = {
  absWorkingDir: ROOT,
  outdir: "dist",
  bundle: true,
  format: "esm",
  platform: "node",
  packages: "external",
  define: { ANTECEDE_VERSION: JSON.stringify(version) },
  logLevel: "warning",
} as const;
await build({
  ...common,
  entryPoints: {
    cli: "src/cli/main.ts",
    service: "src/toolchain/service.ts",
    "rust-linker": "src/toolchain/rust/linker.ts",
    worker: "src/fleet/worker.ts",
  },
  target: "node26",
});
// What others import runs on their Node.js.
await build({ ...common, entryPoints: { model: "src/model/index.ts" }, target: "node20" });
await build({
  absWorkingDir: ROOT,
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "esm",
  entryPoints: { viewer: "src/viewer/main.ts", style: "src/viewer/viewer.css" },
  entryNames: "viewer",
  // Those that know light-dark().
  target: ["chrome123", "firefox120", "safari17.5"],
  logLevel: "warning",
});
const declared = spawnSync(at("node_modules/.bin/tsc"), ["-p", "scripts/tsconfig.types.json"], {
  cwd: ROOT,
  stdio: "inherit",
});
if (declared.status !== 0) process.exit(1);
