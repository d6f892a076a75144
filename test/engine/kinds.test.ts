import { readdirSync } from 'node:fs';
import { issueOf } from '@juxian/base/fn.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import {
  choice,
  computed,
  date,
  entries,
  identityNumber,
  kindSchemas,
  longText,
  number,
  sequence,
  text,
} from '@juxian/engine/kinds/index.ts';
import type { AnyField, CellLook, KindName, KindSchema, KindServer } from '@juxian/engine/kinds/kind.ts';
import { kindServers, parseCell, printCell, searchTexts } from '@juxian/engine/kinds/server.ts';
import { valuesSchema } from '@juxian/engine/kinds/values.ts';
import { describe, expect, it } from 'vitest';
import { fixtures, titles } from './kind-fixtures.ts';

const look: CellLook = {
  locale: 'zh-CN',
  title: (module, id) => titles[module]?.[id],
  find: (module, title) =>
    Object.entries(titles[module] ?? {})
      .filter(([, known]) => known === title)
      .map(([id]) => id),
};
const kinds = Object.keys(fixtures) as KindName[];

const accept = (field: AnyField, value: unknown) => {
  const schema: KindSchema<never> = kindSchemas[field.kind] as never;
  const result = schema.value(field.options as never).safeParse(value, { reportInput: true });
  return result.success ? { value: result.data } : { issues: result.error.issues.flatMap(issueOf) };
};
const sentence = /[一-鿿]/;

describe('the list of kinds', () => {
  it('has a folder with both halves for each kind, and no other', () => {
    const folder = new URL('../../packages/engine/kinds/', import.meta.url);
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...kinds].sort());
    expect(Object.keys(kindSchemas).sort()).toEqual([...kinds].sort());
    expect(Object.keys(kindServers).sort()).toEqual([...kinds].sort());
    for (const kind of kinds) expect(kindSchemas[kind].name).toBe(kind);
  });
});

describe.each(kinds)('%s', (kind) => {
  const { field, accepts, refuses, cells, badCells, roundTrips, masks, finds, column } = fixtures[kind];
  const server = kindServers[kind] as KindServer<never>;

  it('stores what it accepts', () => {
    for (const [given, stored] of accepts) expect(accept(field, given)).toEqual({ value: stored });
  });

  it('accepts again what it stored', () => {
    for (const [, stored] of accepts) expect(accept(field, stored)).toEqual({ value: stored });
  });

  it('refuses with words in both languages', () => {
    expect(refuses.length).toBeGreaterThan(0);
    for (const [given, code] of refuses) {
      const { issues = [] } = accept(field, given);
      expect(
        issues.map((issue) => issue.code),
        JSON.stringify(given),
      ).toContain(code);
      for (const { says, values } of issues) {
        expect(say(says, 'zh-CN', values)).toMatch(sentence);
        expect(say(says, 'en', values)).not.toMatch(/^[一-鿿]/);
        expect(`${say(says, 'zh-CN', values)}${say(says, 'en', values)}`).not.toMatch(/\{\w+\}/);
      }
    }
  });

  it('reads cells as offices write them', () => {
    for (const [cell, stored] of cells) expect(parseCell(field, cell, look), cell).toEqual({ value: stored });
  });

  it('refuses cells it cannot be sure of', () => {
    expect(badCells.length).toBeGreaterThan(0);
    for (const [cell, code] of badCells) {
      const read = parseCell(field, cell, look);
      if (!('refusal' in read)) throw new Error(`“${cell}” was read as ${JSON.stringify(read.value)}`);
      expect(read.refusal.code, cell).toBe(code);
      expect(read.refusal.reason('zh-CN')).toMatch(sentence);
      expect(`${read.refusal.reason('zh-CN')}${read.refusal.reason('en')}`).not.toMatch(/\{\w+\}/);
    }
  });

  it('brings a value back from its own cell in either language, unless it is only printed', () => {
    if (server.printOnly) {
      expect(parseCell(field, '1', look)).toHaveProperty('refusal.code', 'invalid.printOnly');
      return;
    }
    expect(roundTrips.length).toBeGreaterThan(0);
    for (const locale of ['zh-CN', 'en'] as const)
      for (const value of roundTrips) {
        const cell = printCell(field, value, { ...look, locale });
        expect(parseCell(field, cell, look), cell).toEqual({ value });
      }
  });

  it('masks so that nothing of the value shows', () => {
    expect(masks.length).toBeGreaterThan(0);
    for (const [value, masked, secret] of masks) {
      expect(JSON.stringify(value)).toContain(secret);
      expect(server.mask?.(value)).toEqual(masked);
      expect(JSON.stringify(server.mask?.(value))).not.toContain(secret);
    }
  });

  it('gives search its texts, or none', () => {
    for (const [value, wanted] of finds)
      expect(
        searchTexts(field, value, look).some((found) => found.includes(wanted)),
        wanted,
      ).toBe(true);
    if (finds.length === 0) for (const [, stored] of accepts) expect(searchTexts(field, stored, look)).toEqual([]);
  });

  it('says how lists keep it', () => {
    expect((kindSchemas[kind] as KindSchema<never>).column(field.options as never)).toBe(column);
  });
});

