/** The house style, as far as a machine can see it (CONTRIBUTING.md says it in words). */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

const LONGEST_FILE_LINES = 600;
const LONGEST_LINE_COLUMNS = 100;

/**
 * Which rooms a room may import, itself aside. A room stands below those that it is listed for:
 * there can be no circle. "src" is what lies beside the rooms: errors.ts, assets.ts, version.ts.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "src/layout": [],
  src: [],
  engine: ["src/layout"],
  "src/detector": [],
  "src/model": ["src/detector", "src/layout"],
  "src/binding": ["src", "src/detector", "src/layout"],
  "src/schedule": ["src", "src/detector"],
  "src/toolchain": ["src", "src/layout", "src/detector"],
  "src/runtime": [
    ...["src", "src/layout", "src/detector"],
    ...["src/binding", "src/schedule", "src/toolchain"],
  ],
  "src/explain": [
    ...["src", "src/layout", "src/detector", "src/model"],
    ...["src/toolchain", "src/runtime"],
  ],
  "src/viewer": ["src/detector"],
  "src/report": ["src", "src/detector", "src/viewer"],
  "src/fleet": ["src", "src/detector", "src/runtime", "src/explain"],
  "src/api": [
    ...["src", "src/detector", "src/binding", "src/schedule", "src/toolchain"],
    ...["src/runtime", "src/explain", "src/report", "src/fleet"],
  ],
  // What others can do by the library, and what is purely terminal.
  "src/cli": ["src", "src/api"],
};

/** What is started, by a person or by another file's path; all else must be imported. */
const ENTRIES = [
  ...["engine/index.ts", "src/cli/main.ts", "src/toolchain/service.ts", "src/fleet/worker.ts"],
  ...["src/api/index.ts", "src/api/testing.ts", "src/api/host.ts", "src/api/code-cache.ts"],
  ...["src/model/index.ts", "src/toolchain/rust/linker.ts", "src/viewer/main.ts"],
  "src/toolchain/rust/c-tools.ts",
  // No part of the package: what says when objects are misused, and the engine, in the form in
  // which they are compared with the model.
  ...["src/model/misuse.ts", "src/binding/engine-detector.ts"],
];

const sources = [...typeScriptBelow("src"), ...typeScriptBelow("engine")];
const everything = ["src", "engine", "test", "scripts", "bench"].flatMap(typeScriptBelow);
const imports = new Map(everything.map((file) => [file, importsOf(file)]));

function typeScriptBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((file) => posix.join(folder, file.replaceAll("\\", "/")))
    .filter((file) => file.endsWith(".ts"))
    .sort();
}

/** Files of ours that a file imports, types too: what is imported by its type is known as well. */
function importsOf(file: string): string[] {
  const statements =
    /^(?:import|export)\b(?:[^;"]*\bfrom)? ?"(\.[^"]+)";|\bimport\("(\.[^"]+)"\)/gm;
  return [...read(file).matchAll(statements)].map(([, stated, called]) =>
    posix.join(posix.dirname(file), stated ?? called ?? ""),
  );
}

function roomOf(file: string): string {
  const [top = "", room = ""] = file.split("/");
  return top !== "src" ? top : room.endsWith(".ts") ? "src" : `${top}/${room}`;
}

describe("imports", () => {
  test("are found: a pattern that finds none would pass every test", () => {
    for (const file of ENTRIES) assert.notDeepEqual(imports.get(file), [], file);
    assert.ok([...imports.values()].flat().length > 200);
  });

  test("name files that exist", () => {
    for (const [file, targets] of imports) {
      for (const target of targets) assert.ok(existsSync(join(ROOT, target)), `${file}: ${target}`);
    }
  });

  test("go from room to room in one direction only", () => {
    const placed = new Set<string>();
    for (const [room, below] of Object.entries(MAY_IMPORT)) {
      for (const other of below) assert.ok(placed.has(other), `${other} stands below ${room}`);
      placed.add(room);
    }
    const wrong = sources.flatMap((file) => {
      const allowed = MAY_IMPORT[roomOf(file)];
      assert.ok(allowed, `${file} is in no room of the table`);
      return (imports.get(file) ?? [])
        .filter((target) => roomOf(target) !== roomOf(file) && !allowed.includes(roomOf(target)))
        .map((target) => `${file} imports ${target}`);
    });
    assert.deepEqual(wrong, []);
  });

  test("make no circle of files", () => {
    const circles = stronglyConnected(sources, (file) => imports.get(file) ?? []).filter(
      (group) => group.length > 1,
    );
    assert.deepEqual(circles, []);
  });

  test("reach every file of src/ and engine/", () => {
    const reached = new Set<string>();
    const pending = [...ENTRIES];
    for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
      if (reached.has(file)) continue;
      reached.add(file);
      pending.push(...(imports.get(file) ?? []));
    }
    const dead = sources.filter((file) => !file.endsWith(".d.ts") && !reached.has(file));
    // Read by the build alone.
    const byScripts = new Set(
      typeScriptBelow("scripts").flatMap((file) => imports.get(file) ?? []),
    );
    assert.deepEqual(
      dead.filter((file) => !byScripts.has(file)),
      [],
    );
  });
});

/** Groups of nodes that reach each other (Tarjan, 1972). */
function stronglyConnected(
  nodes: readonly string[],
  next: (node: string) => readonly string[],
): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const groups: string[][] = [];
  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    stack.push(node);
    for (const other of next(node)) {
      if (!index.has(other)) visit(other);
      if (stack.includes(other)) {
        low.set(node, Math.min(low.get(node) ?? 0, low.get(other) ?? 0));
      }
    }
    if (low.get(node) !== index.get(node)) return;
    groups.push(stack.splice(stack.indexOf(node)));
  };
  for (const node of nodes) if (!index.has(node)) visit(node);
  return groups;
}

