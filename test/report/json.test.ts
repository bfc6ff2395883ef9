import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Recording } from "../../src/detector/recording.ts";
import { deduplicate } from "../../src/report/deduplicate.ts";
import type { Replay } from "../../src/report/format.ts";
import { formatJson, formatMergedJson } from "../../src/report/json.ts";
import * as samples from "./samples.ts";

const SCHEMA = new URL("../../src/report/antecede.schema.json", import.meta.url);
const GUIDE = new URL("../../docs/json.md", import.meta.url);

type Schema = { properties?: Record<string, Schema>; [key: string]: unknown };

const readSchema = () => JSON.parse(readFileSync(SCHEMA, "utf8")) as Schema;

/** The published schema allows fields of later versions; here an unknown field is a defect. */
function closed(schema: Schema): Schema {
  const copy: Schema = { ...schema };
  for (const [key, value] of Object.entries(schema)) {
    if (Array.isArray(value)) {
      copy[key] = value.map((item) =>
        typeof item === "object" && item !== null ? closed(item as Schema) : item,
      );
    } else if (typeof value === "object" && value !== null) {
      copy[key] = closed(value as Schema);
    }
  }
  if (schema.type === "object" && schema.properties) copy.additionalProperties = false;
  return copy;
}

const options = { version: "1.2.3" };

const hash = "0123456789abcdef".repeat(4);
const recording: Recording = { version: 1, arguments: ["a.c"], code: hash, build: hash };
const replay: Replay = { fingerprint: "00112233445566aa", shows: true, program: "moved" };

const documents = () => [
  formatJson([samples.racy], { ...options, recording, replay }),
  formatJson([], { ...options, recording: { ...recording, stdin: { bytes: "eAo=" } } }),
  formatJson([], { ...options, recording: { ...recording, stdin: { length: 9, sha256: hash } } }),
  formatJson([], options),
  formatJson(samples.all, options),
  formatMergedJson(deduplicate(samples.all), options),
];

test("every document is valid under the schema, and has no field that it lacks", () => {
  for (const schema of [readSchema(), closed(readSchema())]) {
    const validate = new Ajv2020({ allErrors: true }).compile(schema);
    for (const document of documents()) {
      validate(JSON.parse(document));
      assert.deepEqual(validate.errors ?? [], []);
    }
  }
});

test("the schema refuses what is no document", () => {
  const validate = new Ajv2020().compile(readSchema());
  const good = JSON.parse(formatJson([samples.racy], options));
  const isValid = (document: unknown): boolean => validate(document);
  assert.ok(isValid(good));
  assert.ok(!isValid({ ...good, schemaVersion: 2 }));
  assert.ok(!isValid({ ...good, runs: undefined }));
  good.runs[0].findings[0].access.kind = "glance";
  assert.ok(!isValid(good));
});

test("the same runs give the same bytes, whatever the order of keys in them", () => {
  const reversed = JSON.parse(JSON.stringify(samples.racy), (_key, value) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).reverse())
      : value,
  );
  const document = formatJson([samples.racy], options);
  assert.equal(formatJson([reversed], options), document);
  assert.ok(document.endsWith("}\n"));
  assert.deepEqual(Object.keys(JSON.parse(document)), ["tool", "version", "schemaVersion", "runs"]);
});

test("paths below the root become relative to it, others stay", () => {
  const at = (file: string) => ({
    ...samples.aborted,
    program: file,
    failure: {
      kind: "abort" as const,
      message: "",
      thread: 0,
      stack: [{ function: "main", file, inlined: false }],
      exitCode: 134,
    },
  });
  const files = ["/home/u/p/src/a.c", "/home/u/pp/a.c", "src/a.c", "../b.c"];
  const document = JSON.parse(formatJson(files.map(at), { ...options, root: "/home/u/p" }));
  const expected = ["src/a.c", "/home/u/pp/a.c", "src/a.c", "../b.c"];
  for (const [index, file] of expected.entries()) {
    assert.equal(document.runs[index].program, file);
    assert.equal(document.runs[index].failure.stack[0].file, file);
  }
});

test("the guide documents every field of the schema", () => {
  const guide = readFileSync(GUIDE, "utf8");
  const fields = new Set<string>();
  const visit = (schema: Schema): void => {
    for (const name of Object.keys(schema.properties ?? {})) fields.add(name);
    for (const value of Object.values(schema)) {
      if (typeof value === "object" && value !== null) visit(value as Schema);
    }
  };
  visit(readSchema());
  const missing = [...fields].filter((name) => !guide.includes(`\`${name}\``));
  assert.deepEqual(missing, []);
});
