import { refuseField } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import type { RowFacts } from '@juxian/engine/define.ts';
import { type Change, chainsOf, type Step } from '@juxian/rules/cadre/freed.ts';
import { monthsBetween } from '@juxian/rules/month.ts';
import type { Person } from '../person.ts';
import { standingOf } from './establishment.ts';
import { groupTitles } from './rank-quota.ts';
import { ledgerOf } from './ranks.ts';
import {
  column,
  type Figure,
  type Given,
  inOrder,
  listOfThese,
  noteOf,
  type Report,
  type Row,
  type Table,
  whoCells,
  whoColumns,
} from './report.ts';
import { reached } from './retirement.ts';

/** Who is supposed to go, by retirement within some months or by name, and who takes which position. */
export type Supposed = { months?: number; leave?: string; toRank?: string; rise?: string };

const acts = {
  leaves: t('离开（退休、调出）', 'Leaves'),
  toRank: t('转任职级', 'To a rank only'),
  rises: t('提任、转任', 'Takes a post'),
} as const satisfies Record<Change<Person>['act'], Text>;

const listed = (text = ''): string[] => text.split(',').filter(Boolean);

/** @throws Refusal `invalid.leave`, `invalid.toRank`, `invalid.rise` naming whoever or whatever there is not. */
function changesIn(given: Given, { months, leave, toRank, rise }: Supposed): Change<Person>[] {
  const people = new Map(given.people.map((person) => [person.id, person]));
  const taken = new Set<string>();
  const one = (parameter: string, id: string): Person => {
    const person = people.get(id);
    if (!person || taken.has(id))
      throw refuseField(
        parameter,
        `invalid.${parameter}`,
        person
          ? t('{name}只能有一种变动（参数 {parameter}）', 'Only one change for {name} ({parameter})')
          : t('参数 {parameter} 中有查不到的现职干部', '{parameter} names somebody who is not in service here'),
        { parameter, name: person?.text('name') ?? '' },
      );
    taken.add(id);
    return person;
  };
  const named: Change<Person>[] = [
    ...listed(leave).map((id) => ({ of: one('leave', id), act: 'leaves' as const })),
    ...listed(toRank).map((id) => ({ of: one('toRank', id), act: 'toRank' as const })),
    ...listed(rise).map((pair) => {
      const [id = '', to = ''] = pair.split(':');
      if (!given.positions.some((position) => position.id === to && position.state === 'active'))
        throw refuseField('rise', 'invalid.rise', t('rise 中没有这个岗位', 'rise names a position that there is not'));
      return { of: one('rise', id), act: 'rises' as const, to };
    }),
  ];
  const ahead = months ?? (named.length === 0 ? 12 : 0);
  const retiring = inOrder(given).filter((person) => {
    const reaches = ahead > 0 && !taken.has(person.id) ? reached(person, given) : undefined;
    return reaches && 'month' in reaches && monthsBetween(given.day, reaches.month) <= ahead;
  });
  return [...retiring.map((of) => ({ of, act: 'leaves' as const })), ...named];
}

/** Everybody as they would stand; a copy, nothing is written. */
function peopleAfter(given: Given, changes: readonly Change<Person>[]): Person[] {
  const byId = new Map(changes.map((change) => [change.of.id, change]));
  return given.people.flatMap((person) => {
    const change = byId.get(person.id);
    if (!change) return [person];
    if (change.act === 'leaves') return [];
    const to = change.act === 'rises' ? given.positions.find(({ id }) => id === change.to) : undefined;
    const { unit = person.text('unit'), level = '', sort = '' } = (to?.values ?? {}) as Record<string, string>;
    const instead: Readonly<Record<string, string>> = {
      unit,
      level,
      position: to?.id ?? '',
      leader: sort === 'chief' || sort === 'deputy' ? 'yes' : 'no',
      leaderKind: '',
    };
    return [{ ...person, text: (field: string) => instead[field] ?? person.text(field) }];
  });
}

