import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { roles } from '@juxian/base/actor.ts';
import { modules } from '@juxian/modules/index.ts';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .filter((path) => !/node_modules|\/dist\//.test(path));
}

const literal = String.raw`('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\x60(?:[^\x60\\]|\\.)*\x60)`;
/** Both wordings of a text, however it is written down. */
const written = [
  new RegExp(String.raw`\bt\(\s*${literal}\s*,\s*${literal}`, 'gs'),
  new RegExp(String.raw`\bzh:\s*${literal}\s*,\s*en:\s*${literal}`, 'gs'),
];

type Wording = { at: string; zh: string; en: string };

const wordingsIn = (at: string, source: string): Wording[] =>
  written.flatMap((pattern) =>
    [...source.matchAll(pattern)].map(([, zh = '', en = '']) => ({ at, zh: zh.slice(1, -1), en: en.slice(1, -1) })),
  );

const officeWords = /租户|模块|覆盖层|记录类型/;
const chinese = /\p{Script=Han}/u;
/** What stays Chinese in an English sentence: what is quoted, names of counties, the example of a numbering word. */
const withoutNames = (en: string): string =>
  en.replace(/[“"‘(（《][^”"’)）》]*[”"’)）》]|\p{Script=Han}{2,4}[县区]|怀人才(?:〔2026〕001号)?/gu, '');
/** English counts without these. */
const measureWord = /^[个项人件名]$/;

const faultsOf = ({ at, zh, en }: Wording): string[] => [
  ...(officeWords.test(zh) ? [`${at}: ${zh}`] : []),
  ...(en.trim() === '' && zh.trim() !== '' && !measureWord.test(zh) ? [`${at}: no English for ${zh}`] : []),
  ...(en !== '中文' && chinese.test(withoutNames(en)) ? [`${at}: Chinese in ${en}`] : []),
];

describe('the words on screens', () => {
  const wordings = ['packages', 'functions', 'web'].flatMap((folder) =>
    sourcesIn(folder).flatMap((path) => wordingsIn(path, readFileSync(join(root, path), 'utf8'))),
  );

  it('are collected from everywhere they are written', () => {
    expect(wordings.length).toBeGreaterThan(1500);
    for (const folder of ['packages/base', 'packages/engine', 'packages/modules', 'functions/portal', 'web/src'])
      expect(wordings.filter(({ at }) => at.startsWith(folder)).length, folder).toBeGreaterThan(0);
  });

  it('are those of the offices in Chinese, and English in English', () => {
    expect(wordings.flatMap(faultsOf)).toEqual([]);
  });

  it('would be refused', () => {
    const source = `t('本租户', 'County'); t(\n  "甲",\n  '',\n); t(\`乙\`, \`B 乙\`); ({ zh: '模块', en: 'It\\'s' })`;
    const found = wordingsIn('a.ts', source);
    expect(found).toHaveLength(4);
    expect(found.flatMap(faultsOf)).toEqual([
      'a.ts: 本租户',
      'a.ts: no English for 甲',
      'a.ts: Chinese in B 乙',
      'a.ts: 模块',
    ]);
  });
});

describe('the engine', () => {
  const engine = sourcesIn('packages/engine').map((path) => ({ path, source: readFileSync(join(root, path), 'utf8') }));

  it('contains the name of no module and imports none', () => {
    const words = new Set<string>([...roles, ...modules.map(({ room }) => room)]);
    const names = modules.map(({ name }) => name).filter((name) => !words.has(name));
    expect(names).toContain('application');
    for (const { path, source } of engine) {
      expect(source, path).not.toMatch(/@juxian\/modules/);
      for (const name of names) expect(source, `${name} in ${path}`).not.toMatch(new RegExp(`['"\`]${name}['"\`]`));
      for (const { title } of modules) expect(source, `${title.zh} in ${path}`).not.toContain(`'${title.zh}'`);
    }
  });

  it('contains the name of no county', () => {
    for (const { path, source } of engine)
      expect(
        [...source.matchAll(/\p{Script=Han}+[县旗]/gu)]
          .map(([name]) => name)
          .filter((name) => !/^(本县|.*[本各]县)$/.test(name)),
        path,
      ).toEqual([]);
  });
});
