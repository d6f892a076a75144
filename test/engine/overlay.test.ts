import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { accessOf } from '@juxian/engine/define.ts';
import { type Overlay, refuseWidening, resolve, staleKeys } from '@juxian/engine/overlay.ts';
import { overlayKeys } from '@juxian/engine/overlay-schema.ts';
import { figures } from '@juxian/rules/figures.ts';
import { describe, expect, it } from 'vitest';
import { sample } from './sample-module.ts';

const day = '2026-05-01';
const zh = (text: string) => ({ zh: text });

function refused(diff: unknown): string[] {
  try {
    refuseWidening(sample, diff, day);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.code).toBe('invalid.overlay');
    for (const { says, values } of error.details.fields ?? [])
      expect(say(says, 'zh-CN', values)).not.toMatch(/\{\w+\}/);
    return (error.details.fields ?? []).map(({ path, code }) => `${path} ${code}`);
  }
  return [];
}
const publish = (diff: unknown, version = 1): Overlay => ({ ...refuseWidening(sample, diff, day), version });
const own = (change: object = {}) => ({ own_size: { kind: 'text', label: zh('规模'), options: {}, ...change } });

describe('what an overlay may say', () => {
  it('has at most 15 keys', () => {
    expect(overlayKeys.length).toBeLessThanOrEqual(15);
  });

  it('takes a whole diff of every key', () => {
    const diff = {
      words: {
        title: zh('名家工作室'),
        fields: { name: zh('工作室名称') },
        states: { open: { staff: zh('办理') } },
        moves: { close: zh('结束') },
      },
      help: { name: zh('不超过40字') },
      order: { columns: ['grant', 'name'], sections: [{ title: zh('一'), fields: ['phone', 'name'] }] },
      hide: ['note'],
      require: ['phone'],
      dated: { phone: { requiredFrom: '2026-04-01', frozenFrom: '2026-05-01' } },
      choices: { kind: { own_craft: zh('名匠') } },
      own: own(),
      movesOff: ['remind'],
      deadlines: { open: 15 },
      messages: { close: zh('贵室“{title}”已办结') },
      figures: { [Object.keys(figures)[0] ?? '']: Object.values(figures)[0]?.[0]?.value },
      number: { word: '怀人才' },
    };
    expect(Object.keys(diff).sort()).toEqual([...overlayKeys].sort());
    expect(refused(diff)).toEqual([]);
  });

  it('names unknown keys by path', () => {
    expect(refused({ colour: 1, words: { field: {} }, own: own({ script: 'x' }) }).sort()).toEqual([
      'colour invalid.unknown',
      'own.own_size.script invalid.unknown',
      'words.field invalid.unknown',
    ]);
  });

  it('refuses a day that is none, and days of a field that is not there', () => {
    expect(refused({ dated: { phone: { requiredFrom: '2026-02-30' } } })).toEqual([
      'dated.phone.requiredFrom invalid.date',
    ]);
    expect(refused({ dated: { nothing: { frozenFrom: '2026-04-01' } } })).toEqual(['dated.nothing invalid.unknown']);
  });

  it('refuses blank and overlong words', () => {
    expect(refused({ words: { title: zh(' ') } })).toEqual(['words.title.zh invalid.required']);
    expect(refused({ words: { moves: { close: zh('一'.repeat(21)) } } })).toEqual([
      'words.moves.close.zh invalid.tooLong',
    ]);
  });
});

