import { type Text, t } from '@juxian/base/text.ts';
import type { Unit } from '../people.ts';
import type { Person } from '../person.ts';
import {
  type Cell,
  type Column,
  counted,
  type Given,
  listOf,
  listOfThese,
  type Report,
  type Row,
  servingNow,
} from './report.ts';

/** Places of a kind: what the unit is given, and the code of ZB135 of the people who hold one. */
const kinds = [
  { title: t('行政', 'Administrative'), field: 'administrative', code: '1' },
  { title: t('参公', 'As civil service'), field: 'referenced', code: '2' },
  { title: t('事业', 'Institution'), field: 'institution', code: '3' },
  { title: t('工勤', 'Workers'), field: 'workers', code: '5' },
  { title: t('其他', 'Other'), field: 'otherPlaces', code: '4' },
] as const;

/** Leading posts of a unit: which of its figures approve them. */
const posts = [
  { title: t('领导职数', 'Leading posts'), fields: ['chiefPosts', 'deputyPosts'], sorts: ['chief', 'deputy'] },
  { title: t('其中正职', 'Chiefs'), fields: ['chiefPosts'], sorts: ['chief'] },
  { title: t('其中副职', 'Deputies'), fields: ['deputyPosts'], sorts: ['deputy'] },
  { title: t('内设机构领导', 'Heads of inner offices'), fields: ['innerPosts'], sorts: ['inner'] },
] as const;

/** Approved and held, more and fewer than approved; `approved` undefined where nobody has said. */
type Filled = { approved: number | undefined; held: number };
const over = ({ approved, held }: Filled): number => (approved === undefined ? 0 : Math.max(0, held - approved));
const short = ({ approved, held }: Filled): number => (approved === undefined ? 0 : Math.max(0, approved - held));
const orBlank = (value: number): number | null => (value === 0 ? null : value);

const numberIn = (unit: Unit, field: string): number | undefined =>
  typeof unit.values[field] === 'number' ? unit.values[field] : undefined;

const addedUp = (numbers: readonly (number | undefined)[]): number | undefined =>
  numbers.some((one) => one !== undefined) ? numbers.reduce<number>((sum, one) => sum + (one ?? 0), 0) : undefined;

/**
 * What sort of leading post the main post is: by its position, else by 成员类别 (ZB129: 1 chief, 3 deputy). Posts held
 * beside the main one count nowhere, so nobody is counted twice.
 */
function sortOf(person: Person, sorts: ReadonlyMap<string, string>): string | undefined {
  const position = person.text('position');
  if (position) return sorts.get(position);
  return { '1': 'chief', '3': 'deputy' }[person.text('leaderKind')];
}

/** Places and leading posts of a unit, all kinds together; `approved` undefined where nobody has said. */
export type Standing = Record<'places' | 'leading', Filled>;

export function standingOf(unit: Unit, { people, positions }: Pick<Given, 'people' | 'positions'>): Standing {
  const sorts = sortsOf(positions);
  const own = people.filter((person) => person.text('unit') === unit.id);
  const [{ fields, sorts: wanted }] = posts;
  return {
    places: { approved: addedUp(kinds.map(({ field }) => numberIn(unit, field))), held: own.length },
    leading: {
      approved: addedUp(fields.map((field) => numberIn(unit, field))),
      held: own.filter((person) => wanted.some((sort) => sort === sortOf(person, sorts))).length,
    },
  };
}

const sortsOf = (positions: Given['positions']): ReadonlyMap<string, string> =>
  new Map(positions.map(({ id, values }) => [id, String(values.sort ?? '')]));

