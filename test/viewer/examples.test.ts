/** Pages of real runs, as the tool writes them. */
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { EXAMPLES, runTool, SCRATCH } from "../cli/tool.ts";
import { browserTest, open } from "./browser.ts";

const MOST_BYTES = 3_000_000;

async function pageOf(example: string, ...options: readonly string[]): Promise<string> {
  const file = join(SCRATCH, `${example}.html`);
  const args = ["run", ...options, "--report", `html=${file}`, example];
  const { code, stderr } = await runTool(args, { folder: EXAMPLES });
  assert.equal(code, 66, stderr);
  assert.ok(statSync(file).size < MOST_BYTES, `${statSync(file).size} bytes`);
  return readFileSync(file, "utf8");
}

browserTest("a race that weak orders make shows its accesses, its source and why", async () => {
  const html = await pageOf("message-passing-relaxed-race.c");
  const { page, now, requests } = await open(html);
  assert.deepEqual(requests, []);
  assert.equal(await page.locator("h1").textContent(), "data race on data");
  assert.match(await now(), /T2 reads -?\d+ from data$/);
  assert.match((await page.locator(".line.here").textContent()) ?? "", /puts\(data\);/);
  assert.match((await page.locator("td.missing").textContent()) ?? "", /^\S+ < \d+$/);
  await page.keyboard.press("t");
  assert.match((await page.locator(".report pre").textContent()) ?? "", /^={18}\nWARNING: Thr/);
  assert.equal(await pageOf("message-passing-relaxed-race.c"), html, "the same bytes");
});

browserTest("a deadlock is shown at its end, with what each thread holds", async () => {
  const { page, now } = await open(await pageOf("rwlock-upgrade-deadlock.c"));
  assert.match((await page.locator("h1").textContent()) ?? "", /^deadlock/);
  assert.match(await now(), /T[12] /);
  const held = await page.locator(".state tbody tr td:nth-child(2)").allTextContents();
  assert.ok(held.filter((text) => text !== "·").length >= 2, held.join(", "));
  assert.equal(await page.getByRole("button", { name: "To the race" }).isVisible(), false);
});

browserTest("of a search each finding has the diagram of the run that shows it", async () => {
  const options = ["--many-seeds", "1..8", "--keep-going"];
  const { page, now } = await open(await pageOf("message-passing-plain-race.c", ...options));
  const count = await page.locator(".findings button").count();
  assert.ok(count >= 2, String(count));
  for (let index = 0; index < count; index++) {
    await page.locator(".findings button").nth(index).click();
    assert.match(await now(), /(?:reads|writes)/);
    assert.match((await page.locator(".verdict").textContent()) ?? "", /later of the two/);
  }
});

for (const detector of ["lockset", "hybrid"]) {
  browserTest(`what ${detector} finds has a diagram too`, async () => {
    const html = await pageOf("eraser-figure-2-race.c", "--detector", detector);
    const { page, drawn } = await open(html);
    assert.ok((await drawn()).marks > 5);
    assert.match((await page.locator("h1").textContent()) ?? "", /data race on y$/);
  });
}

browserTest("what is ordered, and only not protected, has no edge that is missing", async () => {
  const { page, now } = await open(
    await pageOf("eraser-fork-join-clean.c", "--detector", "lockset"),
  );
  assert.match(await now(), /^\d+\. /);
  assert.match((await page.locator(".verdict").textContent()) ?? "", /later of the two/);
  assert.equal(await page.locator("td.missing").count(), 0);
});

test("--diagram draws the run in the text report", async () => {
  const example = "message-passing-relaxed-race.c";
  const { stderr } = await runTool(["run", "--diagram", example], { folder: EXAMPLES });
  const accesses = stderr.split("\n").filter((line) => line.startsWith("  > "));
  assert.equal(accesses.length, 2, stderr);
  assert.match(accesses[0] ?? "", /● write data = -?\d+ +│$/);
  assert.match(accesses[1] ?? "", /╌▷○ read data → -?\d+$/);
  assert.match(stderr, /├─+▶┬ begins/);
  assert.match(stderr, /SUMMARY: ThreadSanitizer: data race message-passing-relaxed-race\.c:23/);
});
