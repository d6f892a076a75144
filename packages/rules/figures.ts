import type { FieldIssue } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { attractionFigures } from './attraction.ts';
import { cadreFigures } from './cadre/figures.ts';
import { type Figure, type FigureNow, type FigureValue, figureOn, figureWith, fits, issueOfFigure } from './figure.ts';
import { talentFigures } from './talent.ts';
import { thinkTankFigures } from './think-tank.ts';
import { withdrawalFigures } from './withdrawal.ts';

/** Every figure of the rules by name, each with its versions. */
export const figures = {
  ...talentFigures,
  ...thinkTankFigures,
  ...attractionFigures,
  ...cadreFigures,
  ...withdrawalFigures,
};

export type FigureName = keyof typeof figures;
type ValueOf<N extends FigureName> = (typeof figures)[N][number]['value'];

/** A county's own figures, as its settings hold them. */
export type FigureOverrides = Readonly<Record<string, unknown>>;

/**
 * The figures of a county on a day: `figure('talent.grant').value`. Own values that do not fit are passed over;
 * figures known from memory only carry the note 待确认.
 */
export function figuresFor(overrides: FigureOverrides, day: string) {
  return <N extends FigureName>(name: N): FigureNow<ValueOf<N>> =>
    figureWith(figureOn<ValueOf<N>>(versionsOf(name), day), overrides[name]);
}

/** Reads the figures of one county as of one day. */
export type FigureReader = ReturnType<typeof figuresFor>;

/** All figures of a county on a day, for the page of rules. */
export const allFigures = (overrides: FigureOverrides, day: string): FigureNow[] =>
  Object.entries(figures).map(([name, versions]) => figureWith(figureOn<FigureValue>(versions, day), overrides[name]));

/** What is wrong with a county's own value, unknown names included; for the settings before they are saved. */
export function issueOfOverride(name: string, value: unknown, day: string): FieldIssue | undefined {
  if (!isFigureName(name))
    return { path: name, code: 'invalid.unknown', says: t('没有这一项数值', 'There is no such figure') };
  return issueOfFigure(figureOn<FigureValue>(figures[name], day), value);
}

/** The names among a county's own figures that are unknown or no longer fit. */
export const staleOverrides = (overrides: FigureOverrides, day: string): string[] =>
  Object.entries(overrides)
    .filter(([name, value]) => !isFigureName(name) || !fits(figureOn<FigureValue>(figures[name], day), value))
    .map(([name]) => name);

const isFigureName = (name: string): name is FigureName => Object.hasOwn(figures, name);

/** The compiler cannot follow an index by a type parameter into the versions; this is the one place that says so. */
const versionsOf = <N extends FigureName>(name: N) => figures[name] as readonly Figure<ValueOf<N>>[];