describe("files", () => {
  test(`have at most ${LONGEST_FILE_LINES} lines: beyond, they tell two stories`, () => {
    const long = everything.flatMap((file) => {
      const lines = read(file).split("\n").length - 1;
      return lines > LONGEST_FILE_LINES ? [`${file}: ${lines}`] : [];
    });
    assert.deepEqual(long, []);
  });

  test(`have lines of at most ${LONGEST_LINE_COLUMNS} columns`, () => {
    const long = everything.flatMap((file) =>
      read(file)
        .split("\n")
        .flatMap((line, at) =>
          [...line].length > LONGEST_LINE_COLUMNS ? [`${file}:${at + 1}`] : [],
        ),
    );
    assert.deepEqual(long, []);
  });

  test("silence no tool and leave nothing to be done", () => {
    const banned =
      /ts-(?:ignore|expect-error|nocheck)|biome-(?:ignore)|\b(?:FIXM[E]|TOD[O]|XX[X])\b/;
    const found = trackedTexts().filter(([, text]) => banned.test(text));
    assert.deepEqual(
      found.map(([file]) => file),
      [],
    );
  });

  test("name no folder of the machine that they were written on", () => {
    const places = /(?<![\w.~)}*])\/(?:home|root|Users|work|tmp|var\/tmp|mnt)\/[\w.-]+/;
    // Invented paths, which the report must shorten.
    const invented = /\/home\/u\//g;
    const found = trackedTexts().flatMap(([file, text]) => {
      const match = places.exec(text.replaceAll(invented, ""));
      return match ? [`${file}: ${match[0]}`] : [];
    });
    assert.deepEqual(found, []);
  });
});

/** Path and text of each file that git knows or would add, machine-made ones left out. */
function trackedTexts(): [file: string, text: string][] {
  const listed = execFileSync("git", ["ls-files", "-z", "-co", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return listed
    .split("\0")
    .filter((file) => file !== "" && file !== "package-lock.json" && existsSync(join(ROOT, file)))
    .map((file): [string, string] => [file, read(file)])
    .filter(([, text]) => !text.includes("\0"));
}

describe("the engine's hooks of 4 and 8 bytes", () => {
  const text = existsSync(join(ROOT, "dist", "engine.wat")) ? read("dist/engine.wat") : "";
  const functions = new Map(
    text.split(/\n(?= \(func )/).flatMap((part): [string, string][] => {
      const name = /^ \(func (\$\S+)/.exec(part)?.[1];
      return name === undefined ? [] : [[name, part]];
    }),
  );

  for (const name of ["read4", "write4", "read8", "write8"]) {
    test(`${name} calls nothing but its slow path`, () => {
      const target =
        new RegExp(`\\(export "${name}" \\(func (\\$[^)]+)\\)\\)`).exec(text)?.[1] ?? "";
      const body = functions.get(target);
      assert.ok(body, `dist/engine.wat has no ${name}: build first`);
      // Inlined into the writes, but too large for the reads.
      const whole = name.startsWith("read") ? "$engine/shadow/readWhole" : undefined;
      const slow = name.startsWith("read") ? "readRange" : "writeRange";
      const called = new Set([...body.matchAll(/\bcall (\S+)/g)].map(([, callee]) => callee));
      assert.deepEqual(
        [...called].sort(),
        [`$engine/shadow/${slow}`, ...(whole ? [whole] : [])].sort(),
      );
      assert.doesNotMatch(body, /call_indirect|memory\.(?:grow|fill|copy)|\bloop\b|pool\/take/);
    });
  }

  test("nothing in the engine is allocated by AssemblyScript's own runtime", () => {
    assert.doesNotMatch(text, /~lib\/rt\/|__new|__alloc/);
  });
});
