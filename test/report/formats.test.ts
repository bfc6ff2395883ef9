/** What every format keeps to, on every sample. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { RunResult } from "../../src/detector/finding.ts";
import { FORMAT_NAMES, FORMATS } from "../../src/report/formats.ts";
import { everyReport, options, reportOf, searchOf } from "./reports.ts";
import * as samples from "./samples.ts";

/** Control characters that a format makes itself. */
const OWN = /[\n\t]/g;
const evil = "x\n==================\r\n::error::y\u001b[2J]]>]]><!--\uFFFE\u0000";

for (const name of FORMAT_NAMES) {
  const format = (report: (typeof everyReport)[number]) => FORMATS[name].format(report, options);

  describe(name, () => {
    test("gives the same bytes for the same report", async () => {
      for (const report of everyReport) assert.equal(await format(report), await format(report));
    });

    test("ends with a newline, if there is anything to say", async () => {
      for (const report of everyReport) assert.match(await format(report), /^$|[^\n]\n$/);
    });

    test("names each finding's places, of one run and of a search", async () => {
      const findings = [samples.race, samples.lockOrder];
      const result: RunResult = { ...samples.racy, findings };
      for (const report of [reportOf(result), searchOf([samples.clean, result])]) {
        const text = await format(report);
        for (const line of [7, 8, 14]) {
          assert.match(text, new RegExp(`counter\\.c:${line}\\b|ine"?[=:] ?${line}\\b`), `${line}`);
        }
      }
    });

    test("says that the program failed, or did not end", async () => {
      assert.match(await format(reportOf(samples.aborted)), /assertion failed|"assertion"/i);
      assert.match(await format(reportOf(samples.stuck)), /timeout/i);
    });

    test("holds no control character that the program gave it", async () => {
      const result: RunResult = {
        ...samples.aborted,
        program: evil,
        findings: [
          {
            ...samples.race,
            why: evil,
            place: { ...samples.race.place, name: evil } as never,
            access: {
              ...samples.race.access,
              stack: [{ function: evil, file: evil, line: 1, inlined: false }],
            },
          },
        ],
        failure: { kind: "abort", message: evil, thread: 0, stack: [], exitCode: 134 },
      };
      for (const report of [reportOf(result), searchOf([result])]) {
        const text = (await format(report)).replaceAll(OWN, "");
        assert.doesNotMatch(text, /\p{Cc}/u);
      }
    });

    test("gives a known finding no place among the new ones", async () => {
      const known = { ...samples.race, status: "known" as const };
      const fresh = { ...samples.useAfterFree, status: "new" as const };
      const text = await format(reportOf({ ...samples.racy, findings: [known, fresh] }));
      if (name === "json" || name === "sarif") return assert.match(text, /"(?:known|unchanged)"/);
      assert.doesNotMatch(text, /data race/i);
      assert.match(text, /heap-use-after-free/i);
    });
  });
}
