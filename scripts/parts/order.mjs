import { bin, capture, filesIn } from './house.mjs';

const folders = ['packages', 'functions', 'web', 'infra', 'test'];

/**
 * Holds the import order of .dependency-cruiser.cjs against the tree.
 * @returns the violations as sentences, how many source files were read and how many there are: fewer read than there
 * are means that the reader could not parse TypeScript, and then no violation is no news.
 */
export async function cruise() {
  const there = folders.flatMap((folder) => filesIn(folder, (path) => /\.tsx?$/.test(path)));
  const { output } = await capture(bin('depcruise'), ['--config', '.dependency-cruiser.cjs', '-T', 'json', ...folders]);
  const { modules, summary } = JSON.parse(output);
  const seen = new Set(modules.map((module) => module.source));
  return {
    violations: summary.violations.map(
      ({ rule, from, to, comment }) => `${rule.name}: ${from} → ${to}${comment ? ` (${comment})` : ''}`,
    ),
    missed: there.filter((path) => !seen.has(path)),
    read: there.length,
  };
}
