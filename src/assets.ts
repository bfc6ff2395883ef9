/** Files that ship with the package: the engine, and the runtime that programs are linked with. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** As source, this file lies in src/; bundled, in dist/ itself. */
const DIST = new URL(import.meta.url.endsWith(".ts") ? "../dist/" : "./", import.meta.url);

export function assetPath(name: string): string {
  return fileURLToPath(new URL(name, DIST));
}

export function readAsset(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(assetPath(name)));
}
