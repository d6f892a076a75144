import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './parts/browser.mjs';
import { buildLocal, buildWeb } from './parts/build.mjs';
import { bin, cache, run, stop } from './parts/house.mjs';
import { install } from './parts/install.mjs';

const filter = process.argv.slice(2);
const hasJourneys = filter.length === 0 || filter.some((word) => word.includes('web'));

const ready = install().then(() => hasJourneys && Promise.all([buildWeb(), buildLocal()]));
const [browser] = await Promise.all([hasJourneys ? findBrowser() : {}, ready]);
if (browser.advice) stop(browser.advice);

const report = join(cache, 'test.json');
mkdirSync(cache, { recursive: true });
rmSync(report, { force: true });
const code = await run(
  bin('vitest'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filter],
  { env: browser.path ? { CHROMIUM: browser.path } : {} },
);
const { passed, failed } = sum(report);
const ok = code === 0 && failed === 0 && passed > 0;
console.log(`${passed} passed, ${ok ? failed : Math.max(failed, 1)} failed`);
process.exitCode = ok ? 0 : 1;

/** A file that breaks before its first test counts as one failure. */
function sum(path) {
  if (!existsSync(path)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(path, 'utf8'));
  const broken = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}
