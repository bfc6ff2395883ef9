#!/usr/bin/env node
// The launcher: starts the packaged Node.js, with the V8 flags that programs need, whatever Node.js
// the user has. Plain JavaScript for Node 20 and later.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { codeCacheFlag, FLAGS, findNode, NODE_MAJOR } from "../dist/find-node.js";

const cli = join(dirname(fileURLToPath(import.meta.url)), "..", "dist", "cli.js");
const node = findNode();
if (node === undefined) {
  process.stderr.write(
    `antecede: needs Node.js ${NODE_MAJOR}, and none is packaged for ${process.platform} ` +
      `${process.arch}\n  install Node.js ${NODE_MAJOR} or later and run this again\n`,
  );
  process.exit(5);
}

const args = [...FLAGS, codeCacheFlag(), cli, ...process.argv.slice(2)];
const child = spawn(node, args, { stdio: "inherit" });
// A terminal sends its signals to both; others reach the launcher alone.
for (const signal of ["SIGTERM", "SIGHUP", "SIGINT"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("error", (error) => {
  process.stderr.write(`antecede: can't start Node.js: ${error.message}\n`);
  process.exit(5);
});
child.on("exit", (code, signal) => {
  process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
});
