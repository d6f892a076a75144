import { basename, join } from 'node:path';
import { buildLocal, buildWeb, serverBundle } from './parts/build.mjs';
import { cache, filesIn, run, stop } from './parts/house.mjs';
import { install } from './parts/install.mjs';

await install();
const filter = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const options = process.argv.slice(2).filter((word) => word.startsWith('--'));
const benches = filesIn('test/bench', (path) => /^[^/]+\/[^/]+\/[^/.]+\.ts$/.test(path)).filter(
  (path) => filter.length === 0 || filter.some((word) => basename(path).includes(word)),
);
if (benches.length === 0) stop(`No bench in test/bench is called ${filter.join(' or ')}.`);

await buildWeb();
await buildLocal();
const { build } = await import('esbuild');
let failed = 0;
for (const bench of benches) {
  const name = basename(bench, '.ts');
  const outfile = join(cache, 'bench', `${name}.mjs`);
  await build({ ...serverBundle, entryPoints: [bench], outfile });
  console.log(`\n— ${name}`);
  if ((await run(process.execPath, ['--expose-gc', outfile, ...options])) !== 0) failed++;
}
process.exitCode = failed > 0 ? 1 : 0;
