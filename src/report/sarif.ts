/**
 * SARIF 2.1.0 (OASIS, 2020). Viewers show the first thread flow of the first code flow only: that
 * is what all threads did in the order of the run; the second code flow has a thread flow for each
 * thread, with its calls (3.36, 3.37). Fixes (3.55) are what fixes.ts proposes.
 */

import type { SarifResultBuilder, SarifRunBuilder } from "node-sarif-builder";
import type { Failure, Finding, Frame, Timeout } from "../detector/finding.ts";
import { variableOf } from "../detector/fingerprint.ts";
import { userFrame } from "../detector/frames.ts";
import type { BaselineEntry } from "./baseline.ts";
import { fixOf } from "./fixes.ts";
import { characterColumn, type FormatOptions, type Report, type Shown, shownBy } from "./format.ts";
import { repositoryPath } from "./github.ts";
import { topFrame } from "./identity.ts";
import { relatedOf, type Step, sentenceOf, stepsOf } from "./steps.ts";
import { isNews } from "./triage.ts";
import { entryText } from "./triage-text.ts";
import {
  capitalizedText,
  failureTitle,
  findingTitle,
  isPossible,
  pluralText,
  printable,
  threadText,
} from "./words.ts";

type Result = SarifResultBuilder["result"];
type Run = SarifRunBuilder["run"];
type Location = NonNullable<Result["locations"]>[number];
type CodeFlow = NonNullable<Result["codeFlows"]>[number];
type FlowLocation = CodeFlow["threadFlows"][number]["locations"][number];
type SarifStack = NonNullable<Result["stacks"]>[number];

/** The name of our fingerprint; another number once it is computed otherwise (SARIF, 3.27.17). */
const FINGERPRINT = "antecedeFingerprint/v1";

/** What paths are relative to: whoever reads the file knows where the sources are. */
const SOURCE_ROOT = "%SRCROOT%";

export async function formatSarif(report: Report, options: FormatOptions): Promise<string> {
  // Loaded only by those who ask for it: a run shouldn't wait for it.
  const sarif = await import("node-sarif-builder");
  const { results, search } = report;
  const maker = new Maker(options);
  const all = maker.results(report);
  const run = new sarif.SarifRunBuilder({
    automationDetails: { id: `antecede/${search?.program ?? results[0].program}/` },
    originalUriBaseIds: {
      [SOURCE_ROOT]: { description: { text: "The folder that the sources are in." } },
    },
    artifacts: maker.artifacts(),
    columnKind: "utf16CodeUnits",
    invocations: [{ executionSuccessful: true, exitCode: exitCodeOf(report) }],
    properties: propertiesOf(report),
  }).initSimple({ toolDriverName: "Antecede", toolDriverVersion: options.version });
  for (const [id, title] of maker.rules) {
    const rule = { ruleId: id, shortDescriptionText: title };
    run.addRule(new sarif.SarifRuleBuilder().initSimple(rule));
  }
  for (const result of all) run.addResult(new sarif.SarifResultBuilder(result));
  const log = new sarif.SarifBuilder({ $schema: "https://json.schemastore.org/sarif-2.1.0.json" });
  log.addRun(run);
  return `${log.buildSarifJsonString({ indent: true })}\n`;
}

function exitCodeOf({ results }: Report): number {
  return results.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0;
}

function propertiesOf({ results: [first], search }: Report): NonNullable<Run["properties"]> {
  return {
    program: first.program,
    strategy: first.strategy,
    judged: first.judged,
    detector: first.detector ?? "happens-before",
    ...(search ? { runs: search.runs } : { seed: first.seed }),
    steps: search?.steps ?? first.steps,
  };
}

/** Makes results, and remembers which rules and files they name. */
class Maker {
  /** Titles by their identifiers. */
  readonly rules = new Map<string, string>();
  private readonly options: FormatOptions;
  private readonly files = new Map<string, string | undefined>();

  constructor(options: FormatOptions) {
    this.options = options;
  }

  results(report: Report): Result[] {
    const { findings, failures, timeouts } = shownBy(report);
    const { suppressions, baseline } = report.triage;
    return [
      ...findings.map((one) => this.finding(one)),
      ...suppressions.flatMap(({ suppression: { type, pattern, file, line }, findings }) =>
        findings.map((item): Result => {
          const justification = printable(`${type}:${pattern} (${file}:${line})`);
          const result = this.finding({ item, seed: item.seed, seeds: undefined });
          return { ...result, suppressions: [{ kind: "external", justification }] };
        }),
      ),
      ...(baseline?.gone ?? []).map((entry) => this.gone(entry)),
      ...failures.map((one) => this.failure(one)),
      ...timeouts.map((one) => this.timeout(one)),
    ];
  }

