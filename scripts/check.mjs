import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure } from './parts/budgets.mjs';
import { buildWeb } from './parts/build.mjs';
import { bin, filesIn, root, run } from './parts/house.mjs';
import { install } from './parts/install.mjs';
import { cruise } from './parts/order.mjs';

await install();
const failed = [];
// It takes longest, on one core: the others are at work beside it.
const cruised = Promise.allSettled([cruise()]);
await step('format and lint', async () => (await run(bin('biome'), ['check', '--error-on-warnings'])) === 0);
await step('types', async () => (await run(bin('tsc'), ['-p', 'tsconfig.json'])) === 0);
await step('import order', importOrder);
await step('dead code', async () => (await run(bin('knip'), ['--no-progress', '--no-config-hints'])) === 0);
await step('budgets', budgets);
printSizes();
if (failed.length > 0) console.error(`\nNot in order: ${failed.join(', ')}.`);
process.exitCode = failed.length > 0 ? 1 : 0;

async function step(name, holds) {
  console.log(`\n— ${name}`);
  try {
    if (await holds()) return;
  } catch (error) {
    console.error(error.message);
  }
  failed.push(name);
}

async function importOrder() {
  const [{ reason, value }] = await cruised;
  if (reason) throw reason;
  const { violations, missed, read } = value;
  for (const violation of violations) console.error(violation);
  for (const path of missed) console.error(`${path} was not read by the import check`);
  console.log(`${read} files`);
  return violations.length === 0 && missed.length === 0;
}

async function budgets() {
  await buildWeb();
  const lines = await measure();
  for (const { name, bytes, limit, fits } of lines)
    console.log(`${fits ? ' ' : '!'} ${name}: ${(bytes / 1000).toFixed(1)} of ${limit / 1000} kB`);
  return lines.every(({ fits }) => fits);
}

/** Line counts are news, not limits: nobody shortens code for them. */
function printSizes() {
  const lines = (paths) =>
    paths.reduce((sum, path) => sum + readFileSync(join(root, path), 'utf8').split('\n').length - 1, 0);
  const engine = filesIn('packages/engine', (path) => /\.tsx?$/.test(path));
  const isKind = (path) => /kinds\/[^/]+\//.test(path);
  console.log(`\n— lines\nengine without kinds: ${lines(engine.filter((path) => !isKind(path)))} (aim 2500)`);
  const kinds = [...new Set(engine.filter(isKind).map((path) => path.split('/')[3]))];
  console.log(
    kinds.map((kind) => `${kind} ${lines(engine.filter((path) => path.includes(`kinds/${kind}/`)))}`).join(' · '),
  );
}
