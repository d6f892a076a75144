import { cpus } from 'node:os';

export type Line = { what: string; value: number; unit: string; note?: string };

/** The middle one of the measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

/** Times one call: the median of `runs`, in ms. */
export async function timed(runs: number, call: (run: number) => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    await call(run);
    times.push(performance.now() - began);
  }
  return median(times);
}

const digits = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

/** Prints the table, the machine above it. */
export function print(title: string, lines: readonly Line[]): void {
  const machine = cpus();
  console.log(
    `${title} · ${machine.length} × ${machine[0]?.model.trim() ?? 'unknown'} · Node ${process.versions.node}`,
  );
  const width = Math.max(...lines.map(({ what }) => what.length));
  for (const { what, value, unit, note } of lines)
    console.log(`  ${what.padEnd(width)}  ${digits(value).padStart(8)} ${unit.padEnd(6)} ${note ?? ''}`.trimEnd());
}
