import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import { ageAt, yearsAndMonths } from '@juxian/rules/cadre/age.ts';
import { noticeOf, type Retirement } from '@juxian/rules/cadre/retirement.ts';
import { dotted, monthsBetween } from '@juxian/rules/month.ts';
import type { Person } from '../person.ts';
import { retirementOf } from '../retirement.ts';
import {
  column,
  type Figure,
  type Given,
  inOrder,
  listOfThese,
  noteOf,
  type Report,
  whoCells,
  whoColumns,
  wide,
} from './report.ts';

const tables = {
  sixty: t('原60周岁', '60 before'),
  fiftyFive: t('原55周岁', '55 before'),
  fifty: t('原50周岁', '50 before'),
} as const satisfies Record<Retirement['table'], Text>;

const aged = (months: number): Text => {
  const { zh, en } = yearsAndMonths(months);
  return t(zh.replace('年', '岁'), en);
};
const ruleOf = ({ table, delay }: Retirement): Text =>
  delay > 0 ? t(`${tables[table].zh}，延迟${delay}个月`, `${tables[table].en}, ${delay} months later`) : tables[table];

/** The month of retirement, or why it cannot be said. */
export function reached(person: Person, given: Given): Retirement | Refusal | undefined {
  try {
    return retirementOf(person, given.figureOn(given.day));
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** 到龄预告: who reaches the age of retirement within 12, 6 and 3 months of the cut-off day, or has reached it. */
export function retirementReport(given: Given, months: number): Report {
  const { day, figure } = given;
  const all = inOrder(given).map((person) => ({ person, reaches: reached(person, given) }));
  const known = all.flatMap(({ person, reaches }) =>
    reaches && !(reaches instanceof Refusal) ? [{ person, reaches, notice: noticeOf(reaches.month, day, figure) }] : [],
  );
  const unclear = all.filter(({ reaches }) => reaches === undefined || reaches instanceof Refusal);
  const spans = [...figure('retirement.notice').value].sort((a, b) => b - a);
  const within = (most: number) =>
    known.filter(({ reaches }) => {
      const left = monthsBetween(day, reaches.month);
      return left > 0 && left <= most;
    });
  const counts = (key: string, title: Text, those: readonly { person: Person }[]): Figure => {
    const target = listOfThese(
      given,
      key,
      those.map(({ person }) => person),
    );
    return { title, value: those.length, target };
  };
  const over = known.filter(({ notice }) => notice === 0);
  const shown = known
    .filter(({ reaches }) => monthsBetween(day, reaches.month) <= months)
    .sort((a, b) => a.reaches.month.localeCompare(b.reaches.month));
  return {
    title: t('到龄预告', 'Reaching the age of retirement'),
    figures: [
      counts('reached', t('已到龄', 'Reached'), over),
      ...spans
        .toReversed()
        .map((span) => counts(`within${span}`, t(`${span}个月内到龄`, `Within ${span} months`), within(span))),
      ...(unclear.length > 0
        ? [counts('unclear', t('资料不全，不能推算', 'Not to be told: data missing'), unclear)]
        : []),
    ],
    columns: [
      ...whoColumns,
      column('性别', 'Sex'),
      column('出生年月', 'Born'),
      column('年龄', 'Age', 'number'),
      column('到龄年月', 'Reached in'),
      column('到龄时年龄', 'Age then'),
      wide('规则', 'Rule'),
      column('还有月数', 'Months left', 'number'),
    ],
    rows: shown.map(({ person, reaches, notice }) => ({
      cells: [
        ...whoCells(person, given),
        person.words('sex'),
        dotted(person.text('born')),
        ageAt(person.text('born'), day),
        dotted(reaches.month),
        aged(reaches.age),
        ruleOf(reaches),
        Math.max(0, monthsBetween(day, reaches.month)),
      ],
      ...(notice === 0 || notice === spans.at(-1) ? { is: notice === 0 ? ('must' as const) : ('warn' as const) } : {}),
    })),
    notes: [
      noteOf(figure, 'retirement.base'),
      noteOf(given.figureOn(day), 'retirement.step'),
      noteOf(given.figureOn(day), 'retirement.delayMost'),
      noteOf(figure, 'retirement.notice'),
      {
        text: t(
          '出生年月以组织认定为准；女同志按60周岁起算须有依据文件',
          'The recognised month of birth counts; a woman counts from 60 only by a document',
        ),
      },
    ],
  };
}