/** 各单位编制与人员配备情况和领导职数配备情况: approved, held, over and short, of places by kind and of leading posts. */
export function establishmentReport(given: Given): Report {
  const { people, units } = given;
  const sorts = sortsOf(given.positions);
  const ofUnit = (id: string) => people.filter((person) => person.text('unit') === id);
  const columns: Column[] = [
    { title: t('单位', 'Unit'), kind: 'text' },
    ...kinds.flatMap(({ title }) => four(title, t('编制数', 'Places'), t('实有', 'Held'))),
    { title: t('编制类型未填', 'Kind of place blank'), kind: 'number' },
    ...posts.flatMap(({ title }) => four(title, t('应配', 'Approved'), t('实配', 'Held'))),
  ];
  const lines = units
    .filter(({ id, values }) => hasFigures(values) || ofUnit(id).length > 0)
    .map((unit) => {
      const own = ofUnit(unit.id);
      const where: Readonly<Record<string, string>> = { ...given.where, 'filter[unit]': unit.id };
      return {
        unit,
        where,
        places: kinds.map(({ field, code }) => ({
          approved: numberIn(unit, field),
          those: own.filter((person) => person.text('establishment') === code),
        })),
        blank: own.filter((person) => person.text('establishment') === ''),
        posts: posts.map(({ fields, sorts: wanted }) => ({
          approved: addedUp(fields.map((field) => numberIn(unit, field))),
          those: own.filter((person) => wanted.some((sort) => sort === sortOf(person, sorts))),
        })),
      };
    });
  type Line = Omit<(typeof lines)[number], 'unit'>;
  const cellsOf = (line: Line, sums: { over: number; short: number }[]): Cell[] => {
    const quarter = (
      { approved, those }: Line['places'][number],
      at: number,
      list: ReturnType<typeof listOf> | undefined,
    ) => [approved ?? null, counted(those.length, list), orBlank(sums[at]?.over ?? 0), orBlank(sums[at]?.short ?? 0)];
    return [
      ...line.places.flatMap((one, at) =>
        quarter(one, at, listOf({ ...line.where, 'filter[establishment]': kinds[at]?.code ?? '' })),
      ),
      counted(line.blank.length, listOf({ ...line.where, 'filter[establishment][is]': 'blank' })),
      ...line.posts.flatMap((one, at) =>
        quarter(
          one,
          kinds.length + at,
          listOfThese(given, `${posts[at]?.title.en}.${line.where['filter[unit]'] ?? ''}`, one.those),
        ),
      ),
    ];
  };
  const sumsOf = (line: Line) =>
    [...line.places, ...line.posts].map(({ approved, those }) => {
      const filled = { approved, held: those.length };
      return { over: over(filled), short: short(filled) };
    });
  const rows: Row[] = lines.map(({ unit, ...line }) => ({ cells: [unit.name, ...cellsOf(line, sumsOf(line))] }));
  const all: Line = {
    where: given.where,
    places: kinds.map((_, at) => whole(lines.map(({ places }) => places[at]))),
    blank: lines.flatMap(({ blank }) => blank),
    posts: posts.map((_, at) => whole(lines.map((line) => line.posts[at]))),
  };
  const total = sumsOf(all).map((_, at) =>
    lines
      .map(sumsOf)
      .reduce((sum, one) => ({ over: sum.over + (one[at]?.over ?? 0), short: sum.short + (one[at]?.short ?? 0) }), {
        over: 0,
        short: 0,
      }),
  );
  const homeless = people.filter((person) => !units.some(({ id }) => id === person.text('unit')));
  return {
    title: t('编制和职数配备', 'Places and leading posts'),
    figures: [
      {
        title: t('在编人数', 'People counted'),
        value: people.length - homeless.length,
        target: listOf({ ...given.where, 'filter[unit][is]': 'set' }),
      },
      ...(homeless.length > 0
        ? [
            {
              title: t('当日无任职单位，未计入', 'Without a unit that day, not counted'),
              value: homeless.length,
              target: listOf({ ...given.where, 'filter[unit][is]': 'blank' }),
            },
          ]
        : []),
    ],
    columns,
    rows: [
      ...rows,
      {
        cells: [
          t('合计', 'Total'),
          ...cellsOf({ ...all, where: { ...given.where, 'filter[unit][is]': 'set' } }, total),
        ],
        is: 'total',
      },
    ],
    notes: [
      servingNow,
      {
        text: t(
          '编制数、应配职数取自单位；实有、实配按截至日期的主职务计，兼任职务不重复计；合计的超配、缺配是各单位之和，不相抵',
          "Approved numbers are the units' own; held are main posts on the cut-off day, posts held beside them not counted again; over and short in the total are sums, not offset",
        ),
      },
      {
        text: t(
          '正职、副职按岗位的类别，没有岗位的按成员类别；单位没有填编制数的，超配、缺配为空',
          'Chief and deputy by the sort of the position, without one by the kind of member; blank where the unit has no number',
        ),
      },
    ],
  };
}

const four = (group: Text, approved: Text, held: Text): Column[] =>
  [approved, held, t('超配', 'Over'), t('缺配', 'Short')].map((title) => ({ title, group, kind: 'number' }));

const hasFigures = (values: Unit['values']): boolean =>
  [...kinds.map(({ field }) => field), 'chiefPosts', 'deputyPosts', 'innerPosts'].some(
    (field) => typeof values[field] === 'number' && values[field] > 0,
  );

type Held = { approved: number | undefined; those: Person[] };
const whole = (parts: readonly (Held | undefined)[]): Held => ({
  approved: addedUp(parts.map((part) => part?.approved)),
  those: parts.flatMap((part) => part?.those ?? []),
});