  /** To be asked for after the results. */
  artifacts(): NonNullable<Run["artifacts"]> {
    return [...this.files].map(([uri, base]) => ({
      location: { uri, ...(base !== undefined && { uriBaseId: base }) },
    }));
  }

  private finding({ item, seed, seeds }: Shown<Finding>): Result {
    const steps = stepsOf(item).filter(({ stack }) => stack.length > 0);
    const top = topFrame(item);
    const others = steps.filter(({ stack }) => userFrame(stack) !== top);
    const related = [
      ...others.map(({ thread, what, stack }) => ({
        what: `${threadText(thread)}: ${what}`,
        frame: userFrame(stack),
      })),
      ...relatedOf(item),
    ];
    const relatedLocations = related.map(({ what, frame }, index) => ({
      id: index + 1,
      ...this.location(frame, capitalizedText(what)),
    }));
    const links = others.map((_, index) => `[other place](${index + 1})`).slice(0, 1);
    const variable = variableOf(item);
    return {
      ruleId: this.rule(item.kind, findingTitle(item.kind)),
      level: isPossible(item.kind) ? "warning" : "error",
      message: { text: [escapeText(capitalizedText(sentenceOf(item))), ...links].join(" ") },
      locations: [this.location(top)],
      partialFingerprints: { [FINGERPRINT]: fingerprintText(item.fingerprint, variable) },
      ...(steps.length > 0 && {
        codeFlows: this.codeFlows(steps),
        stacks: this.stacks(steps),
      }),
      ...(relatedLocations.length > 0 && { relatedLocations }),
      ...this.fixes(item),
      ...(item.status && { baselineState: isNews(item) ? "new" : "unchanged" }),
      properties: {
        seed,
        ...(seeds && { seeds }),
        ...("occurrences" in item && { occurrences: item.occurrences }),
        ...(variable !== undefined && { variable }),
      },
    };
  }

  private fixes(finding: Finding): Pick<Result, "fixes"> {
    const fix = fixOf(finding, this.options.readSource);
    if (!fix) return {};
    const files = [...new Set(fix.edits.map(({ file }) => file))];
    const artifactChanges = files.map((file) => ({
      artifactLocation: this.artifact(file),
      replacements: fix.edits
        .filter((edit) => edit.file === file)
        .map(({ line, column, endColumn, text }) => ({
          deletedRegion: { startLine: line, startColumn: column, endColumn },
          insertedContent: { text },
        })),
    }));
    return { fixes: [{ description: { text: escapeText(fix.description) }, artifactChanges }] };
  }

  /** An entry of the baseline that no run showed: its lines are not known any more. */
  private gone(entry: BaselineEntry): Result {
    const [, name = entry.places[0] ?? "", file] =
      /^(.*) \((.*)\)$/.exec(entry.places[0] ?? "") ?? [];
    const frame = { function: name, inlined: false, ...(file !== undefined && { file }) };
    return {
      ruleId: this.rule(entry.kind, entry.kind),
      level: "none",
      kind: "pass",
      message: { text: escapeText(capitalizedText(entryText(entry))) },
      locations: [this.location(frame)],
      partialFingerprints: { [FINGERPRINT]: fingerprintText(entry.fingerprint, entry.variable) },
      baselineState: "absent",
    };
  }

  private failure({ item, seed, seeds }: Shown<Failure>): Result {
    const title = failureTitle(item.kind);
    const text = item.message === "" ? title : `${title}: ${item.message}`;
    const step = { thread: item.thread, what: title, stack: item.stack };
    return {
      ruleId: this.rule(item.kind.replaceAll(" ", "-"), title),
      level: "error",
      message: { text: escapeText(capitalizedText(text)) },
      locations: [this.location(userFrame(item.stack))],
      ...(item.stack.length > 0 && {
        codeFlows: this.codeFlows([step]),
        stacks: this.stacks([step]),
      }),
      properties: { seed, ...(seeds && { seeds }) },
    };
  }

  private timeout({ item, seed, seeds }: Shown<Timeout>): Result {
    const steps = item.threads
      .filter(({ stack }) => stack.length > 0)
      .map(({ thread, doing, stack }) => ({ thread, what: doing, stack }));
    const limit = item.bound === "steps" ? pluralText(item.limit, "step") : `${item.limit} ms`;
    return {
      ruleId: this.rule("timeout", "timeout"),
      level: "error",
      message: { text: `The program had not ended after ${limit}.` },
      locations: [this.location(userFrame(steps[0]?.stack ?? []))],
      ...(steps.length > 0 && {
        codeFlows: this.codeFlows(steps),
        stacks: this.stacks(steps),
      }),
      properties: { seed, ...(seeds && { seeds }) },
    };
  }

