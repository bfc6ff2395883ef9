/** The package as it would be published: packed, installed in an empty folder, run from there. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { type Ended, EXAMPLES, ended, ROOT, SCRATCH } from "./tool.ts";

const RACE = "message-passing-relaxed-race.c";
/** The machine's own Node.js and npm: not the ones of this package's node_modules. */
const PATH = (process.env.PATH ?? "")
  .split(delimiter)
  .filter((folder) => !folder.includes("node_modules"))
  .join(delimiter);

function shell(command: string, folder: string): Promise<Ended> {
  const environment = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_|FORCE_COLOR$|NO_COLOR$)/.test(name),
  );
  const env = { ...Object.fromEntries(environment), PATH, ANTECEDE_CACHE: join(SCRATCH, "cache") };
  const child = spawn(command, { cwd: folder, env, shell: true });
  child.stdin.end();
  return ended(child);
}

async function succeed(command: string, folder: string): Promise<Ended> {
  const done = await shell(command, folder);
  assert.equal(done.code, 0, `${command}\n${done.stdout}${done.stderr}`);
  return done;
}

/** What a user of the library writes, in TypeScript. */
const CONSUMER = `import { AntecedeError, formatReport, isRace, run } from "antecede";
import type { JobEvent, RunOptions } from "antecede";
import { HappensBefore } from "antecede/model";
import { ExpectationError, expectNoRaces } from "antecede/testing";

const job = run({ files: ["${RACE}"], flags: ["-O1"] }, { detector: "hybrid", seed: 2 });
const kinds: JobEvent["kind"][] = [];
for await (const event of job) {
  kinds.push(event.kind);
  if (event.kind === "output") console.log(Buffer.from(event.bytes).toString().trim());
}
const report = await job.result;
for (const finding of report.findings.filter(isRace)) {
  console.log(finding.kind, finding.access.stack[0]?.line, finding.place.kind);
}
console.log((await formatReport(report, "sarif")).includes('"2.1.0"'), kinds.includes("finding"));
await run("gone.c").result.catch((error: unknown) => {
  if (error instanceof AntecedeError) console.log(error.code, error.hint);
});
await expectNoRaces("${RACE}").catch((error: unknown) => {
  if (!(error instanceof ExpectationError)) throw error;
  console.log(error.report.exitCode, error.message.includes("WARNING: ThreadSanitizer"));
});
await expectNoRaces("gone.c").catch((error: unknown) => {
  console.log(error instanceof AntecedeError);
});
console.log(new HappensBefore().apply({ kind: "end", thread: 0 }));
// What can't be is no type.
type Detectors = NonNullable<RunOptions["detector"]>;
const known: Detectors extends "happens-before" | "lockset" | "hybrid" ? true : false = true;
console.log(known);
`;

test("the packed package installs in an empty folder and finds a race there", async () => {
  const packed = join(SCRATCH, "packed");
  const folder = join(SCRATCH, "user");
  mkdirSync(packed);
  mkdirSync(folder);
  // dist/ was built when this repository was installed.
  await succeed(`npm pack --ignore-scripts --pack-destination "${packed}"`, ROOT);
  const [tarball = ""] = readdirSync(packed);
  assert.match(tarball, /^antecede-.*\.tgz$/);
  writeFileSync(join(folder, "package.json"), '{"private": true}\n');
  const flags = "--prefer-offline --no-audit --no-fund";
  await succeed(`npm install ${flags} "${join(packed, tarball)}"`, folder);

  copyFileSync(join(EXAMPLES, RACE), join(folder, RACE));
  const { code, stdout, stderr } = await shell(`npx antecede run ${RACE}`, folder);
  assert.deepEqual([code, stdout], [66, "Hello World!\n"], stderr);
  assert.match(stderr, /^WARNING: ThreadSanitizer: data race/m);
  assert.match(stderr, new RegExp(`#0 consumer ${RACE.replaceAll(".", "\\.")}:23:10$`, "m"));

  // Checked by the compiler with all declarations, and run by the machine's own Node.js.
  writeFileSync(join(folder, "consumer.mts"), CONSUMER);
  const compilerOptions = {
    ...{ target: "es2022", module: "nodenext", strict: true, skipLibCheck: false },
    ...{ exactOptionalPropertyTypes: true, types: ["node"] },
    typeRoots: [join(ROOT, "node_modules", "@types")],
  };
  const project = JSON.stringify({ compilerOptions, files: ["consumer.mts"] });
  writeFileSync(join(folder, "tsconfig.json"), project);
  await succeed(`"${join(ROOT, "node_modules", ".bin", "tsc")}" -p .`, folder);
  const { stdout: said } = await succeed("node consumer.mjs", folder);
  assert.deepEqual(said.trim().split("\n").slice(0, 2), ["Hello World!", "data-race 23 global"]);
  for (const line of ["true true", "usage undefined", "66 true", "true", "undefined"]) {
    assert.ok(said.split("\n").includes(line), `${line}\n${said}`);
  }

  const { stdout: version } = await succeed("npx antecede --version", folder);
  assert.equal(`${version.trim().replace(" ", "-")}.tgz`, tarball);
});

test("the packed package has what it needs, and nothing else", async () => {
  const { stdout } = await succeed("npm pack --dry-run --ignore-scripts --json", ROOT);
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  const rooms = new Set(files.map(({ path }) => path.split("/").slice(0, 2).join("/")));
  const wanted = [
    ...["bin/antecede.mjs", "dist/cli.js", "dist/engine.wasm", "dist/guest", "dist/types"],
    ...["dist/index.js", "dist/testing.js", "dist/model.js", "dist/host.js"],
  ];
  for (const path of [...wanted, "LICENSE", "README.md", "package.json"]) {
    assert.ok(rooms.has(path), `${path} is missing`);
  }
  for (const path of rooms) {
    assert.ok(!/^(test|engine|guest|scripts|bench)\b|\/cache$|\.wat$/.test(path), path);
  }
});
