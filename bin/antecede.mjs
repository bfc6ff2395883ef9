#!/usr/bin/env node
// The launcher: starts the packaged Node.js, with the V8 flags that programs need, whatever Node.js
// the user has. Plain JavaScript for Node 20 and later.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const NODE_MAJOR = 26;
// No on-stack replacement for wasm in V8: a thread's body would stay in baseline code for ever.
// Stacks of fibers are as large as the main one: deep recursion works as on Linux.
const FLAGS = ["--no-liftoff", "--stack-size=7000", "--disable-warning=ExperimentalWarning"];

const require = createRequire(import.meta.url);
const cli = join(dirname(fileURLToPath(import.meta.url)), "..", "dist", "cli.js");

function findNode() {
  const platform = `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  for (const name of [`node-${platform}`, `node-bin-${platform}`]) {
    try {
      const manifest = require.resolve(`${name}/package.json`);
      return join(dirname(manifest), "bin", process.platform === "win32" ? "node.exe" : "node");
    } catch {
      // Not installed for this platform: the user's own may be new enough.
    }
  }
  if (Number(process.versions.node.split(".")[0]) >= NODE_MAJOR) return process.execPath;
  process.stderr.write(
    `antecede: needs Node.js ${NODE_MAJOR}, and none is packaged for ${process.platform} ` +
      `${process.arch}\n  install Node.js ${NODE_MAJOR} or later and run this again\n`,
  );
  process.exit(5);
}

const child = spawn(findNode(), [...FLAGS, cli, ...process.argv.slice(2)], { stdio: "inherit" });
// A terminal sends its signals to both; others reach the launcher alone.
for (const signal of ["SIGTERM", "SIGHUP", "SIGINT"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("error", (error) => {
  process.stderr.write(`antecede: can't start Node.js: ${error.message}\n`);
  process.exit(5);
});
child.on("exit", (code, signal) => {
  process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
});
