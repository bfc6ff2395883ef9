/** The page of a report, in a browser. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Trace } from "../../src/detector/trace.ts";
import { browserTest, open } from "./browser.ts";
import { longRun, messagePassing, pageOf } from "./synthetic.ts";

const WRITE = "8. T1 writes 42 to data";
const READ = "13. T2 reader reads 42 from data";

browserTest("a page asks for nothing but itself, and says what was found", async () => {
  const { page, requests } = await open(pageOf([messagePassing()]));
  assert.deepEqual(requests, []);
  assert.equal(await page.locator("h1").textContent(), "data race on data");
  assert.match((await page.locator(".why").textContent()) ?? "", /T1 released since its write\.$/);
});

browserTest(
  "both accesses are in view at first, and the later one is the current event",
  async () => {
    const { drawn, now, page } = await open(pageOf([messagePassing()]));
    const { first, last, labels } = await drawn();
    assert.ok(first <= 6 && last >= 11 && labels > 0);
    assert.equal(await now(), READ);
    assert.match((await page.locator(".verdict").textContent()) ?? "", /later of the two accesses/);
  },
);

browserTest("the absent edge is drawn in the colour of the race", async () => {
  const racing = await open(pageOf([messagePassing()]));
  await racing.drawn();
  assert.ok((await redBetweenLanes(racing.page)) > 10);
  const calm = await open({ ...pageOf([messagePassing()]), findings: [withoutRace()] });
  assert.match(await calm.now(), /main joins T1/);
  assert.equal(await redBetweenLanes(calm.page), 0);
});

/** Pixels, where neither marks nor names are. */
function redBetweenLanes(page: Page): Promise<number> {
  return page.locator("canvas.events").evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const context = (canvas as HTMLCanvasElement).getContext("2d");
    const data = context?.getImageData(width * 0.62, 0, width * 0.06, height).data ?? [];
    let red = 0;
    for (let at = 0; at < data.length; at += 4) {
      const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]];
      if (r > 150 && g < 90 && b < 110) red++;
    }
    return red;
  });
}

function withoutRace() {
  const [finding] = pageOf([messagePassing()]).findings;
  assert.ok(finding);
  const { race: _, ...others } = finding;
  return others;
}

browserTest("arrows, buttons and the slider step through the schedule", async () => {
  const { page, now } = await open(pageOf([messagePassing()]));
  await page.keyboard.press("ArrowUp");
  assert.equal(await now(), "12. T2 reader loads 1 from flag (relaxed)");
  await page.keyboard.press("ArrowUp");
  assert.match(await now(), /11\. .* 0 from flag \(relaxed\), which is not the newest value$/);
  await page.getByRole("button", { name: "Next event" }).click();
  await page.keyboard.press("ArrowDown");
  assert.equal(await now(), READ);
  await page.keyboard.press("p");
  await page.getByRole("button", { name: "First event" }).click();
  assert.match(await now(), /^1\. main creates T1/);
  const slider = page.getByRole("slider", { name: "Event" });
  await slider.fill("6");
  assert.equal(await now(), WRITE, "the sixth is hidden: T1's own memory");
  await slider.press("ArrowRight");
  assert.match(await now(), /^9\. T1 unlocks mutex/);
  await page.keyboard.press("r");
  assert.equal(await now(), READ);
  await page.getByPlaceholder("Find an object").pressSequentially("j");
  assert.equal(await now(), READ, "a letter that is typed is no key");
});

browserTest("the source shows the line of the event, and where other threads are", async () => {
  const { page, now } = await open(pageOf([messagePassing()]));
  await page.setViewportSize({ width: 1400, height: 560 });
  await page.keyboard.press("p");
  await page.keyboard.press("r");
  await now();
  const here = page.locator(".line.here");
  assert.match((await here.textContent()) ?? "", /17\s*return data == 42/);
  assert.equal(await page.locator(".line:has(.dot) .line-number").first().textContent(), "10");
  const [line, pane] = [await here.boundingBox(), await page.locator(".lines").boundingBox()];
  assert.ok(line && pane && line.y >= pane.y, "in view");
  assert.ok(line.y + line.height <= pane.y + pane.height, "in view");
  await page.keyboard.press("Home");
  assert.match(await now(), /^1\./);
  assert.equal(await page.locator(".path").textContent(), "message-passing.c:20");
});

