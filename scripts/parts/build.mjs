import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { english } from './english.mjs';
import { bin, cache, freshen, root, run } from './house.mjs';
import { late } from './late.mjs';

const server = ['functions', 'packages'];
const pages = ['web', 'packages'];
const banner = {
  js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
};

/** The settings of every server bundle: what runs here is what runs in the cloud. */
export const serverBundle = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  mainFields: ['module', 'main'],
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  banner,
  charset: 'utf8',
  logLevel: 'warning',
  absWorkingDir: root,
};

/** Whatever the shell says: pages built for a test would carry React's warnings. */
const production = { env: { NODE_ENV: 'production' } };

/** Builds the workspace's pages into web/dist when their sources have changed. */
export async function buildWeb() {
  await freshen('web', join(root, 'web/dist'), pages, async () => {
    console.log('Building the pages …');
    if ((await run(bin('vite'), ['build', 'web', '--manifest', '--logLevel', 'error'], production)) !== 0)
      throw new Error('The pages could not be built.');
  });
}

/** Bundles the whole product in one process. @returns the path of the bundle. */
export async function buildLocal() {
  const outfile = join(cache, 'local.mjs');
  await freshen('local', outfile, server, async () => {
    const { build } = await import('esbuild');
    await build({ ...serverBundle, entryPoints: ['functions/local.ts'], outfile, plugins: [oneLocale, late('local')] });
  });
  return outfile;
}

/** The functions of the cloud, one bundle each. */
export const lambdas = ['api', 'auth', 'portal', 'events', 'jobs'];

/**
 * Bundles one function for the cloud into `folder`/`name`/index.mjs; what is imported lazily lies beside it with the
 * fonts it reads, and the workspace's gets the pages. @returns the bytes that are loaded before the first request.
 */
export async function buildLambda(name, folder) {
  const { build } = await import('esbuild');
  const outdir = join(folder, name);
  rmSync(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    ...serverBundle,
    entryPoints: { index: `functions/${name}/lambda.ts` },
    outdir,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    chunkNames: 'part-[hash]',
    minify: true,
    legalComments: 'external',
    metafile: true,
    plugins: [oneLocale, versionOnly, english, late('late'), afterStart(`functions/${name}/lambda.ts`)],
  });
  if (existsSync(join(outdir, 'late-pdf.cjs'))) copyFonts(join(outdir, 'fonts'));
  if (name === 'api') copyPages(join(outdir, 'pages'));
  return loadedFirst(metafile.outputs, relative(root, join(outdir, 'index.mjs')));
}

/**
 * What is loaded later stands on all that the entry imports, so that this stays one piece: without, esbuild cuts it into
 * one for each set of later parts that share it.
 */
const afterStart = (entry) => ({
  name: 'after-start',
  setup({ onResolve, onLoad, resolve }) {
    const imports = [...readFileSync(join(root, entry), 'utf8').matchAll(/^import (?!type).*?('.+');$/gm)];
    onResolve({ filter: /\.tsx?$/ }, async ({ path, kind, resolveDir }) => {
      if (kind !== 'dynamic-import') return;
      const found = await resolve(path, { kind: 'import-statement', resolveDir });
      return { path: relative(root, found.path), namespace: 'after-start' };
    });
    onLoad({ filter: /.*/, namespace: 'after-start' }, ({ path }) => ({
      contents: [...imports.map(([, from]) => `import ${from};`), `export * from '${join(root, path)}';`].join('\n'),
      resolveDir: dirname(join(root, entry)),
    }));
  },
});

// Zod carries its messages in 50 languages; the words of a refusal are our own.
const oneLocale = {
  name: 'one-locale',
  setup({ onResolve }) {
    onResolve({ filter: /\/locales\/index\.js$/ }, ({ path, resolveDir }) =>
      resolveDir.includes('/node_modules/zod/') ? { path: join(resolveDir, path, '../en.js') } : undefined,
    );
  },
};

// The SDK reads one word of its own manifest.
const versionOnly = {
  name: 'version-only',
  setup({ onLoad }) {
    onLoad({ filter: /\/@aws-sdk\/client-[a-z-]+\/package\.json$/ }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/** The Song faces that PDF embeds, beside the bundle that reads them. */
function copyFonts(folder) {
  const faces = join(root, 'node_modules/@expo-google-fonts/noto-serif-sc');
  for (const face of ['400Regular/NotoSerifSC_400Regular.ttf', '700Bold/NotoSerifSC_700Bold.ttf'])
    cpSync(join(faces, face), join(folder, face.split('/')[1]));
}

/** The documents of the pages; their parts are served from a bucket. */
function copyPages(folder) {
  const dist = join(root, 'web/dist');
  if (!existsSync(dist)) return;
  cpSync(dist, folder, { recursive: true, filter: (path) => !/\/(assets|\.vite)$/.test(path) });
}

function loadedFirst(outputs, entry) {
  const seen = new Set();
  const visit = (path) => {
    if (seen.has(path) || !outputs[path]) return;
    seen.add(path);
    for (const { path: next, kind } of outputs[path].imports) if (kind === 'import-statement') visit(next);
  };
  visit(entry);
  return [...seen].reduce((sum, path) => sum + outputs[path].bytes, 0);
}
