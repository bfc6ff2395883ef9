/** The stack of the call in progress, as V8 prints it. */
export function takeStack(): string {
  return new Error().stack ?? "";
}
