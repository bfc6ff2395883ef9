/** What there is of Rust on this machine, for `antecede doctor`. */
import { defaultCacheFolder } from "../cache-folder.ts";
import { hasStandardLibrary } from "./standard-library.ts";
import { DEBIAN, RUSTUP, type RustCandidate, rustCandidates } from "./toolchain.ts";

export interface RustDiagnosis {
  /** Each rustc that is looked at, in order: the first that lacks nothing is used. */
  readonly candidates: readonly RustCandidate[];
  /** The one that is used. */
  readonly used?: RustCandidate;
  /** Whether its standard library has been built with hooks already. */
  readonly isLibraryBuilt: boolean;
  /** Commands that make Rust usable, one of which is enough; none if it is. */
  readonly commands: readonly string[];
  /** Why nothing helps here. */
  readonly unsupported?: string;
}

/** Where there is no rustc at all. */
const INSTALL = [RUSTUP, DEBIAN];

/** Runs each rustc that it finds; changes nothing. */
export function rustDiagnosis(environment: NodeJS.ProcessEnv): RustDiagnosis {
  if (process.platform === "win32") {
    const unsupported = "Rust programs on Windows: use the Windows Subsystem for Linux";
    return { candidates: [], isLibraryBuilt: false, commands: [], unsupported };
  }
  const candidates = rustCandidates(environment);
  const used = candidates.find(({ toolchain }) => toolchain);
  if (used?.toolchain) {
    const isLibraryBuilt = hasStandardLibrary(used.toolchain, defaultCacheFolder(environment));
    return { candidates, used, isLibraryBuilt, commands: [] };
  }
  const commands = [...new Set(candidates.flatMap(({ command }) => command ?? []))];
  return { candidates, isLibraryBuilt: false, commands: commands.length > 0 ? commands : INSTALL };
}
