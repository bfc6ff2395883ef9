/** Where the cache lies if nobody says. */
import { homedir } from "node:os";
import { join } from "node:path";

/** `ANTECEDE_CACHE`, or the platform's folder for caches. */
export function defaultCacheFolder(environment: NodeJS.ProcessEnv): string {
  if (environment.ANTECEDE_CACHE) return environment.ANTECEDE_CACHE;
  if (environment.XDG_CACHE_HOME) return join(environment.XDG_CACHE_HOME, "antecede");
  if (process.platform === "win32" && environment.LOCALAPPDATA) {
    return join(environment.LOCALAPPDATA, "antecede", "cache");
  }
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "antecede");
  return join(homedir(), ".cache", "antecede");
}
