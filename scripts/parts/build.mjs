import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, cache, freshen, root, run } from './house.mjs';

const server = ['functions', 'packages'];
const pages = ['web', 'packages'];
const banner = {
  js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
};

/** The settings of every server bundle: what runs here is what runs on Lambda. */
export const serverBundle = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  mainFields: ['module', 'main'],
  jsx: 'automatic',
  banner,
  logLevel: 'warning',
  absWorkingDir: root,
};

/** Builds the workspace's pages into web/dist when their sources have changed. */
export async function buildWeb() {
  await freshen('web', join(root, 'web/dist'), pages, async () => {
    console.log('Building the pages …');
    if ((await run(bin('vite'), ['build', 'web', '--manifest', '--logLevel', 'error'])) !== 0)
      throw new Error('The pages could not be built.');
  });
}

/** Bundles the whole product in one process. @returns the path of the bundle. */
export async function buildLocal() {
  const outfile = join(cache, 'local.mjs');
  await freshen('local', outfile, server, async () => {
    const { build } = await import('esbuild');
    await build({ ...serverBundle, entryPoints: ['functions/local.ts'], outfile });
  });
  return outfile;
}

/** The functions of the cloud, one bundle each. */
export const lambdas = ['api', 'auth', 'portal', 'events', 'jobs'];

/** Bundles one function for the cloud into `folder`/`name`/index.mjs. @returns esbuild's account of what went in. */
export async function buildLambda(name, folder) {
  const { build } = await import('esbuild');
  rmSync(join(folder, name), { recursive: true, force: true });
  const outfile = join(folder, name, 'index.mjs');
  const made = await build({
    ...serverBundle,
    entryPoints: [`functions/${name}/lambda.ts`],
    outfile,
    minify: true,
    keepNames: true,
    metafile: true,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return Object.values(made.metafile.outputs)[0];
}
