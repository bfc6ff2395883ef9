/**
 * Makes bundles load each of Node.js's own modules when something of it is first used: a run that
 * has all in the cache needs neither child processes nor compression, and they took a third of its
 * start.
 */
import type { Plugin } from "esbuild";

/** For bundles that run on the version of Node.js that builds them. */
export const lazyBuiltins: Plugin = {
  name: "lazy-builtins",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: "lazy-builtin" }));
    onLoad({ filter: /./, namespace: "lazy-builtin" }, ({ path }) => {
      const builtin = process.getBuiltinModule(path) as Readonly<Record<string, unknown>>;
      return { contents: moduleOf(path, builtin), loader: "js" };
    });
  },
};

/** Exports of the same names. Those that a bundle doesn't use are left out of it. */
function moduleOf(path: string, builtin: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(builtin).filter((name) => /^\w+$/.test(name) && name !== "default");
  return [
    "let loaded;",
    `const builtin = () => (loaded ??= process.getBuiltinModule(${JSON.stringify(path)}));`,
    ...names.map((name) => `export const ${name} = ${standIn(name, builtin[name])};`),
  ].join("\n");
}

function standIn(name: string, value: unknown): string {
  // Values are read at once: there are none in modules that take long to load.
  if (typeof value !== "function") return `/* @__PURE__ */ (() => builtin().${name})()`;
  const isClass = /^[A-Z]/.test(name);
  if (!isClass) return `(...args) => builtin().${name}(...args)`;
  const construct = `construct: (_, args) => new (builtin().${name})(...args)`;
  return `/* @__PURE__ */ new Proxy(class {}, { ${construct} })`;
}
