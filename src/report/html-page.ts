/** A page that needs nothing but itself: data, script and style are within. */
import { deflateRawSync } from "node:zlib";
import { readAsset } from "../assets.ts";
import type { Page } from "../viewer/page.ts";

const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'";

export function htmlPage(page: Page): string {
  const asset = (name: string) => new TextDecoder().decode(readAsset(name)).trimEnd();
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>Antecede</title>
<style>
${asset("viewer.css")}
</style>
</head>
<body>
<noscript><pre>${escaped(textOf(page))}</pre></noscript>
<script type="text/plain" id="data">${dataText(page)}</script>
<script type="module">
${asset("viewer.js").replaceAll("</script", "<\\/script")}
</script>
</body>
</html>
`;
}

/** Without a script, the report as text. */
function textOf({ summary, findings }: Page): string {
  return [summary, ...findings.map(({ text }) => text)].join("\n\n");
}

/** Columns of numbers: a tenth of their size in JSON. */
function dataText(page: Page): string {
  return deflateRawSync(JSON.stringify(page), { level: 9 }).toString("base64");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
