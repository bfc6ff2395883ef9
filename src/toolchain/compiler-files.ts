/** What the embedded compiler sees: our headers, and the user's sources in their places. */
import { readdirSync, readFileSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { assetPath } from "../assets.ts";
import type { Tree } from "./compiler.ts";
import type { SourceFiles } from "./includes.ts";

/** Of our headers, by the language that they are for. */
export const OVERLAYS = { c: "include", "c++": "include-c++" };

/**
 * The compiler's file system. It can't resolve `..`; clang's own overlay can, so sources lie flat
 * under /f and the overlay gives them their places. The driver looks for its input without the
 * overlay (and preprocessed sources are read without it): hence the file where it looks, which is
 * with `..` left out of the path.
 */
export function treeOf(source: string, files: SourceFiles, folder: string): Tree {
  const flat: Tree = {};
  const roots: object[] = [];
  [...files].forEach(([path, bytes], index) => {
    flat[index] = bytes;
    roots.push({
      name: path,
      type: "file",
      "external-contents": `/f/${index}`,
    });
  });
  const overlay = { version: 0, "use-external-names": false, roots };
  const tree: Tree = {
    f: flat,
    "overlay.yaml": JSON.stringify(overlay),
    antecede: overlayHeaders(),
  };
  const typed = isAbsolute(source) ? source : `${folder}/${source}`;
  placeFile(tree, typed, files.get(resolve(folder, source)) ?? "");
  placeFile(tree, `${folder}/${FOLDER_EXISTS}`, "");
  return tree;
}

/** Any file makes its folder exist. */
const FOLDER_EXISTS = ".folder";

function placeFile(tree: Tree, path: string, contents: Uint8Array | string): void {
  const names = path.split("/").filter((name) => !["", ".", ".."].includes(name));
  const file = names.pop() ?? "";
  let at = tree;
  for (const name of names) {
    at[name] ??= {};
    at = at[name] as Tree;
  }
  at[file] = contents;
}

let headers: Tree | undefined;

export function overlayHeaders(): Tree {
  headers ??= Object.fromEntries(
    Object.values(OVERLAYS).map((name) => [name, readTree(assetPath(`guest/${name}`))]),
  );
  return headers;
}

function readTree(folder: string): Tree {
  const tree: Tree = {};
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    tree[entry.name] = entry.isDirectory() ? readTree(path) : new Uint8Array(readFileSync(path));
  }
  return tree;
}