/** 腾职模拟: the posts and ranks that supposed changes free, who takes them in turn, and how units stand afterwards. */
export function freedPostsReport(given: Given, supposed: Supposed): Report {
  const changes = changesIn(given, supposed);
  const after = { ...given, people: peopleAfter(given, changes) };
  const positions = new Map(given.positions.map((position) => [position.id, position]));
  const steps = chainsOf(changes, (person) => person.text('position') || undefined);
  const counts = (act: Change<Person>['act'], title: Text): Figure => {
    const those = changes.filter((one) => one.act === act).map(({ of }) => of);
    return { title, value: those.length, target: listOfThese(given, act, those) };
  };
  const titleOf = (id: string | undefined): string | null => (id ? (positions.get(id)?.title ?? null) : null);
  const rowOf = (step: Step<Person>): Row => {
    const { of, act, frees, takes, chain, place } = step;
    const next = steps.find((other) => other.chain === chain && other.place === place + 1);
    return {
      cells: [
        ...whoCells(of, given),
        acts[act],
        `${chain}-${place}`,
        titleOf(takes),
        titleOf(frees) ?? (of.text('leading') === 'yes' ? of.text('post') : null),
        next ? next.of.text('name') : null,
        rankAfter(step),
      ],
    };
  };
  const touched = new Set([
    ...changes.map(({ of }) => of.text('unit')),
    ...steps.flatMap(({ takes }) => unitOf(positions.get(takes ?? ''))),
  ]);
  return {
    title: t('腾职模拟', 'Posts that would be freed'),
    figures: [
      counts('leaves', t('离开', 'Leave')),
      counts('toRank', t('转任职级', 'To a rank only')),
      counts('rises', t('提任、转任', 'Take a post')),
    ],
    columns: [
      ...whoColumns,
      column('变动', 'Change'),
      column('链条', 'Chain'),
      column('任新岗位', 'Takes'),
      column('腾出岗位', 'Frees'),
      column('由谁接任', 'Taken by'),
      column('职级', 'Rank'),
    ],
    rows: steps.map(rowOf),
    more: [
      positionsTable(given, after, new Set(steps.flatMap(({ frees, takes }) => [frees ?? '', takes ?? '']))),
      unitsTable(given, after, touched),
      ranksTable(given, after),
    ].filter(({ rows }) => rows.length > 0),
    notes: [
      {
        text: t(
          '只是推算，不改动任何人的档案；没有指定人员时，按12个月内到龄推算',
          'A supposition: no file is changed; with nobody named, those who reach the age of retirement within 12 months',
        ),
      },
      {
        text: t(
          '链条“2-1”为第2条链的第1步：后一步的人接任前一步腾出的岗位；转任职级腾出领导职务，仍占编制和职级职数',
          '“2-1” is the first step of the second chain: each takes the post the one before frees; moving to a rank frees the post but keeps the place and the rank',
        ),
      },
      noteOf(given.figure, 'cadre.rankQuota'),
    ],
  };
}

const unitOf = (position: RowFacts | undefined): string[] =>
  position?.values.unit ? [String(position.values.unit)] : [];

function rankAfter({ act, of }: Step<Person>): Text | null {
  const rank = of.words('rank');
  if (act === 'leaves') return rank ? t(`腾出${rank}`, `frees ${rank}`) : null;
  if (act === 'toRank')
    return rank ? t(`保留${rank}`, `keeps ${rank}`) : t('尚无职级，须另行确定', 'none yet, to be settled');
  return null;
}

const spare = (approved: number, held: number) => [
  Math.max(0, approved - held) || null,
  Math.max(0, held - approved) || null,
];

const five = (group?: Text) => [
  column('核定', 'Approved', 'number', group),
  column('现有', 'Held', 'number', group),
  column('变动后', 'Then', 'number', group),
  column('空缺', 'Vacant', 'number', group),
  column('超出', 'Over', 'number', group),
];

function positionsTable(given: Given, after: Given, wanted: ReadonlySet<string>): Table {
  const names = new Map(given.units.map(({ id, name }) => [id, name]));
  const heldIn = ({ people }: Given, id: string) => people.filter((person) => person.text('position') === id).length;
  return {
    title: t('变动后岗位', 'Positions afterwards'),
    columns: [column('岗位', 'Position'), column('单位', 'Unit'), ...five()],
    rows: given.positions
      .filter(({ id }) => wanted.has(id))
      .map(({ id, title, values }): Row => {
        const [approved, held, then] = [Number(values.headcount ?? 0), heldIn(given, id), heldIn(after, id)];
        return {
          cells: [title, names.get(String(values.unit)) ?? null, approved, held, then, ...spare(approved, then)],
          ...(then > approved ? { is: 'must' as const, mark: t('超职数', 'over') } : {}),
        };
      }),
  };
}

function unitsTable(given: Given, after: Given, touched: ReadonlySet<string>): Table {
  const [places, leading] = [t('编制', 'Places'), t('领导职数', 'Leading posts')];
  return {
    title: t('变动后编制和领导职数', 'Places and leading posts afterwards'),
    columns: [column('单位', 'Unit'), ...five(places), ...five(leading)],
    rows: given.units
      .filter(({ id }) => touched.has(id))
      .map((unit): Row => {
        const [now, then] = [standingOf(unit, given), standingOf(unit, after)];
        return {
          cells: [
            unit.name,
            ...(['places', 'leading'] as const).flatMap((kind) => {
              const { approved } = now[kind];
              return [
                approved ?? null,
                now[kind].held,
                then[kind].held,
                ...(approved === undefined ? [null, null] : spare(approved, then[kind].held)),
              ];
            }),
          ],
        };
      }),
  };
}

function ranksTable(given: Given, after: Given): Table {
  const names = new Map(given.units.map(({ id, name }) => [id, name]));
  const [now, then] = [ledgerOf(given).lines, ledgerOf(after).lines];
  const same = (a: (typeof now)[number], b: (typeof now)[number]) => a.unit === b.unit && a.group === b.group;
  const all = [...now, ...then.filter((line) => !now.some((one) => same(one, line)))];
  return {
    title: t('变动后职级职数', 'Rank seats afterwards'),
    columns: [column('单位', 'Unit'), column('职级', 'Ranks'), ...five()],
    rows: all.flatMap((line): Row[] => {
      const [used, left] = [now, then].map((lines) => lines.find((one) => same(one, line))?.holders.length ?? 0);
      if (used === undefined || left === undefined || used === left) return [];
      const { approved } = line;
      return [
        {
          cells: [
            names.get(line.unit) ?? null,
            groupTitles[line.group],
            approved ?? null,
            used,
            left,
            ...(approved === undefined ? [null, null] : spare(approved, left)),
          ],
        },
      ];
    }),
  };
}
