/** `antecede config`: what holds for a run, and where it comes from. */
import type { Setting, Settings } from "./settings.ts";

export async function configCommand({ settings, withoutEffect }: Settings): Promise<number> {
  const rows = settings.flatMap(({ name, values, source }) =>
    values.map((value) => [optionText(name, value), source] as const),
  );
  const width = Math.max(0, ...rows.map(([option]) => option.length));
  const lines = [
    ...rows.map(([option, source]) => `${option.padEnd(width)}  from ${source}`),
    ...(withoutEffect.length > 0
      ? [`without effect here, from TSAN_OPTIONS: ${withoutEffect.join(" ")}`]
      : []),
    `${rows.length === 0 ? "all" : "all other"} options have their defaults: antecede help run`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  return 0;
}

function optionText(name: Setting["name"], value: string): string {
  return value === "" ? `--${name}` : `--${name} ${value}`;
}
