import { type FieldIssue, Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';

/** A number, a list of numbers (tranches) or numbers by name (weights, limits, a span of min and max). */
export type FigureValue = number | readonly number[] | Readonly<Record<string, number>>;

export type FigureUnit =
  | 'fen'
  | 'percent'
  | 'points'
  | 'years'
  | 'months'
  | 'days'
  | 'workingDays'
  | 'people'
  | 'times';

/** A national or local figure for a span of time. Of one name, exactly one is in force on a day. */
export type Figure<V extends FigureValue = FigureValue> = {
  name: string;
  title: Text;
  value: V;
  unit: FigureUnit;
  source: Text;
  article?: string;
  /** In force from this day on. */
  from: string;
  /** The last day in force. */
  to?: string;
  level: 'national' | 'province' | 'city' | 'county';
  certainty: 'verified' | 'memory';
  /** The words of the names, where the value is by name. */
  keys?: Readonly<Record<string, Text>>;
  /** What a county may set: each number within these bounds, odd where asked, and together this sum. */
  bounds: { min: number; max: number; sum?: number; odd?: true };
};

/** A figure as it holds for one county on one day. */
export type FigureNow<V extends FigureValue = FigureValue> = Figure<V> & {
  /** Whether the county has set it itself. */
  ours: boolean;
  /** The value before the county's own. */
  inherited: V;
  /** Said beside a figure that nobody has confirmed: 待确认. */
  note?: Text;
};

const toBeConfirmed = t('待确认', 'To be confirmed');

/** The figure in force on a day. @throws Refusal `invalid.day` where the versions leave that day without one, as before the rule was made. */
export function figureOn<V extends FigureValue>(versions: readonly Figure<V>[], day: string): Figure<V> {
  const found = versions.find(({ from, to }) => from <= day && (to === undefined || day <= to));
  if (!found)
    throw new Refusal(
      'invalid.day',
      t('{day}还没有这方面的规定，请选较晚的日期', 'No rule on this was in force on {day}; choose a later day'),
      {
        values: { day },
      },
    );
  return found;
}

/** Lays a county's own value over a figure; one that no longer fits is passed over, as if the county had set nothing. */
export function figureWith<V extends FigureValue>(figure: Figure<V>, own: unknown): FigureNow<V> {
  const ours = own !== undefined && fits(figure, own);
  const unsure = !ours && figure.certainty === 'memory';
  return {
    ...figure,
    value: ours ? own : figure.value,
    inherited: figure.value,
    ours,
    ...(unsure && { note: toBeConfirmed }),
  };
}

/** Whether a value has the shape of the figure's and keeps its bounds. */
export function fits<V extends FigureValue>(figure: Figure<V>, own: unknown): own is V {
  return issueOfFigure(figure, own) === undefined;
}

/** What is wrong with a county's own value of a figure, if anything. */
export function issueOfFigure(figure: Figure, own: unknown): FieldIssue | undefined {
  const { name, bounds } = figure;
  const numbers = numbersOf(figure.value, own);
  if (!numbers)
    return {
      path: name,
      code: 'invalid.type',
      says: t('格式与原数值不同', 'Not of the same form as the figure it replaces'),
    };
  if (numbers.some((n) => n < bounds.min || n > bounds.max))
    return {
      path: name,
      code: 'invalid.outOfBounds',
      says: t('应在{min}至{max}之间', 'Must lie between {min} and {max}'),
      values: { min: bounds.min, max: bounds.max },
    };
  if (bounds.odd && numbers.some((n) => n % 2 === 0))
    return { path: name, code: 'invalid.even', says: t('应为单数', 'Must be odd') };
  if (bounds.sum !== undefined && numbers.reduce((a, b) => a + b, 0) !== bounds.sum)
    return {
      path: name,
      code: 'invalid.sum',
      says: t('合计应为{sum}', 'Must add up to {sum}'),
      values: { sum: bounds.sum },
    };
  if (figure.keys?.min && figure.keys.max && (numbers[0] ?? 0) > (numbers[1] ?? 0))
    return {
      path: name,
      code: 'invalid.order',
      says: t('下限不得大于上限', 'The lower end must not exceed the upper'),
    };
  return undefined;
}

/** The numbers of a value formed like the model, in the model's order; undefined where it is formed otherwise. */
function numbersOf(model: FigureValue, own: unknown): number[] | undefined {
  if (typeof model === 'number') return whole([own]);
  if (Array.isArray(model)) return Array.isArray(own) && own.length > 0 ? whole(own) : undefined;
  if (typeof own !== 'object' || own === null || Array.isArray(own)) return undefined;
  const names = Object.keys(model);
  const given = new Map(Object.entries(own));
  return given.size === names.length ? whole(names.map((name) => given.get(name))) : undefined;
}

const whole = (values: readonly unknown[]): number[] | undefined => {
  const numbers = values.filter((value): value is number => Number.isSafeInteger(value));
  return numbers.length === values.length ? numbers : undefined;
};

type County<V extends FigureValue> = Pick<Figure<V>, 'title' | 'value' | 'unit' | 'bounds'> &
  Partial<Pick<Figure<V>, 'keys' | 'source' | 'article' | 'certainty' | 'level' | 'from'>>;

/** Makes figures of county practice: in force since before any record, and not confirmed unless they say so. */
export const countyFigure =
  (source: Text) =>
  <V extends FigureValue>(name: string, given: County<V>): readonly Figure<V>[] => [
    { name, source, certainty: 'memory', level: 'county', from: '2000-01-01', ...given },
  ];
