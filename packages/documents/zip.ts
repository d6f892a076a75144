import { type Zippable, zipSync } from 'fflate';

/** One archive of files; of the same name the second and later get 1, 2 and so on behind it. */
export function zipFiles(files: readonly { name: string; bytes: Uint8Array }[]): Uint8Array {
  const entries: Record<string, Uint8Array> = {};
  for (const { name, bytes } of files) entries[freeName(entries, name)] = bytes;
  return zipSync(entries as Zippable, { level: 1 });
}

function freeName(taken: Readonly<Record<string, unknown>>, name: string): string {
  const dot = name.lastIndexOf('.');
  let free = name;
  for (let n = 1; Object.hasOwn(taken, free); n++) free = `${name.slice(0, dot)}${n}${name.slice(dot)}`;
  return free;
}
