import { type Text, t } from '@juxian/base/text.ts';
import { rankOf } from '@juxian/rules/cadre/ladder.ts';
import type { Holder } from '@juxian/rules/cadre/ledger.ts';
import type { QuotaGroup } from '@juxian/rules/cadre/quota.ts';
import type { Person } from '../person.ts';
import { holdersOf, ledgerOf } from './ranks.ts';
import {
  type Cell,
  column,
  counted,
  type Given,
  listOfThese,
  noteOf,
  type Report,
  type Row,
  servingNow,
  wide,
} from './report.ts';

export const groupTitles: Readonly<Record<QuotaGroup, Text>> = {
  teamInspector2: t('领导班子二级巡视员', 'Inspectors 2 of leading bodies'),
  teamResearcher12: t('领导班子一级、二级调研员', 'Researchers 1-2 of leading bodies'),
  organResearcher2: t('二级调研员', 'Researchers 2'),
  organResearcher34: t('三级、四级调研员', 'Researchers 3-4'),
  researcher3Of34: t('其中三级调研员', 'of them researchers 3'),
  organSection: t('一级至四级主任科员', 'Principal staff 1-4'),
  section12Of14: t('其中一级、二级主任科员', 'of them principal staff 1-2'),
};

const named = (holders: readonly Holder<Person>[]): string | null =>
  holders.map(({ of }) => `${of.text('name')}（${of.words('rank')}）`).join('、') || null;
const people = (holders: readonly Holder<Person>[]): Person[] => holders.map(({ of }) => of);

/** 职级职数台账: by unit and group of ranks what is approved, who holds it, what is free, who stands beyond it; then the pool. */
export function rankQuotaReport(given: Given): Report {
  const { figure } = given;
  const { lines, pool } = ledgerOf(given);
  const holders = holdersOf(given.people);
  const seated = new Set(lines.flatMap((line) => people(line.holders)));
  const limited = [...seated];
  const beyond = [...new Set(lines.flatMap((line) => people(line.beyond)))];
  const otherClasses = given.people.filter((person) => {
    const rank = rankOf(person.text('rank'));
    return rank !== undefined && rank.rankClass !== 'general';
  });
  const spent = new Set(pool.filter(({ approved, used }) => used > approved).map(({ group }) => group));
  const isWhole = given.question.unit === undefined;
  const names = new Map(given.units.map(({ id, name }) => [id, name]));
  const seats = (approved: number | undefined, used: number, link: Cell): Cell[] => [
    approved ?? null,
    link,
    approved === undefined ? null : Math.max(0, approved - used) || null,
    approved === undefined ? null : Math.max(0, used - approved) || null,
  ];
  const rows = lines.map(({ unit, group, approved, holders: own, beyond: last }): Row => {
    const list = (key: string, those: readonly Holder<Person>[]) =>
      counted(those.length, listOfThese(given, `${key}.${unit}.${group}`, people(those)));
    return {
      cells: [
        names.get(unit) ?? null,
        groupTitles[group],
        ...seats(approved, own.length, list('used', own)),
        named(last),
        named(own),
      ],
      ...(last.length === 0
        ? {}
        : isWhole && spent.has(group)
          ? { is: 'must' as const, mark: t('超职数', 'over') }
          : { is: 'warn' as const, mark: t('用统筹', 'from the pool') }),
    };
  });
  const common = pool.map(({ group, approved, used }): Row => {
    const those = lines.filter((line) => line.group === group).flatMap((line) => line.beyond);
    return {
      cells: [
        t('全县统筹', 'County pool'),
        groupTitles[group],
        ...seats(approved, used, counted(used, listOfThese(given, `pool.${group}`, people(those)))),
        null,
        named(those),
      ],
      ...(used > approved ? { is: 'must' as const, mark: t('超职数', 'over') } : {}),
    };
  });
  return {
    title: t('职级职数台账', 'Ledger of ranks'),
    figures: [
      {
        title: t('占用职级职数', 'Holding limited ranks'),
        value: limited.length,
        target: listOfThese(given, 'limited', limited),
      },
      {
        title: t('超出本单位职数', "Beyond their units' quota"),
        value: beyond.length,
        target: listOfThese(given, 'beyond', beyond),
      },
      {
        title: t('一级、二级科员（不限职数）', 'Staff members 1-2 (not limited)'),
        value: holders.length - limited.length,
        target: listOfThese(
          given,
          'unlimited',
          people(holders).filter((one) => !seated.has(one)),
        ),
      },
      ...(otherClasses.length > 0
        ? [
            {
              title: t('其他类别职级（另行核定）', 'Other classes (a quota of their own)'),
              value: otherClasses.length,
              target: listOfThese(given, 'otherClasses', otherClasses),
            },
          ]
        : []),
    ],
    columns: [
      column('单位', 'Unit'),
      column('职级', 'Ranks'),
      column('核定职数', 'Approved', 'number'),
      column('已用', 'Used', 'number'),
      column('空缺', 'Free', 'number'),
      column('超出', 'Over', 'number'),
      wide('超出的人', 'Beyond the quota'),
      wide('占用职数的人', 'Held by'),
    ],
    rows: [...rows, ...(isWhole ? common : [])],
    notes: [
      servingNow,
      {
        text: t(
          '核定职数按单位行政编制和参公编制之和的比例计算；没有填编制数的单位核定职数为空，不判断是否超出',
          "Approved: a share of the unit's administrative places and those run as civil service; blank and never over where they are not on record",
        ),
      },
      {
        text: t(
          '超出的人按任现职级先后排列，后任的计为超出；各单位余数合并为全县统筹，超出的先用统筹，统筹用完的标为超职数',
          "Beyond are the last to have come to the rank; what rounding leaves of the units' shares is the county's pool, which carries them until it is spent",
        ),
      },
      {
        text: t(
          '担任领导职务并有职级的也占职数；“其中”各行已含在上一行内',
          'Leaders with a rank take a seat too; rows “of them” are part of the row above',
        ),
      },
      noteOf(figure, 'cadre.rankQuota'),
      noteOf(figure, 'cadre.quotaRoundUpFrom'),
      noteOf(figure, 'cadre.rankPool'),
    ],
  };
}
