import type { ImportSource } from '@juxian/engine/import/source.ts';

const sources = new Map<string, () => Promise<ImportSource>>([
  ['cadre', async () => (await import('./cadre/import/source.ts')).cadreSource],
]);

/** What reads more than plain tables for a module, loaded when one of its kind is imported; undefined where nothing does. */
export const importSourceOf = (module: string): Promise<ImportSource> | undefined => sources.get(module)?.();
