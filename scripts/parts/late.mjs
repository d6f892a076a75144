import { basename, dirname, join } from 'node:path';
import { root } from './house.mjs';

/** What most starts never need: dictionaries, workbooks, files in a bucket. Each group becomes a file beside the bundle. */
const groups = {
  pinyin: ['pinyin-pro'],
  workbook: ['hucre/xlsx'],
  bucket: ['@aws-sdk/client-s3', '@aws-sdk/s3-request-presigner'],
  key: ['@aws-sdk/client-kms'],
  role: ['@aws-sdk/client-sts'],
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
          banner: {},
          format: 'cjs',
          stdin: {
            contents: groups[group].map((one) => `export * from '${one}';`).join('\n'),
            resolveDir: join(root, 'packages/engine'),
          },
          outfile: join(outdir, fileOf(name, group)),
        });
    });
  },
});

const fileOf = (name, group) => `${basename(name)}-${group}.cjs`;

async function standIn(path, file) {
  const names = Object.keys(await import(path)).filter((one) => one !== 'default');
  return `
import { createRequire } from 'node:module';
let loaded;
const load = () => (loaded ??= createRequire(import.meta.url)('./${file}'));
const late = (name) => new Proxy(function () {}, {
  apply: (_, self, args) => load()[name](...args),
  construct: (_, args) => new (load()[name])(...args),
});
${names.map((one) => `export const ${one} = /* @__PURE__ */ late('${one}');`).join('\n')}
`;
}
