import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { own as desk } from '@juxian/web/src/desk/words.ts';
import { own as internship } from '@juxian/web/src/internship/words.ts';
import { own } from '@juxian/web/src/me/words.ts';
import { own as review } from '@juxian/web/src/review/words.ts';
import { terms, ways } from '@juxian/web/src/settings/words.ts';
import { words } from '@juxian/web/src/words.ts';
import { describe, expect, it } from 'vitest';

type Said = { path: string; zh: string; en: string };

function all(value: unknown, path: string): Said[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('zh' in value && 'en' in value) return [{ path, zh: String(value.zh), en: String(value.en) }];
  return Object.entries(value).flatMap(([name, held]) => all(held, `${path}.${name}`));
}

const said = [
  ...all(words, 'words'),
  ...all(terms, 'terms'),
  ...all(ways, 'ways'),
  ...all(own, 'own'),
  ...all(review, 'review'),
  ...all(desk, 'desk'),
  ...all(internship, 'internship'),
];
const sources = ['packages/modules', 'packages/rules', 'web/src'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8')),
);

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('the words of the screens', () => {
  it('are there in both languages, with the same places to fill', () => {
    expect(said.length).toBeGreaterThan(200);
    for (const { path, zh, en } of said) {
      expect({ path, places: places(zh) }).toEqual({ path, places: places(en) });
      expect({ path, blank: zh === '' }).toEqual({ path, blank: en === '' });
    }
  });

  it('are Chinese where they should be and the office’s own', () => {
    const foreign = said.filter(({ zh }) => /租户|模块|覆盖层|记录类型/.test(zh));
    expect(foreign).toEqual([]);
    const pages = ['sign-in', 'sign-up', 'invitations', 'demo', 'missing', 'index'].map((name) =>
      readFileSync(`web/${name}.html`, 'utf8'),
    );
    expect(pages.filter((text) => /租户|模块|覆盖层|记录类型/.test(text))).toEqual([]);
    expect(said.some(({ zh }) => zh.includes('本地设置'))).toBe(true);
    expect(said.some(({ zh }) => zh.includes('查看明文'))).toBe(true);
  });

  it.each(['attraction', 'withdrawal'])('are those the guide names: %s', (page) => {
    const text = readFileSync(`docs/guide/${page}.md`, 'utf8');
    const named = [...text.matchAll(/“([^”]+)”/g)].map(([, label = '']) => label);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((label) => !sources.some((source) => source.includes(`t('${label}'`)))).toEqual([]);
  });

  it('every Chinese line of the entry pages has its English beside it', () => {
    for (const name of ['sign-in', 'sign-up', 'invitations', 'demo', 'missing']) {
      const text = readFileSync(`web/${name}.html`, 'utf8').replace(
        /<noscript>[\s\S]*?<\/noscript>|<title>[\s\S]*?<\/title>/g,
        '',
      );
      const lines = [...text.matchAll(/<(\w+)([^>]*)>([^<]*\p{Script=Han}[^<]*)</gu)].filter(
        ([, , marks = '']) => !marks.includes('data-en='),
      );
      expect({ name, lines: lines.map(([, , , words]) => words) }).toEqual({ name, lines: [] });
    }
  });
});
