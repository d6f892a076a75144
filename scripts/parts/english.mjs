import { readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { filesIn, root } from './house.mjs';

const file = 'late-english.json';
const isSource = (path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts');
const imported = /^import \{[^}]*\bt\b[^}]*\} from '@juxian\/base\/text\.ts';$/m;
const word = String.raw`('(?:[^'\\\n]|\\['"\\])*'|"(?:[^"\\\n]|\\['"\\])*")`;
const call = new RegExp(String.raw`(?<![.\w])t\(\s*${word},\s*${word},?\s*\)`, 'g');

/**
 * An esbuild plugin that takes the English of `t('中文', 'English')` out of a bundle: it is read, all at once, when
 * somebody first asks for it, from a file in the bundle's folder. Where one Chinese text is said in several ways in
 * English, all but one of them stay.
 */
export const english = {
  name: 'english',
  setup({ onResolve, onLoad, onEnd, initialOptions: { outdir } }) {
    const all = everyText();
    const used = new Set();
    onResolve({ filter: /^english$/ }, () => ({ path: 'english', namespace: 'english' }));
    onLoad({ filter: /.*/, namespace: 'english' }, () => ({ contents: reader, resolveDir: root }));
    onLoad({ filter: /\/(packages|functions)\/.+\.tsx?$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      if (!imported.test(source)) return;
      const contents = source.replace(call, (whole, zh, en) => {
        const key = unquoted(zh);
        if (all.get(key) !== unquoted(en)) return whole;
        used.add(key);
        return `/* @__PURE__ */ inEnglishLater(${zh})`;
      });
      return { contents: `import { inEnglishLater } from 'english'; ${contents}`, loader: extname(path).slice(1) };
    });
    onEnd(() => {
      const words = [...used].sort().map((zh) => [zh, all.get(zh)]);
      writeFileSync(join(outdir, file), JSON.stringify(Object.fromEntries(words)));
    });
  },
};

/** The first English of every Chinese text of the product. */
function everyText() {
  const texts = new Map();
  for (const path of ['functions', 'packages'].flatMap((folder) => filesIn(folder, isSource)))
    for (const [, zh, en] of readFileSync(join(root, path), 'utf8').matchAll(call))
      if (!texts.has(unquoted(zh))) texts.set(unquoted(zh), unquoted(en));
  return texts;
}

const unquoted = (literal) => literal.slice(1, -1).replace(/\\(.)/g, '$1');

// Thousands are made at every start: one getter for all, and the way of defining it, keep that as quick as plain objects.
const reader = `
import { readFileSync } from 'node:fs';
let words;
const later = {
  enumerable: true,
  configurable: true,
  get() {
    words ??= JSON.parse(readFileSync(new URL('./${file}', import.meta.url), 'utf8'));
    return words[this.zh];
  },
};
export const inEnglishLater = (zh) => {
  const text = { zh };
  Reflect.defineProperty(text, 'en', later);
  return text;
};
`;