describe('what would widen is refused', () => {
  it.each([
    ['a role added to a move', { moves: { close: { by: ['office', 'unit'] } } }, 'moves.close.by invalid.widens'],
    ['a guard removed', { moves: { close: { when: null } } }, 'moves.close.when invalid.widens'],
    ['access changed', { access: { unit: { fields: ['leaderId'] } } }, 'access.unit.fields invalid.widens'],
    ['a private field made public', { fields: { phone: { public: true } } }, 'fields.phone.public invalid.widens'],
    ['an own field made public', { own: own({ public: true }) }, 'own.own_size.public invalid.widens'],
    ['a kind changed', { fields: { phone: { kind: 'text' } } }, 'fields.phone.kind invalid.widens'],
    ['a state dropped', { states: { draft: null } }, 'states.draft invalid.widens'],
    ['a declared field declared again', { own: { phone: own().own_size } }, 'own.phone invalid.ownName'],
    ['a required field hidden', { hide: ['name'] }, 'hide.0 invalid.hidesRequired'],
    ['a field hidden that scopes stand on', { hide: ['unit'] }, 'hide.0 invalid.hidesNeeded'],
    ['a field hidden that imports stand on', { hide: ['note', 'leaderId'] }, 'hide.1 invalid.hidesNeeded'],
    ['a needed move switched off', { movesOff: ['submit'] }, 'movesOff.0 invalid.needed'],
    ['a field required that not every filer can fill', { require: ['grant'] }, 'require.0 invalid.unfillable'],
    ['a field required that the system fills', { require: ['score'] }, 'require.0 invalid.unfillable'],
    ['a field both hidden and required', { hide: ['phone'], require: ['phone'] }, 'require.0 invalid.hidden'],
    ['an own field for a role without access', { own: own({ roles: ['expert'] }) }, 'own.own_size invalid.widens'],
    ['an own field that not every filer can fill', { own: own({ required: true }) }, 'own.own_size invalid.unfillable'],
    ['a choice without prefix', { choices: { kind: { craft: zh('名匠') } } }, 'choices.kind.craft invalid.ownName'],
    ['choices for a field without any', { choices: { phone: { own_a: zh('甲') } } }, 'choices.phone invalid.unknown'],
    ['an unknown kind of own field', { own: own({ kind: 'identityNumber' }) }, 'own.own_size.kind invalid.format'],
    ['a message to nobody', { messages: { submit: zh('已提交') } }, 'messages.submit invalid.unknown'],
    ['a place nothing fills', { messages: { close: zh('{salary}') } }, 'messages.close invalid.place'],
    ['a deadline of what has ended', { deadlines: { closed: 3 } }, 'deadlines.closed invalid.ended'],
    ['a figure there is not', { figures: { tax: 1 } }, 'figures.tax invalid.unknown'],
    ['an unknown column', { order: { columns: ['name', 'note'] } }, 'order.columns.1 invalid.unknown'],
    [
      'a field placed twice',
      { order: { sections: [{ title: zh('一'), fields: ['name', 'name'] }] } },
      'order.sections.0.fields.1 invalid.twice',
    ],
    [
      'words for an unknown state',
      { words: { states: { gone: { label: zh('没') } } } },
      'words.states.gone invalid.unknown',
    ],
  ])('%s', (_, diff, expected) => {
    expect(refused(diff)).toContain(expected);
  });

  it('allows 20 own fields and refuses 21', () => {
    const fields = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [`own_${i}`, { kind: 'date', label: zh(`日期${i}`), options: {} }]),
      );
    expect(refused({ own: fields(20) })).toEqual([]);
    expect(refused({ own: fields(21) })).toEqual(['own invalid.tooMany']);
  });
});

