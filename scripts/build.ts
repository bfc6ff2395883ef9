/**
 * Makes dist/: what the package runs.
 *
 *   engine.wasm                  the engine, by AssemblyScript's compiler
 *   guest/                       the runtime that programs are linked with (build-guest.ts)
 *   cli.js, host.js, service.js, worker.js, rust-*.js  one file for each process or thread
 *                                that starts
 *   index.js, testing.js         the library, for the user's own Node.js
 *   find-node.js                 what the launcher starts
 *   code-cache.cjs               what keeps V8's code of these files
 *   model.js                     the readable detectors, for other people's events
 *   viewer.js, viewer.css        what a report in HTML holds, for browsers
 *   types/                       types of what the package exports
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { optimized } from "./engine-optimize.ts";
import { withReset } from "./engine-reset.ts";
import { lazyBuiltins } from "./lazy-builtins.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const at = (path: string) => join(ROOT, path);

const compiled = spawnSync(
  process.execPath,
  [
    at("node_modules/assemblyscript/bin/asc.js"),
    ...["engine/index.ts", "--outFile", "dist/engine.wasm", "--debug"],
    ...["-O3", "--converge", "--runtime", "stub", "--noAssert", "--enable", "simd"],
  ],
  { cwd: ROOT, encoding: "utf8" },
);
// Its optimizer remarks on itself.
const remarks = compiled.stderr.replace("Last converge was suboptimal.\n", "");
if (remarks) process.stderr.write(remarks);
if (compiled.status !== 0) process.exit(1);
const engine = optimized(readFileSync(at("dist/engine.wasm")));
writeFileSync(at("dist/engine.wasm"), withReset(engine.binary, "restart"));
writeFileSync(at("dist/engine.wat"), engine.text);
await import("./build-guest.ts");
const { version } = JSON.parse(readFileSync(at("package.json"), "utf8")) as { version: string };
const common = {
  absWorkingDir: ROOT,
  outdir: "dist",
  bundle: true,
  format: "esm",
  platform: "node",
  packages: "external",
  define: {
    ANTECEDE_VERSION: JSON.stringify(version),
    ANTECEDE_PREPARATION: JSON.stringify(preparation()),
  },
  logLevel: "warning",
} as const;
await build({
  ...common,
  entryPoints: {
    cli: "src/cli/main.ts",
    host: "src/api/host.ts",
    service: "src/toolchain/service.ts",
    "rust-c-tools": "src/toolchain/rust/c-tools.ts",
    "rust-linker": "src/toolchain/rust/linker.ts",
    worker: "src/fleet/worker.ts",
  },
  target: "node26",
  plugins: [lazyBuiltins],
});
await build({
  ...common,
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  entryPoints: { "code-cache": "src/api/code-cache.ts" },
  target: "node26",
  plugins: [lazyBuiltins],
});
// What others import runs on their Node.js.
await build({
  ...common,
  entryPoints: {
    index: "src/api/index.ts",
    model: "src/model/index.ts",
    "find-node": "src/api/node.ts",
  },
  target: "node20",
});
await build({
  ...common,
  entryPoints: { testing: "src/api/testing.ts" },
  target: "node20",
  plugins: [
    {
      // One copy of the library, so that its errors are of one class.
      name: "library",
      setup({ onResolve }) {
        const library = { path: "./index.js", external: true };
        onResolve({ filter: /^\.\/index\.ts$/ }, () => library);
      },
    },
  ],
});
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
removeOtherTypes(["api/index.d.ts", "api/testing.d.ts", "model/index.d.ts"]);

/** Of all that decides what a linked program is made into before it runs. */
function preparation(): string {
  const hash = createHash("sha256").update(readFileSync(at("dist/engine.wasm")));
  for (const folder of ["src/toolchain", "src/layout"]) {
    for (const file of readdirSync(at(folder)).filter((name) => name.endsWith(".ts"))) {
      hash.update(readFileSync(join(at(folder), file)));
    }
  }
  return hash.digest("hex");
}

/** The compiler declares all that it has seen: what these entries don't lead to is ours alone. */
function removeOtherTypes(entries: readonly string[]): void {
  const folder = at("dist/types");
  const reached = new Set<string>();
  const pending = [...entries];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, target = ""] of text.matchAll(/(?:from |import\()"(\.[^"]+)\.ts"/g)) {
      pending.push(posix.join(posix.dirname(file), `${target}.d.ts`));
    }
  }
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = name.replaceAll("\\", "/");
    if (file.endsWith(".d.ts") && !reached.has(file)) rmSync(join(folder, file));
  }
}
