import { t } from '@juxian/base/text.ts';
import { type Decision, type EffectClock, effectClocks } from '@juxian/rules/cadre/effect.ts';
import { daysBetween } from '@juxian/rules/day.ts';
import type { Person } from '../person.ts';
import {
  citation,
  column,
  type Figure,
  type Given,
  inOrder,
  listOfThese,
  type Report,
  whoCells,
  whoColumns,
  wide,
  withNote,
} from './report.ts';

const bars = {
  promotion: t('不得提拔、晋升', 'No promotion'),
  leading: t('不得担任领导职务', 'No leading post'),
  readmission: t('不得重新入党', 'No re-admission'),
} as const;

/** A clock that ends within so many days is about to end. */
const soon = 90;

/** The decisions of a file that start a clock, named with their documents. */
export function decisionsOf(person: Person): Decision[] {
  return person.lines('honours').flatMap((line) => {
    const [measure, from, revoked] = [line.text('measure'), line.text('on'), line.text('revoked')];
    const named = [line.text('name'), line.text('document')].filter(Boolean).join(' ');
    return measure && from
      ? [{ id: line.text('id'), measures: [measure], from, ...(revoked && { revoked }), ...(named && { named }) }]
      : [];
  });
}

type Running = { person: Person; clock: EffectClock; left: number };

/** 影响期: every clock that runs on the cut-off day, with the decision that started it and the rule it runs by. */
export function effectReport(given: Given): Report {
  const { day, figureOn } = given;
  const running: Running[] = inOrder(given)
    .flatMap((person) => effectClocks(decisionsOf(person), figureOn).map((clock) => ({ person, clock })))
    .filter(({ clock }) => clock.from <= day && day <= clock.end)
    .map(({ person, clock }) => ({ person, clock, left: daysBetween(day, clock.end) }))
    .sort((a, b) => a.clock.end.localeCompare(b.clock.end));
  const counts = (key: string, zh: string, en: string, those: readonly Running[]): Figure => {
    const people = [...new Set(those.map(({ person }) => person))];
    return { title: t(zh, en), value: people.length, target: listOfThese(given, key, people) };
  };
  const rules = new Map(running.map(({ clock }) => [`${clock.measure} ${clock.title.zh}`, clock]));
  return {
    title: t('影响期', 'Periods of effect'),
    figures: [
      counts('running', '影响期内', 'In effect', running),
      counts(
        'ending',
        `${soon}天内期满`,
        `Ending within ${soon} days`,
        running.filter(({ left }) => left <= soon),
      ),
    ],
    columns: [
      ...whoColumns,
      wide('决定', 'Decision'),
      column('批准机关和文号', 'By and document'),
      column('影响', 'Effect'),
      column('起', 'From'),
      column('止', 'To'),
      column('月数', 'Months', 'number'),
      column('还有天数', 'Days left', 'number'),
      wide('依据', 'Rule'),
    ],
    rows: running.map(({ person, clock, left }) => {
      const line = person.lines('honours').find((one) => one.text('id') === clock.decision);
      return {
        cells: [
          ...whoCells(person, given),
          line?.text('name') || clock.title,
          [line?.text('body'), line?.text('document')].filter(Boolean).join(' ') || null,
          bars[clock.bar],
          clock.from,
          clock.end,
          clock.months,
          left,
          withNote(clock.source, clock.note),
        ],
        ...(left <= soon ? { is: 'warn' as const } : {}),
      };
    }),
    notes: [...rules.values()].map(({ title, months, source, article, note }) => ({
      text: t(`${title.zh}：${months}个月`, `${title.en}: ${months} months`),
      source: citation(source, article),
      ...(note && { unsure: note }),
    })),
  };
}
