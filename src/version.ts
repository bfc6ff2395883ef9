declare const ANTECEDE_VERSION: string | undefined;
declare const ANTECEDE_PREPARATION: string | undefined;

/** The package's version, put in when it is bundled. */
export function version(): string {
  return typeof ANTECEDE_VERSION === "string" ? ANTECEDE_VERSION : "0.0.0-source";
}

/**
 * A hash of the engine and of the code that puts it into programs, put in when it is bundled;
 * undefined for sources, which can change at any time.
 */
export function preparation(): string | undefined {
  return typeof ANTECEDE_PREPARATION === "string" ? ANTECEDE_PREPARATION : undefined;
}