describe('values of several fields', () => {
  const fields = {
    name: text(t('姓名', 'Name'), { required: true }),
    born: date(t('出生日期', 'Born')),
    level: choice(t('级别', 'Level'), { a: t('甲', 'A') }),
    number: sequence(t('编号', 'Number')),
    total: computed(t('合计', 'Total'), 'number'),
    lines: entries(t('经历', 'Posts'), { post: text(t('职务', 'Post'), { required: true }) }),
  };
  const names = ['name', 'born', 'lines', 'total'];
  const issues = (given: unknown, partial = false) => {
    const result = valuesSchema(fields, { names, partial }).safeParse(given, { reportInput: true });
    return result.success ? [] : result.error.issues.flatMap(issueOf).map(({ path, code }) => `${path} ${code}`);
  };

  it('names every field that is not to be given', () => {
    expect(issues({ name: '甲', level: 'a', salary: 1 })).toEqual(['level invalid.unknown', 'salary invalid.unknown']);
  });

  it('refuses what only the system writes', () => {
    expect(issues({ total: 5 })).toEqual(['total invalid.derived']);
    expect(issues({ total: null })).toEqual(['total invalid.derived']);
  });

  it('reports all that is wrong at once, lines by their place', () => {
    expect(
      issues({ name: '甲\n', born: '2026-02-30', lines: [{ post: '科员' }, { post: '' }, { post: 1 }] }).sort(),
    ).toEqual(['born invalid.date', 'lines.1.post invalid.required', 'lines.2.post invalid.type']);
  });

  it('names in the reader’s own language what form a value should have', () => {
    const result = valuesSchema(fields, { names, partial: true }).safeParse({ lines: 'x' }, { reportInput: true });
    const [issue] = result.success ? [] : result.error.issues.flatMap(issueOf);
    const refusal = new Refusal('invalid.values', issue?.says ?? t('', ''), { values: issue?.values ?? {} });
    expect([refusal.reason('zh-CN'), refusal.reason('en')]).toEqual([
      '格式不对，应为列表',
      'Wrong type; expected a list',
    ]);
  });

  it('leaves blanks out of new values and clears with null in changes', () => {
    const given = { name: ' ', born: null, lines: [] };
    expect(valuesSchema(fields, { names, partial: false }).parse(given)).toEqual({});
    expect(valuesSchema(fields, { names, partial: true }).parse(given)).toEqual({
      name: null,
      born: null,
      lines: null,
    });
    expect(valuesSchema(fields, { names, partial: true }).parse({ born: '' })).toEqual({ born: null });
  });

  it('asks for required fields only where the values must be complete', () => {
    expect(issues({})).toEqual([]);
    const result = valuesSchema(fields, { names, partial: false, complete: true }).safeParse({ name: ' ' });
    expect(result.error?.issues.flatMap(issueOf).map(({ path, code }) => `${path} ${code}`)).toEqual([
      'name invalid.required',
    ]);
  });

  it('says how long a text is and may be', () => {
    const long = valuesSchema({ a: longText(t('说明', 'Note'), { max: 200 }) }, { names: ['a'], partial: false });
    const result = long.safeParse({ a: '字'.repeat(10_000) });
    const [issue] = result.error?.issues.flatMap(issueOf) ?? [];
    expect(issue && say(issue.says, 'zh-CN', issue.values)).toBe('最多200字，现有10000字');
  });

  it('gives a new line an id and keeps an old one', () => {
    const parsed = valuesSchema(fields, { names, partial: false }).parse({
      lines: [{ post: '甲' }, { id: 'x1', post: '乙' }],
    });
    const lines = parsed.lines ?? [];
    expect(lines[0]?.id).toMatch(/^lin_[0-9a-f]{32}$/);
    expect(lines[1]).toEqual({ id: 'x1', post: '乙' });
  });

  it('treats names of the language as unknown fields', () => {
    expect(issues(JSON.parse('{"__proto__": {"a": 1}, "constructor": 1}'))).toContain('constructor invalid.unknown');
    expect(
      Object.hasOwn(valuesSchema(fields, { names: ['constructor'], partial: false }).parse({}), 'constructor'),
    ).toBe(false);
  });

  it('counts whole numbers only where asked', () => {
    const whole = { n: number(t('人数', 'People'), { whole: true }) };
    const parse = (n: unknown) => valuesSchema(whole, { names: ['n'], partial: false }).safeParse({ n }).success;
    expect([parse(3), parse(3.5), parse('3'), parse('3.5')]).toEqual([true, false, true, false]);
  });
});

describe('a sub-table in a cell', () => {
  it('prints a line each, sensitive columns masked', () => {
    const field = entries(t('经历', 'Posts'), {
      post: text(t('职务', 'Post')),
      paper: identityNumber(t('证件号', 'Number')),
    });
    const lines = [
      { id: 'a', post: '科员', paper: '99010119900101006X' },
      { id: 'b', post: '副科长' },
    ];
    expect(printCell(field, lines, look)).toBe('科员 9****************X\n副科长');
  });
});
