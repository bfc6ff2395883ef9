/**
 * Has V8's code of our own files kept, beside what is compiled for users: to compile them anew at
 * every start took a tenth of a short run. Loaded before everything else (node.ts).
 */
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { defaultCacheFolder } from "../toolchain/cache-folder.ts";

if (!process.argv.includes("--no-cache")) {
  // It says by its result whether it can write there; if not, all is as it would be without.
  enableCompileCache(join(defaultCacheFolder(process.env), "code"));
}
