import { type Figure, figureOn } from '@juxian/rules/figure.ts';
import { allFigures, figures, figuresFor, issueOfOverride, staleOverrides } from '@juxian/rules/figures.ts';
import { describe, expect, it } from 'vitest';

const day = '2026-11-20';

describe('figures', () => {
  it('holds the figures of the programme', () => {
    const figure = figuresFor({}, day);
    expect(figure('talent.grant').value * 25).toBe(125_000_000);
    expect(figure('talent.tranches').value).toEqual([60, 40]);
    expect(figure('talent.publicityDays').value).toBe(5);
    expect(figure('talent.recognitionWeights').value.leader).toBe(30);
  });

  it('marks what nobody has confirmed, until the county sets it', () => {
    expect(figuresFor({}, day)('talent.termYears').note?.zh).toBe('待确认');
    expect(figuresFor({}, day)('talent.grant').note).toBeUndefined();
    const own = figuresFor({ 'talent.termYears': 4 }, day)('talent.termYears');
    expect(own).toMatchObject({ value: 4, inherited: 3, ours: true });
    expect(own.note).toBeUndefined();
  });

  it('passes over an own value that does not fit, and lists it', () => {
    const own = { 'talent.publicityDays': 3, 'talent.tranches': [50, 40], 'talent.gone': 1, 'talent.termYears': 2 };
    expect(figuresFor(own, day)('talent.publicityDays')).toMatchObject({ value: 5, ours: false });
    expect(staleOverrides(own, day)).toEqual(['talent.publicityDays', 'talent.tranches', 'talent.gone']);
  });

  it.each([
    ['talent.publicityDays', 4, 'invalid.outOfBounds'],
    ['talent.publicityDays', '7', 'invalid.type'],
    ['talent.publicityDays', 7.5, 'invalid.type'],
    ['talent.tranches', [60, 30], 'invalid.sum'],
    ['talent.tranches', [], 'invalid.type'],
    ['talent.panelSizes', [5, 6], 'invalid.even'],
    ['talent.teamCore', { min: 5, max: 3 }, 'invalid.order'],
    ['talent.teamCore', { min: 3 }, 'invalid.type'],
    ['talent.recognitionWeights', { leader: 30, achievements: 25, team: 15, plan: 20, other: 10 }, 'invalid.type'],
    ['talent.recognitionWeights', { leader: 30, achievements: 25, team: 15, plan: 20, support: 11 }, 'invalid.sum'],
    ['talent.nothing', 1, 'invalid.unknown'],
    ['constructor', 1, 'invalid.unknown'],
  ])('refuses %s = %j', (name, value, code) => {
    expect(issueOfOverride(name, value, day)?.code).toBe(code);
  });

  it('accepts a change within bounds', () => {
    expect(issueOfOverride('talent.tranches', [50, 30, 20], day)).toBeUndefined();
    expect(
      issueOfOverride(
        'talent.expenseLimits',
        { materials: 20, training: 40, travel: 20, equipment: 40, labour: 10 },
        day,
      ),
    ).toBeUndefined();
  });

  it('carries a source on each, under its own name, and its default keeps its own bounds', () => {
    for (const figure of allFigures({}, day)) {
      expect(figure.source.zh.length, figure.name).toBeGreaterThan(5);
      expect(issueOfOverride(figure.name, figure.value, day), figure.name).toBeUndefined();
      expect(Object.keys(figures), figure.name).toContain(figure.name);
    }
    for (const [name, versions] of Object.entries(figures))
      expect(versions.every((v: Figure) => v.name === name)).toBe(true);
  });

  it('takes the version in force', () => {
    const common = {
      name: 'x',
      title: { zh: '', en: '' },
      source: { zh: '', en: '' },
      unit: 'days',
      level: 'national',
      certainty: 'verified',
      bounds: { min: 0, max: 9 },
    } as const;
    const versions: Figure<number>[] = [
      { ...common, value: 1, from: '2020-01-01', to: '2025-06-30' },
      { ...common, value: 2, from: '2025-07-01' },
    ];
    expect(figureOn(versions, '2025-06-30').value).toBe(1);
    expect(figureOn(versions, '2025-07-01').value).toBe(2);
    expect(() => figureOn(versions, '2019-12-31')).toThrow('invalid.day');
  });
});