browserTest("locks, clocks and values are those of the event", async () => {
  const { page, now } = await open(pageOf([messagePassing()]));
  const cells = async (row: string) => {
    await now();
    return page.locator(".state tr", { hasText: row }).locator("td").allTextContents();
  };
  assert.deepEqual(await cells("T2 reader"), ["·", "2", "· < 1", "1"]);
  assert.equal(await page.locator("td.missing").textContent(), "· < 1");
  assert.deepEqual(await cells("data"), ["42"]);
  await page.getByRole("slider", { name: "Event" }).fill("6");
  assert.deepEqual(await cells("T1"), ["mutex", "1", "1", "·"]);
  await page.getByRole("slider", { name: "Event" }).fill("5");
  assert.deepEqual(await cells("data"), [], "it has not been written yet");
  assert.deepEqual(await cells("T1"), ["mutex", "1", "1", "·"]);
});

browserTest("objects and threads are filtered, and shown again", async () => {
  const { page, drawn } = await open(pageOf([messagePassing()]));
  assert.equal((await drawn()).marks, 14, "what one thread alone uses is left out");
  await page.getByLabel("also memory that one thread alone uses").check();
  assert.equal((await drawn()).marks, 15);
  await page.getByLabel("flag").check();
  assert.equal((await drawn()).marks, 6, "and the race's own accesses");
  await page.getByLabel("flag").uncheck();
  await page.getByLabel("main").uncheck();
  assert.equal((await drawn()).marks, 12);
  assert.equal(await page.locator(".heading").count(), 2);
  await page.getByRole("button", { name: "Show all" }).click();
  assert.equal((await drawn()).marks, 14);
  await page.getByPlaceholder("Find an object").fill("mut");
  assert.deepEqual(await page.locator(".objects label span").allTextContents(), ["mutex"]);
});

browserTest("keys, buttons and the wheel zoom; dragging moves", async () => {
  const { page, drawn } = await open(pageOf([longRun(5000, 3)]));
  const before = await drawn();
  await page.keyboard.press("-");
  const out = await drawn();
  assert.ok(out.rowHeight < before.rowHeight && out.last - out.first > before.last - before.first);
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.getByRole("button", { name: "Zoom in" }).click();
  assert.ok((await drawn()).rowHeight > out.rowHeight);
  await page.keyboard.press("0");
  const whole = await drawn();
  assert.deepEqual([whole.first, whole.last], [0, 4999]);
  const canvas = page.locator("canvas.events");
  await canvas.hover();
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -1500);
  await page.keyboard.up("Control");
  const near = await drawn();
  assert.ok(near.last - near.first < 1000 && near.first > 1000, "around what is pointed at");
  await page.mouse.wheel(0, 200);
  assert.ok((await drawn()).first > near.first);
  await page.mouse.down();
  await page.mouse.move(600, 700, { steps: 4 });
  await page.mouse.up();
  assert.ok((await drawn()).first < (await drawn()).last);
});

browserTest("a click on an event goes there", async () => {
  const { page, drawn, now } = await open(pageOf([messagePassing()]));
  const { rowHeight } = await drawn();
  // The write is in the second lane, in the seventh row, below one row of air.
  await page.locator("canvas.events").click({ position: { x: 273, y: rowHeight * 7.5 } });
  assert.equal(await now(), WRITE);
});

browserTest("the theme follows the preference, and has a switch", async () => {
  const background = () => getComputedStyle(document.documentElement).backgroundColor;
  const { page } = await open(pageOf([messagePassing()]));
  const light = await page.evaluate(background);
  await page.getByRole("button", { name: "Dark or light" }).click();
  const switched = await page.evaluate(background);
  const dark = await (await open(pageOf([messagePassing()]), "dark")).page.evaluate(background);
  assert.notEqual(light, dark);
  assert.equal(switched, dark);
});

browserTest("the text of the report is there, and nothing in it is taken for markup", async () => {
  const { page } = await open(pageOf([messagePassing()]));
  await page.keyboard.press("t");
  const text = await page.locator(".report pre").textContent();
  assert.match(text ?? "", /WARNING: ThreadSanitizer: data race\n {2}<script>alert\(1\)<\/script>/);
  assert.ok(await page.locator(".report").isVisible());
});

browserTest("of several findings each can be chosen", async () => {
  const { page, now } = await open(pageOf([messagePassing(), longRun(400, 4)]));
  assert.equal(await now(), READ);
  await page.locator(".findings button").nth(1).click();
  assert.match(await now(), /^394\. /);
  await page.keyboard.press("[");
  assert.equal(await now(), READ);
});