  private codeFlows(steps: readonly Step[]): CodeFlow[] {
    const isOrdered = steps.every(({ at }) => at !== undefined);
    const merged = steps.map((step, index): FlowLocation => {
      const text = `[${threadName(step.thread)}] ${step.what}`;
      const location = this.location(userFrame(step.stack), text);
      return { location, importance: "essential", ...(isOrdered && { executionOrder: index + 1 }) };
    });
    const threads = [...new Set(steps.map(({ thread }) => thread))];
    const flows = threads.map((thread) => ({
      id: threadName(thread),
      message: { text: capitalizedText(threadText(thread)) },
      locations: steps.flatMap((step, index) =>
        step.thread === thread ? this.calls(step, isOrdered ? index + 1 : undefined) : [],
      ),
    }));
    return [
      { message: { text: "All threads, in order." }, threadFlows: [{ locations: merged }] },
      { message: { text: "Each thread, with its calls." }, threadFlows: flows },
    ];
  }

  /** From the thread's first function to what it did. */
  private calls({ stack, what }: Step, executionOrder: number | undefined): FlowLocation[] {
    return stack.toReversed().map((frame, nestingLevel) => {
      const isLast = nestingLevel === stack.length - 1;
      const callee = stack[stack.length - 2 - nestingLevel];
      const text = isLast ? what : `calls ${callee?.function ?? ""}`;
      return {
        location: this.location(frame, text),
        nestingLevel,
        importance: isLast ? "essential" : "unimportant",
        ...(isLast && executionOrder !== undefined && { executionOrder }),
      };
    });
  }

  /** Each once, as the schema demands: of the same access in a loop there is one. */
  private stacks(steps: readonly Step[]): SarifStack[] {
    const stacks = steps.map(({ thread, what, stack }) => ({
      message: { text: escapeText(capitalizedText(`${threadText(thread)}: ${what}`)) },
      frames: stack.map((frame) => ({ location: this.location(frame) })),
    }));
    return [...new Map(stacks.map((stack) => [JSON.stringify(stack), stack])).values()];
  }

  private location(frame: Frame | undefined, message?: string): Location {
    if (frame === undefined) return message === undefined ? {} : said(message);
    const column = characterColumn(frame, this.options.readSource);
    const { file, line } = frame;
    return {
      ...(file !== undefined && {
        physicalLocation: {
          artifactLocation: this.artifact(file),
          ...(line !== undefined &&
            line > 0 && {
              region: { startLine: line, ...(column !== undefined && { startColumn: column }) },
            }),
        },
      }),
      logicalLocations: [{ fullyQualifiedName: printable(frame.function), kind: "function" }],
      ...(message !== undefined && said(message)),
    };
  }

  private artifact(file: string): { uri: string; uriBaseId?: string } {
    const path = repositoryPath(file, this.options);
    const isAbsolute = /^(?:\/|[A-Za-z]:)/.test(path);
    const encoded = path.split("/").map(encodeSegment).join("/");
    const uri = !isAbsolute ? encoded : `file://${encoded.startsWith("/") ? "" : "/"}${encoded}`;
    this.files.set(uri, isAbsolute ? undefined : SOURCE_ROOT);
    return { uri, ...(!isAbsolute && { uriBaseId: SOURCE_ROOT }) };
  }

  private rule(id: string, title: string): string {
    if (!this.rules.has(id)) this.rules.set(id, `${capitalizedText(title)}.`);
    return id;
  }
}

/** As findings are told apart (identity.ts). */
function fingerprintText(fingerprint: string, variable: string | undefined): string {
  return variable === undefined ? fingerprint : `${fingerprint}:${variable}`;
}

function threadName(thread: number): string {
  return thread === 0 ? "main" : `T${thread}`;
}

function said(message: string): { message: { text: string } } {
  return { message: { text: escapeText(message) } };
}

/** Text that would be read as a link, `[…](…)`, has its brackets escaped (SARIF, 3.11.6). */
function escapeText(text: string): string {
  const shown = printable(text);
  return shown.includes("](") ? shown.replace(/[\\[\]]/g, "\\$&") : shown;
}

/** RFC 3986, 3.3; a drive's colon stays. */
function encodeSegment(segment: string): string {
  return /^[A-Za-z]:$/.test(segment) ? segment : encodeURIComponent(segment.toWellFormed());
}