describe('the module as the county has it', () => {
  it('is the declaration where the county has said nothing', () => {
    const { ours, overlayVersion, movesOff, deadlines, ...module } = resolve(sample, undefined);
    expect(module).toEqual(sample);
    expect([ours.size, overlayVersion, movesOff.size, deadlines.size]).toEqual([0, 0, 0, 0]);
  });

  it('speaks the county’s words, English falling back to them', () => {
    const resolved = resolve(
      sample,
      publish({ words: { fields: { name: zh('室名') }, states: { open: { staff: zh('办理') } } } }),
    );
    expect(resolved.fields.name?.label).toEqual({ zh: '室名', en: '室名' });
    expect(resolved.states.open).toEqual({ ...sample.states.open, staff: t('办理', '办理') });
    expect(resolved.ours.has('fields.name')).toBe(true);
    expect(resolved.ours.has('fields.kind')).toBe(false);
  });

  it('knows nothing more of a hidden field', () => {
    expect(JSON.stringify({ form: sample.form, access: sample.access, transfer: sample.transfer })).toContain('"area"');
    const { form, access, transfer, fields, views } = resolve(sample, publish({ hide: ['area', 'grant'] }));
    const known = JSON.stringify({ form, access, transfer, views, fields: Object.keys(fields) });
    expect(known).not.toContain('"area"');
    expect(known).not.toContain('"grant"');
    expect(known).toContain('"phone"');
  });

  it('adds choices behind the declared ones', () => {
    const { kind } = resolve(sample, publish({ choices: { kind: { own_craft: zh('名匠') } } })).fields;
    expect(kind?.kind === 'choice' && Object.keys(kind.options.choices)).toEqual(['teacher', 'doctor', 'own_craft']);
  });

  it('gives own fields to the roles named, where they read and write, and to nobody else', () => {
    const resolved = resolve(sample, publish({ own: own({ roles: ['office', 'applicant'] }) }));
    const [office] = accessOf(resolved, 'office');
    expect(
      [office?.fields, office?.create, office?.edit?.draft, office?.edit?.open].map((of) =>
        of?.includes('own_size' as never),
      ),
    ).toEqual([true, true, true, true]);
    const [mine, published] = accessOf(resolved, 'applicant');
    expect(mine?.fields).toContain('own_size');
    expect(mine?.edit?.open).toBe('opened');
    expect(published?.fields).toEqual(['name']);
    for (const role of ['unit', 'public'] as const)
      expect(JSON.stringify(accessOf(resolved, role))).toBe(JSON.stringify(accessOf(sample, role)));
    expect(resolved.form.at(-1)?.fields).toEqual(['own_size']);
    expect(resolved.fields.own_size).toMatchObject({ kind: 'text', options: { max: 200 } });
  });

  it('gives own fields to the office where no role is named', () => {
    const resolved = resolve(sample, publish({ own: own() }));
    expect(JSON.stringify(accessOf(resolved, 'office'))).toContain('own_size');
    expect(JSON.stringify(accessOf(resolved, 'applicant'))).not.toContain('own_size');
  });

  it('keeps every declared field on the form, whatever the order', () => {
    const { form } = resolve(
      sample,
      publish({ order: { sections: [{ title: zh('先填'), fields: ['note', 'name'] }] } }),
    );
    expect(form[0]).toMatchObject({ title: { zh: '先填' }, fields: ['note', 'name'] });
    const all = (sections: typeof form) => sections.flatMap(({ fields }) => fields).sort();
    expect(all(form)).toEqual(all(sample.form));
  });

  it('changes messages, numbers and deadlines, and never who acts or when', () => {
    const resolved = resolve(
      sample,
      publish({
        messages: { close: zh('{title}已结') },
        number: { word: '怀人才' },
        deadlines: { open: 15 },
        movesOff: ['remind'],
      }),
    );
    expect(resolved.moves.close?.says).toEqual({ to: ['owner'], text: t('{title}已结', '{title}已结') });
    expect(resolved.number?.word).toBe('怀人才');
    expect(resolved.deadlines.get('open')).toBe(15);
    expect([...resolved.movesOff]).toEqual(['remind']);
    for (const [name, move] of Object.entries(sample.moves)) {
      expect(resolved.moves[name]?.by).toBe(move.by);
      expect(resolved.moves[name]?.when).toBe(move.when);
      expect(resolved.moves[name]?.from).toBe(move.from);
    }
    expect(resolved.overlayVersion).toBe(1);
  });
});

describe('an overlay that outlived its module', () => {
  const stale = {
    version: 7,
    words: { fields: { name: t('室名', 'Name'), fax: t('传真', 'Fax') }, moves: { print: t('打印', 'Print') } },
    hide: ['fax', 'area', 'name'],
    movesOff: ['submit', 'remind'],
    own: { own_a: { kind: 'text', label: t('甲', 'A'), roles: ['expert'], options: { max: 200 } } },
    order: { columns: ['own_a', 'name'] },
    colour: 'red',
  } as unknown as Overlay;

  it('lists what is stale', () => {
    expect(staleKeys(sample, stale, day).sort()).toEqual([
      'colour',
      'hide.0',
      'hide.2',
      'movesOff.0',
      'own.own_a',
      'words.fields.fax',
      'words.moves.print',
    ]);
  });

  it('is read without what is stale, and without what would widen', () => {
    const resolved = resolve(sample, stale);
    expect(resolved.fields.name?.label).toEqual(t('室名', 'Name'));
    expect(resolved.fields.area).toBeUndefined();
    expect(Object.keys(resolved.fields)).not.toContain('own_a');
    expect(resolved.views.columns).toEqual(['name']);
    expect([...resolved.movesOff]).toEqual(['remind']);
    expect(resolved.overlayVersion).toBe(7);
  });
});
