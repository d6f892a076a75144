import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const cache = join(root, 'node_modules/.cache/juxian');
export const bin = (name) => join(root, 'node_modules/.bin', name);

/** The AWS SDK is pinned to releases that know Node 20: its call for a newer Node tells nobody here anything. */
export const quietSdk = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

/** Ends the script with one sentence a person can act on. */
export function stop(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

/** Runs a program in the project root, its output straight through. @returns its exit code; a signal counts as 1. */
export function run(command, args, { env = {}, quiet = false } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'],
      env: { ...quietSdk, ...process.env, ...env },
    });
    child.on('error', fail);
    child.on('close', (code) => done(code ?? 1));
  });
}

/** Like `run`, but hands the output back. */
export function capture(command, args) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    const parts = [];
    child.stdout.on('data', (part) => parts.push(part));
    child.on('error', fail);
    child.on('close', (code) => done({ code: code ?? 1, output: Buffer.concat(parts).toString() }));
  });
}

const never = new Set(['node_modules', 'dist', 'cdk.out', '.git', '.data', 'coverage']);

/** The files below a folder of the project, as paths from the root, in a fixed order. */
export function filesIn(folder, fits = () => true) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !never.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(path, fits);
      return fits(path) ? [path] : [];
    });
}

/** Runs `make` unless these sources were made into `target` before: a stamp of their content is kept in the cache. */
export async function freshen(name, target, folders, make) {
  const sum = createHash('sha256');
  for (const path of ['package-lock.json', ...folders.flatMap((folder) => filesIn(folder))])
    sum.update(`${path}\0`).update(readFileSync(join(root, path)));
  const hash = sum.digest('hex');
  const stamp = join(cache, `${name}.stamp`);
  if (existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  await make();
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, hash);
}
