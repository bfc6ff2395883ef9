import assert from "node:assert/strict";
import { test } from "node:test";
import { OptionReader } from "../../src/api/option-reader.ts";
import { wantsHyperlinks } from "../../src/cli/hyperlinks.ts";

const wants = (
  environment: NodeJS.ProcessEnv,
  { isTerminal = true, options = [] as string[] } = {},
): boolean => {
  const given = new Map(options.map((name) => [name, [""]]));
  return wantsHyperlinks(new OptionReader(given), environment, isTerminal);
};

test("links are on where the terminal is known to make them, from the version on that does", () => {
  const known: readonly (readonly [boolean, NodeJS.ProcessEnv])[] = [
    [true, { TERM_PROGRAM: "iTerm.app", TERM_PROGRAM_VERSION: "3.5.0" }],
    [false, { TERM_PROGRAM: "iTerm.app", TERM_PROGRAM_VERSION: "3.0.15" }],
    [true, { TERM_PROGRAM: "vscode", TERM_PROGRAM_VERSION: "1.100.2" }],
    [false, { TERM_PROGRAM: "vscode", TERM_PROGRAM_VERSION: "1.71.9" }],
    [true, { TERM_PROGRAM: "WezTerm", TERM_PROGRAM_VERSION: "20240203-110809-5046fc22" }],
    [false, { TERM_PROGRAM: "tmux", TERM_PROGRAM_VERSION: "3.3a", VTE_VERSION: "7000" }],
    [true, { TERM_PROGRAM: "tmux", TERM_PROGRAM_VERSION: "3.4" }],
    [false, { TERM_PROGRAM: "Apple_Terminal", TERM_PROGRAM_VERSION: "455" }],
    [true, { VTE_VERSION: "7006" }],
    [false, { VTE_VERSION: "5000" }],
    [true, { TERM: "xterm-kitty" }],
    [true, { WT_SESSION: "some-id" }],
    [false, { TERM: "xterm-256color" }],
    [false, { TERM: "dumb", WT_SESSION: "some-id" }],
    [false, {}],
  ];
  for (const [expected, environment] of known) {
    assert.equal(wants(environment), expected, JSON.stringify(environment));
    assert.equal(wants(environment, { isTerminal: false }), false);
  }
});

test("FORCE_HYPERLINK wins over the terminal, the options win over both", () => {
  assert.ok(wants({ FORCE_HYPERLINK: "1" }, { isTerminal: false }));
  assert.ok(!wants({ FORCE_HYPERLINK: "0", TERM: "xterm-kitty" }));
  assert.ok(!wants({ FORCE_HYPERLINK: "1" }, { options: ["no-hyperlinks"] }));
  assert.ok(wants({ FORCE_HYPERLINK: "0" }, { isTerminal: false, options: ["hyperlinks"] }));
});
