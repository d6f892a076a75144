import { dirname, join } from 'node:path';
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
};

/**
 * An esbuild plugin that loads these libraries at the first call of one of their functions or classes, in the same
 * breath, so that their users may stay synchronous. `name` is what their files begin with, in the bundle's folder.
 */
export const late = (name) => ({
  name: 'late',
  setup({ onResolve, onLoad, onEnd, initialOptions, esbuild }) {
    const { outdir = dirname(initialOptions.outfile ?? ''), outfile: _, ...options } = initialOptions;
    const used = new Set();
    const all = Object.values(groups).flat();
    onResolve({ filter: new RegExp(`^(${all.map((one) => one.replaceAll('/', '\\/')).join('|')})$`) }, ({ path }) => ({
      path,
      namespace: 'late',
    }));
    onLoad({ filter: /.*/, namespace: 'late' }, async ({ path }) => {
      const [group] = Object.entries(groups).find(([, members]) => members.includes(path));
      used.add(group);
      return { contents: await standIn(path, fileOf(name, group)), loader: 'js', resolveDir: root };
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

// A library written as a module asks where it lies; in this format only the file's name says so.
const here = "const hereUrl = require('node:url').pathToFileURL(__filename).href;";

const fileOf = (name, group) => `${name}-${group}.cjs`;

const bundleOf = (members) => `
${members.map((path, n) => `import * as member${n} from '${path}';`).join('\n')}
export const members = { ${members.map((path, n) => `'${path}': member${n}`).join(', ')} };
`;

/** The exports of a library as stand-ins that become the real ones when called, constructed or read. */
async function standIn(path, file) {
  const exported = Object.entries(await import(path));
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
  get: (_, key) => load()[name][key],
});
${lines.join('\n')}
`;
}
