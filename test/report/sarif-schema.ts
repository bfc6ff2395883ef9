/** SARIF's official schema, as OASIS publishes it, for ajv: that one knows later drafts only. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";

const FILE = "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";

/** @returns what is wrong with a log; nothing if it is valid */
export function sarifErrors(log: unknown): string[] {
  validate(log);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const validate = compile();

function compile() {
  const path = createRequire(import.meta.url).resolve(FILE);
  // Draft 4 called its identifier `id`; nothing else that the schema uses has changed since. One of
  // its patterns is none with the flag u.
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(path, "utf8"));
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  ajv.addFormat("uri", (text) => URL.canParse(text));
  ajv.addFormat("uri-reference", (text) => URL.canParse(text, "file:///base/"));
  ajv.addFormat("date-time", (text) => !Number.isNaN(Date.parse(text)));
  return ajv.compile(schema);
}
