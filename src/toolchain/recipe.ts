/** What every key of the cache holds, besides what it is the key of. */
import { readAsset } from "../assets.ts";

/** Changes with anything about compiling that the other parts of a cache key don't show. */
const RECIPE = "6";

/**
 * The recipe, and a hash of all that the runtime was built of: what programs are compiled against
 * and linked with.
 */
export function recipe(): readonly (string | Uint8Array)[] {
  return [RECIPE, readAsset("guest/stamp")];
}
