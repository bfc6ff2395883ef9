import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunResult } from "../../src/detector/finding.ts";
import { formatJunit } from "../../src/report/junit.ts";
import { everyReport, options, reportOf, searchOf } from "./reports.ts";
import * as samples from "./samples.ts";

/**
 * What an XML parser would refuse (XML 1.0: 2.2, 2.7, 3.1), as far as such documents need it.
 * Gives the names of the elements, and the text of all CDATA sections.
 */
function parse(xml: string): { elements: string[]; text: string } {
  assert.doesNotMatch(xml, /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
  const tokens = [
    /<\?xml [^?]*\?>/,
    /<!\[CDATA\[([\s\S]*?)\]\]>/,
    /<(\w+)((?: [\w-]+="[^"<]*")*)(\/?)>/,
    /<\/(\w+)>/,
    /([^<]+)/,
  ];
  const token = new RegExp(tokens.map(({ source }) => source).join("|"), "y");
  const open: string[] = [];
  const elements: string[] = [];
  let text = "";
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const match = token.exec(xml);
    assert.ok(match, `no XML at ${JSON.stringify(xml.slice(at, at + 40))}`);
    const [, data, name, attributes = "", empty, closed, plain = ""] = match;
    text += data ?? "";
    assert.doesNotMatch(attributes + plain, /&(?!(?:amp|lt|gt|quot|apos|#x?[0-9A-Fa-f]+);)|\]\]>/);
    if (name !== undefined) {
      elements.push(name);
      if (empty === "") open.push(name);
    }
    if (closed !== undefined) assert.equal(open.pop(), closed);
  }
  assert.deepEqual(open, []);
  return { elements, text };
}

test("every sample's document is XML, with one suite and one case", async () => {
  for (const report of everyReport) {
    const { elements } = parse(await formatJunit(report, options));
    assert.equal(elements.filter((name) => name === "testsuite").length, 1);
    assert.equal(elements.filter((name) => name === "testcase").length, 1);
  }
});

test("a clean run passes, findings are a failure, the program's own end is an error", async () => {
  const endOf = async (result: RunResult) =>
    parse(await formatJunit(reportOf(result), options)).elements.filter((name) =>
      ["failure", "error"].includes(name),
    );
  assert.deepEqual(await endOf(samples.clean), []);
  assert.deepEqual(await endOf(samples.racy), ["failure"]);
  assert.deepEqual(await endOf(samples.aborted), ["error"]);
  assert.deepEqual(await endOf(samples.stuck), ["error"]);
  const { failure } = samples.aborted;
  assert.ok(failure);
  assert.deepEqual(await endOf({ ...samples.racy, failure }), ["failure", "error"]);
});

test("a case is a seed, or a search, and holds the report as text", async () => {
  const one = await formatJunit(reportOf(samples.racy), options);
  assert.match(one, /<testsuite name="counter\.c" tests="1" failures="1" errors="0"/);
  assert.match(one, /<testcase classname="antecede" name="seed 1">/);
  assert.match(
    one,
    /<failure message="1 data race, 1 heap use after free" type="data-race,heap-use-after-free">/,
  );
  assert.match(parse(one).text, /^={18}\nWARNING: ThreadSanitizer: data race/);
  const many = await formatJunit(searchOf([samples.clean, samples.racy]), options);
  assert.match(many, /<testcase classname="antecede" name="2 seeds">/);
});

test("text that would end a section of characters is kept as it is, however often", async () => {
  const why = "a[b[0]]>c and d[e[1]]>f, & <g> \uE000";
  const findings = [{ ...samples.race, why }];
  const { text } = parse(await formatJunit(reportOf({ ...samples.racy, findings }), options));
  assert.ok(text.includes("Why: a[b[0]]>c and d[e[1]]>f, & <g> \uFFFD"), text);
});
