import { t } from '@juxian/base/text.ts';
import type { FieldAnswer } from '@juxian/engine/answer.ts';
import { fieldAnswer } from '@juxian/engine/describe.ts';
import { choices, money, number, refs } from '@juxian/engine/kinds/index.ts';
import type { AnyField, KindName } from '@juxian/engine/kinds/kind.ts';
import { plainKinds, settled, typedOf, valuesIn } from '@juxian/engine/kinds/plain.ts';
import type { PlainLook, Typed } from '@juxian/engine/kinds/plain-kind.ts';
import { valuesSchema } from '@juxian/engine/kinds/values.ts';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { fixtures, unitA, unitB } from './kind-fixtures.ts';

const look = (problems: Record<string, string> = {}): PlainLook => ({
  locale: 'zh-CN',
  title: (id) => ({ [unitA]: '县农业农村局', [unitB]: '县林草局' })[id],
  options: () => [
    { value: unitA, label: '县农业农村局' },
    { value: unitB, label: '县林草局' },
  ],
  problem: (path) => problems[path],
});
const answerOf = (field: AnyField): FieldAnswer =>
  fieldAnswer('zh-CN', 'it', { ...field, required: true } as AnyField, new Set());
const draw = (field: FieldAnswer, typed: Typed, problems = {}, value?: unknown): string => {
  const { Input } = plainKinds[field.kind];
  return Input
    ? renderToStaticMarkup(<Input field={field} path="it" typed={typed} value={value} look={look(problems)} />)
    : '';
};

const kinds = Object.entries(fixtures) as [KindName, (typeof fixtures)[KindName]][];
const typedKinds = kinds.filter(([kind]) => plainKinds[kind].Input);
const textKinds = typedKinds.filter(([kind]) => kind !== 'files' && kind !== 'photo');

describe('every kind in plain HTML', () => {
  it('is there', () => {
    expect(Object.keys(plainKinds).sort()).toEqual(Object.keys(fixtures).sort());
  });

  it.each(textKinds)('%s gives back what it shows', (_kind, { field, accepts }) => {
    const answer = answerOf(field);
    for (const [, stored] of accepts) {
      const sent = valuesIn([answer], new Map([...typedOf([answer], { it: stored }), ...counters(answer)]));
      const parsed = valuesSchema({ it: field }, { names: ['it'], partial: true }).safeParse(sent);
      expect(parsed.success, JSON.stringify(sent)).toBe(true);
      expect(parsed.data?.it).toEqual(stored);
    }
  });

  it.each(textKinds)('%s clears where it is left blank, and stays where it was not on the page', (kind, { field }) => {
    const answer = answerOf(field);
    expect(valuesIn([answer], new Map())).toEqual({});
    const blank = new Map([...typedOf([answer], {}), ...counters(answer), ['it', ['']] as [string, string[]]]);
    const cleared: unknown[] = kind === 'identityNumber' ? [undefined] : [null, []];
    expect(cleared).toContainEqual(valuesIn([answer], blank).it);
  });

  it.each(typedKinds)('%s has a label, says that it is required, and carries its refusal', (_kind, { field }) => {
    const answer = answerOf(field);
    const html = draw(answer, typedOf([answer], {}), { it: '这里不对' });
    expect(html).toMatch(/<label for="f-it">栏目|<legend class="label">栏目/);
    expect(html).toContain('必填');
    expect(html).toContain('<p class="err" id="f-it-e">这里不对</p>');
    expect(html).toMatch(/aria-describedby="[^"]*f-it-e/);
    expect(html).toContain('aria-invalid="true"');
    expect(draw(answer, typedOf([answer], {}))).not.toContain('aria-invalid');
  });

  it.each(kinds)('%s can be read', (kind, { field, accepts }) => {
    const answer = answerOf(field);
    const { Read } = plainKinds[kind];
    for (const [, stored] of accepts) {
      const html = renderToStaticMarkup(<Read field={answer} value={stored} look={look()} />);
      expect(html).not.toContain('[object');
      expect(html).not.toContain('undefined');
    }
  });
});

const counters = (field: FieldAnswer): [string, string[]][] => (field.kind === 'entries' ? [['it.#', ['1']]] : []);

describe('what people type', () => {
  const field = (kind: KindName, more: Partial<FieldAnswer> = {}): FieldAnswer => ({
    ...answerOf(fixtures[kind].field),
    ...more,
  });

  it('stays as typed where it cannot be read', () => {
    expect(draw(field('money'), new Map([['it', ['五万']]]))).toContain('value="五万"');
    expect(draw(field('longText'), new Map([['it', ['a < b\n"c"']]]))).toContain('a &lt; b\n&quot;c&quot;</textarea>');
  });

  it('is money in yuan and fen in store', () => {
    const of = (text: string) => valuesIn([field('money')], new Map([['it', [text]]])).it;
    expect([of('50,000'), of('12.5'), of('０．０７')]).toEqual([5_000_000, 1250, 7]);
    expect(typedOf([field('money')], { it: 1234500 }).get('it')).toEqual(['12345']);
    expect(typedOf([field('money')], { it: 1234507 }).get('it')).toEqual(['12345.07']);
  });

  it('reads figures in groups of three, years without, and lists as the language does', () => {
    const read = (one: AnyField, value: unknown, locale: 'zh-CN' | 'en') => {
      const answer = fieldAnswer(locale, 'it', one, new Set());
      const { Read } = plainKinds[answer.kind];
      return renderToStaticMarkup(<Read field={answer} value={value} look={{ ...look(), locale }} />).replace(
        /<[^>]+>/g,
        '',
      );
    };
    const label = t('栏目', 'It');
    expect(read(number(label, { unit: t('平方米', 'm²') }), 1250, 'en')).toBe('1,250 m²');
    expect(read(number(label, { plain: true }), 2026, 'zh-CN')).toBe('2026');
    expect(read(money(label), 2_000_050, 'zh-CN')).toBe('20,000.50元');
    expect(read(refs(label, 'unit'), [unitA, unitB], 'zh-CN')).toBe('县农业农村局、县林草局');
    expect(read(refs(label, 'unit'), [unitA, unitB], 'en')).toBe('县农业农村局, 县林草局');
    const tastes = choices(label, { sweet: t('甜', 'Sweet'), sour: t('酸', 'Sour') });
    expect(read(tastes, ['sweet', 'sour'], 'en')).toBe('Sweet, Sour');
  });

  it('keeps a masked number that is left alone', () => {
    const masked = `9${'*'.repeat(16)}4`;
    const html = draw(field('identityNumber'), typedOf([field('identityNumber')], { it: masked }), {}, masked);
    expect(html).toContain(`已填${masked}`);
    expect(html).toContain('value=""');
    expect(valuesIn([field('identityNumber')], new Map([['it', ['']]]))).toEqual({});
  });

  it('closes the gap a removed line leaves, so that a refusal names the line on the page', () => {
    const team = field('entries', { columns: [{ ...field('text'), name: 'name' }] });
    const sent: Typed = new Map([
      ['it.#', ['3']],
      ['it.0.name', ['']],
      ['it.2.id', ['lin_b']],
      ['it.2.name', ['乙']],
      ['it.1007.name', ['丙']],
    ]);
    const closed = settled([team], sent);
    expect(closed.get('it.0.name')).toEqual(['乙']);
    expect(closed.get('it.1.name')).toEqual(['丙']);
    expect(valuesIn([team], closed).it).toEqual([{ id: 'lin_b', name: '乙' }, { name: '丙' }]);
    expect(draw(team, closed, { 'it.1.name': '太长' })).toMatch(/id="f-it-1-name-e">太长/);
  });
});
