declare const ANTECEDE_VERSION: string | undefined;

/** The package's version, put in when it is bundled. */
export function version(): string {
  return typeof ANTECEDE_VERSION === "string" ? ANTECEDE_VERSION : "0.0.0-source";
}
