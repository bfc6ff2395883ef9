/** What is made of measurements. */

/** NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** NaN of none. */
export function geometricMean(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

export interface Named {
  readonly name: string;
  readonly value: number;
}

/** The largest, undefined of none. */
export function worst(values: readonly Named[]): Named | undefined {
  return values.reduce<Named | undefined>(
    (found, next) => (found === undefined || next.value > found.value ? next : found),
    undefined,
  );
}