browserTest("a finding without a diagram shows its text", async () => {
  const [finding] = pageOf([messagePassing()]).findings;
  assert.ok(finding);
  const { trace: _, race: __, ...alone } = finding;
  const { page } = await open({ ...pageOf([]), findings: [alone] });
  assert.ok(await page.locator(".report pre").isVisible());
  assert.equal(await page.locator("main").isVisible(), false);
});

browserTest("every control has a name, and help lists the keys", async () => {
  const { page } = await open(pageOf([messagePassing(), longRun(40, 2)]));
  const unnamed = await page
    .locator("button, input, canvas:not([aria-hidden])")
    .evaluateAll((all) =>
      all
        .filter((one) => {
          const label = one.getAttribute("aria-label") ?? one.closest("label")?.textContent;
          return !(label ?? one.textContent)?.trim();
        })
        .map((one) => one.outerHTML),
    );
  assert.deepEqual(unnamed, []);
  await page.keyboard.press("?");
  assert.ok(await page.getByRole("dialog", { name: "Help" }).isVisible());
  assert.ok((await page.locator("dialog dt").count()) >= 12);
});

browserTest("of 100,000 events only what is in view is drawn", async () => {
  const count = 100_000;
  const lanes = 12;
  const data = pageOf([longRun(count, lanes)]);
  const { page, drawn, now } = await open(data);
  const { height } = await page.locator("canvas.events").evaluate((canvas) => ({
    height: canvas.clientHeight,
  }));
  const elements = await page.locator("*").count();
  assert.ok(elements < 1000, `${elements} elements`);
  const sees = async () => {
    const { first, last, marks, labels, edges, rowHeight } = await drawn();
    const rows = last - first + 1;
    assert.ok(rows <= height / rowHeight + 3, `${rows} rows of ${rowHeight} in ${height}`);
    assert.ok(marks <= Math.min(rows, lanes * (height + 2)), `${marks} marks of ${rows} rows`);
    assert.ok(labels <= rows && edges <= rows + 1);
    return rows;
  };
  await sees();
  for (let turn = 0; turn < 12; turn++) {
    for (const key of ["-", "ArrowUp", "PageUp"]) await page.keyboard.press(key);
    await page.locator("canvas.events").hover();
    await page.mouse.wheel(0, -4000);
    await sees();
  }
  await page.keyboard.press("0");
  assert.equal(await sees(), count);
  await page.keyboard.press("Home");
  assert.match(await now(), /^1\. /);
  for (let turn = 0; turn < 24; turn++) await page.keyboard.press("+");
  assert.ok((await sees()) < 40);
  await page.keyboard.press("End");
  assert.match(await now(), /^100,000\. /);
  assert.ok((await sees()) < 40);
  assert.ok((await page.locator("*").count()) < elements + 200);
});

browserTest("events that are left out are said to be", async () => {
  const trace: Trace = { ...messagePassing(), gaps: [{ before: 5, count: 1234 }] };
  const { page } = await open(pageOf([trace]));
  assert.match((await page.locator(".notes").textContent()) ?? "", /1,234 events left out/);
});

browserTest("both accesses stay in view when the window becomes a narrow one", async () => {
  const { page, drawn } = await open(pageOf([messagePassing()]));
  await drawn();
  await page.setViewportSize({ width: 900, height: 700 });
  await page.waitForFunction(() => {
    const { first, last } = document.querySelector<HTMLElement>("canvas.events")?.dataset ?? {};
    const { clientHeight = 0 } = document.querySelector("canvas.events") ?? {};
    return clientHeight < 400 && Number(first) <= 6 && Number(last) >= 11;
  });
});

browserTest("the current event's lane is in view, however many there are", async () => {
  const { page, drawn, now } = await open(pageOf([longRun(400, 12)]));
  const lanes = async () => {
    await drawn();
    return page.locator("canvas.events").evaluate((canvas) => {
      const left = Number.parseFloat(
        document.querySelector<HTMLElement>(".headings")?.style.getPropertyValue("--left") ?? "0",
      );
      return { left, width: canvas.clientWidth };
    });
  };
  const seen = new Set<number>();
  await page.locator("canvas.events").focus();
  for (let step = 0; step < 24; step++) {
    await page.keyboard.press("ArrowUp");
    const { left, width } = await lanes();
    seen.add(left);
    const name = /^\d+\. (T\d+|main)\b/.exec(await now())?.[1] ?? "none";
    const own = page.locator(".headings .heading", { hasText: new RegExp(`^${name}\\b`) });
    const at = left + (await own.evaluate((one) => (one as HTMLElement).offsetLeft));
    assert.ok(at >= 0 && at + 100 <= width, `${name} at ${at} of ${width}`);
  }
  assert.ok(seen.size > 1);
});
