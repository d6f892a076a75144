import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, stop } from './house.mjs';

/** Installs what the lockfile names, unless exactly that is there already. */
export async function install() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) stop(`Juxian needs Node 20 or newer; this is ${process.versions.node}.`);
  if (isInstalled()) return;
  console.log('Installing the dependencies of the lockfile …');
  if ((await run('npm', ['ci', '--loglevel=error'])) !== 0)
    stop('The dependencies could not be installed: see above, then run this again.');
}

function isInstalled() {
  const kept = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(kept)) return false;
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(kept);
  return Object.entries(wanted).every(([path, { version, link, optional }]) => {
    if (!path.startsWith('node_modules/') || link) return true;
    return present[path] ? present[path].version === version : optional === true;
  });
}

const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;
