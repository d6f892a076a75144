import { zipSync } from 'fflate';

/** One archive of files; of the same name the second and later get 1, 2 and so on behind it. */
export function zipFiles(files: readonly { name: string; bytes: Uint8Array }[]): Uint8Array {
  const taken = new Set<string>();
  const entries = files.map(({ name, bytes }) => [freeName(taken, name), bytes] as const);
  return zipSync(Object.fromEntries(entries), { level: 1 });
}

/** Windows tells no capital letter from a small one. */
function freeName(taken: Set<string>, name: string): string {
  const dot = name.lastIndexOf('.');
  let free = name;
  for (let n = 1; taken.has(free.toLowerCase()); n++) free = `${name.slice(0, dot)}${n}${name.slice(dot)}`;
  taken.add(free.toLowerCase());
  return free;
}
