/**
 * Makes bundles load each of Node.js's own modules when something of it is first used: a run that
 * has all in the cache needs neither child processes nor compression, and they took a third of its
 * start.
 */
import { builtinModules } from "node:module";
import type { Plugin } from "esbuild";

const PREFIX = "node:";

/** For Node.js 26, which is what builds them. */
export const lazyBuiltins: Plugin = {
  name: "lazy-builtins",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: "lazy-builtin" }));
    onLoad({ filter: /./, namespace: "lazy-builtin" }, async ({ path }) => {
      if (!builtinModules.includes(path.slice(PREFIX.length)) && !builtinModules.includes(path)) {
        return { errors: [{ text: `${path}: Node.js has no such module` }] };
      }
      const names = Object.keys((await import(path)) as object).filter(
        (name) => name !== "default",
      );
      return { contents: moduleOf(path, names), loader: "js" };
    });
  },
};

/** A module with the same names, each of which asks for the real one. */
function moduleOf(path: string, names: readonly string[]): string {
  const quoted = JSON.stringify(path);
  return [
    `const real = () => process.getBuiltinModule(${quoted});`,
    `for (const name of ${JSON.stringify(names)}) {`,
    "  Object.defineProperty(exports, name, { enumerable: true, get: () => real()[name] });",
    "}",
  ].join("\n");
}
