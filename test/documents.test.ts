/** The documents are true as far as a machine can see: tables, links, options, dependencies. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { apiPages } from "../scripts/api-docs.ts";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const foldersOf = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

const manifest = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;

test("ARCHITECTURE.md has a line on every dependency", () => {
  const lines = read("ARCHITECTURE.md").split("\n");
  const names = ["dependencies", "optionalDependencies", "devDependencies"].flatMap((kind) =>
    Object.keys(manifest[kind] ?? {}),
  );
  const unexplained = names.filter(
    (name) => !lines.some((line) => line.startsWith("| ") && line.includes(`\`${name}\``)),
  );
  assert.deepEqual(unexplained, []);
});

test("ARCHITECTURE.md has a line on every room", () => {
  const text = read("ARCHITECTURE.md");
  const rooms = [
    ...["engine", "scripts", "test", "bench", "examples"],
    ...foldersOf("src").map((name) => `src/${name}`),
    ...foldersOf("guest").map((name) => `guest/${name}`),
  ];
  for (const room of rooms) {
    assert.ok(text.includes(`| \`${room}/\` |`), `no line on ${room}/`);
  }
});

test("README.md and docs/examples.md show the examples as verdicts.json has them", () => {
  const table = execFileSync(process.execPath, ["scripts/examples-table.ts"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  const between = /<!-- examples:start -->\n([\s\S]*?)<!-- examples:end -->/;
  assert.equal(between.exec(read("README.md"))?.[1], table);
  const fromDocs = table.replaceAll("](examples/", "](../examples/");
  assert.equal(between.exec(read("docs/examples.md"))?.[1], fromDocs);
});

test("docs/api has what dist/types declares", () => {
  for (const [path, text] of apiPages()) {
    assert.equal(read(path), text, "node scripts/api-docs.ts --write");
  }
});

test("links in them lead to files", () => {
  const texts = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];
  const docs = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`);
  const broken = [...texts, ...docs].flatMap((file) =>
    [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)]
      .map(([, target = ""]) => posix.join(posix.dirname(file), target))
      .filter((target) => !existsSync(join(ROOT, target)))
      .map((target) => `${file}: ${target}`),
  );
  assert.deepEqual(broken, []);
});

test("docs/cli.md has a line on every option and every exit code", () => {
  const text = read("docs/cli.md");
  const names = [
    ...read("src/cli/commands.ts").matchAll(/\{\s*name: "([a-z-]+)",\s*(?:alias|value|help)/g),
  ];
  assert.ok(names.length > 20);
  const undocumented = names
    .map(([, name]) => name)
    .filter((name) => !text.includes(`\`--${name}`));
  assert.deepEqual(undocumented, []);
  const codes = /export const EXIT = \{([^}]*)\}/.exec(read("src/errors.ts"))?.[1] ?? "";
  for (const [, code] of codes.matchAll(/: (\d+),/g)) {
    assert.ok(text.includes(`| ${code} |`), `exit code ${code}`);
  }
});
