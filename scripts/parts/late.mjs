import { basename, dirname, join, relative } from 'node:path';
import { root } from './house.mjs';

/**
 * What most starts never need: dictionaries, workbooks, files in a bucket, credentials that are not in the environment.
 * Each group becomes a file beside the bundle.
 */
const groups = {
  pinyin: ['pinyin-pro'],
  workbook: ['hucre/xlsx'],
  bucket: ['@aws-sdk/client-s3', '@aws-sdk/s3-request-presigner'],
  key: ['@aws-sdk/client-kms'],
  role: ['@aws-sdk/client-sts'],
  credentials: [
    '@aws-sdk/credential-provider-http',
    '@aws-sdk/credential-provider-ini',
    '@aws-sdk/credential-provider-process',
    '@aws-sdk/credential-provider-sso',
    '@aws-sdk/credential-provider-web-identity',
    '@smithy/credential-provider-imds',
  ],
  paper: ['docx', 'qrcode'],
  pdf: ['pdfkit', 'fontkit'],
  dictionary: ['./packages/rules/dictionary.ts'],
  schema: ['./node_modules/zod/v4/core/json-schema-processors.js', './node_modules/zod/v4/core/to-json-schema.js'],
};

const all = Object.values(groups).flat();
const files = all.filter((one) => one.startsWith('./'));

/**
 * An esbuild plugin that loads these libraries at the first call of one of their functions or classes, in the same
 * breath, so that their users may stay synchronous. `name` is what their files begin with, in the bundle's folder.
 */
export const late = (name) => ({
  name: 'late',
  setup({ onResolve, onLoad, onEnd, resolve, initialOptions, esbuild }) {
    const { outdir = dirname(initialOptions.outfile ?? ''), outfile: _, ...options } = initialOptions;
    const used = new Set();
    onResolve({ filter: ending(all) }, async ({ path, kind, resolveDir, pluginData }) => {
      if (all.includes(path)) return { path, namespace: 'late' };
      if (pluginData === asked) return;
      const found = await resolve(path, { kind, resolveDir, pluginData: asked });
      const file = `./${relative(root, found.path)}`;
      return files.includes(file) ? { path: file, namespace: 'late' } : undefined;
    });
    onLoad({ filter: /.*/, namespace: 'late' }, async ({ path }) => {
      const [group] = Object.entries(groups).find(([, members]) => members.includes(path));
      used.add(group);
      return { contents: await standIn(path, fileOf(name, group), esbuild), loader: 'js', resolveDir: root };
    });
    onEnd(async () => {
      for (const group of used)
        await esbuild.build({
          ...options,
          entryPoints: undefined,
          outdir: undefined,
          splitting: false,
          plugins: [],
          metafile: false,
          banner: { js: here },
          define: { ...options.define, 'import.meta.url': 'hereUrl' },
          format: 'cjs',
          stdin: { contents: bundleOf(groups[group]), resolveDir: root },
          outfile: join(outdir, fileOf(name, group)),
        });
    });
  },
});

const asked = Symbol('asked');

/** What imports of these end with: a library's whole name, or the name of a file. */
const ending = (members) => {
  const ends = members.map((one) => (files.includes(one) ? basename(one) : one));
  return new RegExp(`(^|/)(${ends.join('|').replaceAll('.', '\\.')})$`);
};

// A library written as a module asks where it lies; in this format only the file's name says so.
const here = "const hereUrl = require('node:url').pathToFileURL(__filename).href;";

const fileOf = (name, group) => `${name}-${group}.cjs`;

const bundleOf = (members) => `
${members.map((path, n) => `import * as member${n} from '${path}';`).join('\n')}
export const members = { ${members.map((path, n) => `'${path}': member${n}`).join(', ')} };
`;

/** The exports of a library as stand-ins that become the real ones when called, constructed or read. */
async function standIn(path, file, esbuild) {
  const exported = await exportsOf(path, esbuild);
  const lines = exported.map(([name, value]) => {
    const isPlain = value === null || !['function', 'object'].includes(typeof value);
    const made = isPlain ? JSON.stringify(value) : `/* @__PURE__ */ late('${name}')`;
    return name === 'default' ? `export default ${made};` : `export const ${name} = ${made};`;
  });
  return `
import { createRequire } from 'node:module';
let loaded;
const load = () => (loaded ??= createRequire(import.meta.url)('./${file}').members['${path}']);
const late = (name) => new Proxy(function () {}, {
  apply: (_, self, args) => load()[name](...args),
  construct: (_, args) => new (load()[name])(...args),
  get: (_, key) => bound(load()[name], key),
});
// A method of a map takes no stand-in for the map; a class stays as it is.
const bound = (real, key) => (typeof real[key] === 'function' && !real[key].prototype ? real[key].bind(real) : real[key]);
${lines.join('\n')}
`;
}

/** Name and value of each export; a file's, which may be TypeScript, are not plain. */
async function exportsOf(path, esbuild) {
  if (!files.includes(path)) return Object.entries(await import(path));
  const { metafile } = await esbuild.build({
    entryPoints: [path],
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile: 'exports.js',
    write: false,
    metafile: true,
  });
  return Object.values(metafile.outputs)[0].exports.map((name) => [name, {}]);
}
