import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Finding } from "../../src/detector/finding.ts";
import {
  hasEffect,
  matches,
  parseSuppressions,
  SuppressionSyntaxError,
  suppressionOf,
} from "../../src/report/suppressions.ts";
import * as samples from "./samples.ts";

const isHidden = (finding: Finding, line: string): boolean =>
  suppressionOf(finding, parseSuppressions(line, "s")) !== undefined;

describe("a pattern", () => {
  const cases: readonly (readonly [pattern: string, name: string, matches: boolean])[] = [
    ["foo", "foo", true],
    ["foo", "a foo b", true],
    ["foo", "fo", false],
    ["", "anything", true],
    ["^foo", "foobar", true],
    ["^foo", "a foo", false],
    ["foo$", "a foo", true],
    ["foo$", "foobar", false],
    ["foo$", "foofoo", true],
    ["^foo$", "foo", true],
    ["^foo$", "foofoo", false],
    ["a*b", "xxaxxbxx", true],
    ["a*b", "ba", false],
    ["^a*b$", "axxb", true],
    ["^a*b$", "axxbx", false],
    ["^a*a$", "a", false],
    ["a*b*c", "abc", true],
    ["a*b*c", "acb", false],
    ["*foo", "a foo", true],
    ["^*foo", "a foo", true],
    ["foo*$", "foobar", true],
    ["foo$bar", "a foo", true],
    ["a.c", "abc", false],
    ["std::vector<int>", "std::vector<int>::push_back(int&&)", true],
    ["^", "anything", true],
    ["foo", "", false],
  ];
  for (const [pattern, name, expected] of cases) {
    test(`${pattern} ${expected ? "matches" : "does not match"} "${name}"`, () => {
      assert.equal(matches(pattern, name), expected);
    });
  }

  test("matches no name that is not known", () => {
    assert.ok(!matches("", undefined));
  });
});

describe("a file of suppressions", () => {
  test("has one a line, with comments, empty lines, white space and Windows' line ends", () => {
    const text = "# a comment\r\n\r\n  race:foo bar  \r\n\trace_top:^x$\nmutex:a:b";
    assert.deepEqual(parseSuppressions(text, "t.supp"), [
      { type: "race", pattern: "foo bar", file: "t.supp", line: 3 },
      { type: "race_top", pattern: "^x$", file: "t.supp", line: 4 },
      { type: "mutex", pattern: "a:b", file: "t.supp", line: 5 },
    ]);
  });

  test("with any other line is refused, with its number", () => {
    for (const text of ["race", "rece:foo", "race foo", "race_bottom:x", "race :x"]) {
      assert.throws(
        () => parseSuppressions(`# one\n${text}`, "t.supp"),
        (error) => error instanceof SuppressionSyntaxError && error.line === 2,
      );
    }
  });

  test("may name what there is none of here, without effect", () => {
    const [signal, library, race] = parseSuppressions("signal:a\ncalled_from_lib:b\nrace:c", "s");
    assert.ok(signal && library && race);
    assert.deepEqual([signal, library, race].map(hasEffect), [false, false, true]);
  });
});

describe("a race", () => {
  test("is hidden by a function or file of either stack, or by its variable", () => {
    const hiding = ["increment", "worker", "counter.c", "^counter$"];
    for (const pattern of hiding) assert.ok(isHidden(samples.race, `race:${pattern}`), pattern);
    for (const pattern of ["main", "^lock$"]) {
      assert.ok(!isHidden(samples.race, `race:${pattern}`), pattern);
    }
  });

  test("is hidden by race_top only if an innermost frame matches", () => {
    const deep = {
      ...samples.race.access,
      stack: [samples.frame("a", 1, 1), samples.frame("b", 2, 2)],
    };
    const finding = { ...samples.race, access: deep };
    assert.ok(isHidden(finding, "race_top:^a$"));
    assert.ok(!isHidden(finding, "race_top:^b$"));
    assert.ok(isHidden(finding, "race:^b$"));
    assert.ok(!isHidden(finding, "race_top:^counter$"), "a variable is no frame");
  });

  test("of every kind is hidden by race, and by no other type", () => {
    const { onVptr, useAfterFree, virtualCallAfterFree, possible } = samples;
    for (const finding of [onVptr, useAfterFree, virtualCallAfterFree, possible]) {
      assert.ok(isHidden(finding, "race:worker"), finding.kind);
      for (const type of ["mutex", "thread", "deadlock", "signal", "called_from_lib", "none"]) {
        assert.ok(!isHidden(finding, `${type}:worker`), `${type} ${finding.kind}`);
      }
    }
  });
});

test("each other kind has the type that ThreadSanitizer gives it", () => {
  const cases: readonly (readonly [Finding, string, string])[] = [
    [samples.lockOrder, "deadlock", "start"],
    [samples.deadlock, "deadlock", "worker"],
    [samples.misuse, "mutex", "^lock$"],
    [samples.joinTwice, "thread", "main"],
    [samples.leak, "thread", "main"],
  ];
  for (const [finding, type, pattern] of cases) {
    assert.ok(isHidden(finding, `${type}:${pattern}`), `${type} ${finding.kind}`);
    assert.ok(!isHidden(finding, `race:${pattern}`), finding.kind);
  }
  assert.ok(!isHidden(samples.missing, "race:*"), "what a program expects can't be hidden");
});

test("the first suppression that matches is the one that counts", () => {
  const all = parseSuppressions("race:nobody\nrace:worker\nrace:increment", "s");
  assert.equal(suppressionOf(samples.race, all)?.line, 2);
});
