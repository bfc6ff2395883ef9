/** A Chromium without a window, and pages in it that must not use the network. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { htmlPage } from "../../src/report/html-page.ts";
import type { Page as PageData } from "../../src/viewer/page.ts";

/** Debian's; another one by ANTECEDE_CHROMIUM. */
const CHROMIUM = process.env.ANTECEDE_CHROMIUM ?? "/usr/bin/chromium";

/** A test of what a browser shows, where there is one: it is nothing that npm installs. */
export function browserTest(name: string, body: () => Promise<void>): void {
  const skip = !existsSync(CHROMIUM) && `no ${CHROMIUM}: apt-get install chromium`;
  test(name, { skip }, body);
}

const folder = mkdtempSync(join(tmpdir(), "antecede-viewer-"));
let browser: Promise<Browser> | undefined;
let pages = 0;

after(async () => {
  await (await browser)?.close();
  rmSync(folder, { recursive: true });
});

export interface Opened {
  readonly page: Page;
  /** What the last frame drew. */
  readonly drawn: () => Promise<Drawn>;
  /** Of the moment that is looked at. */
  readonly now: () => Promise<string>;
  /** Addresses that were asked for, the page itself aside. */
  readonly requests: readonly string[];
}

export interface Drawn {
  readonly first: number;
  readonly last: number;
  readonly marks: number;
  readonly edges: number;
  readonly labels: number;
  readonly rowHeight: number;
}

/** Opens it from a file. What goes wrong in it fails the test. */
export async function open(
  data: PageData | string,
  colorScheme: "light" | "dark" = "light",
): Promise<Opened> {
  // Root has no other way, and a container no namespaces.
  browser ??= chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  const html = typeof data === "string" ? data : htmlPage(data);
  const path = join(folder, `${pages++}.html`);
  writeFileSync(path, html);
  const size = { width: 1400, height: 860 };
  const page = await (await browser).newPage({ viewport: size, colorScheme });
  const errors: string[] = [];
  const requests: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => errors.push(message.text()));
  page.on("request", (request) => requests.push(request.url()));
  const address = pathToFileURL(path).href;
  await page.goto(address);
  // The last that the page does.
  await page.locator("html[data-ready]").waitFor({ state: "attached" });
  await framesOf(page);
  assert.deepEqual(errors, []);
  const others = requests.filter((url) => url !== address);
  const drawn = async (): Promise<Drawn> => {
    await framesOf(page);
    const told = await page
      .locator("canvas.events")
      .evaluate((canvas) => ({ ...(canvas as HTMLElement).dataset }));
    const number = (name: string) => Number(told[name]);
    return {
      first: number("first"),
      last: number("last"),
      marks: number("marks"),
      edges: number("edges"),
      labels: number("labels"),
      rowHeight: number("rowHeight"),
    };
  };
  const now = async (): Promise<string> => {
    await framesOf(page);
    return (await page.locator(".now").textContent()) ?? "";
  };
  return { page, drawn, now, requests: others };
}

/** All that is due has been drawn. */
async function framesOf(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        let frames = 3;
        const next = () => (frames-- > 0 ? requestAnimationFrame(next) : done());
        next();
      }),
  );
}
