import { t } from '@juxian/base/text.ts';
import { type Probation, type ProbationKind, probation } from '@juxian/rules/cadre/probation.ts';
import { daysBetween } from '@juxian/rules/day.ts';
import type { Part } from '../../forms/view.ts';
import type { Person } from '../person.ts';
import { retirementFacts } from '../retirement.ts';
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
} from './report.ts';

type Trial = { person: Person; kind: ProbationKind; what: string; from: string } & Probation;

const words = {
  leader: t('提任领导职务试用期', 'First leading post'),
  recruit: t('新录用试用期', 'Recruit'),
  staff: t('事业单位初次就业试用期', 'First job in an institution'),
} as const;

/** A month counts from its first day. */
const firstDay = (month: string): string => (month.length === 7 ? `${month}-01` : month);
const isHeld = (line: Part, day: string): boolean =>
  firstDay(line.text('from')) <= day && (!line.text('to') || line.text('to') >= day.slice(0, 7));

/** Posts marked as on trial and still held; recruits until they are registered as civil servants. */
export function trialsOf(person: Person, { day, figure }: Given): Trial[] {
  const posts = person
    .lines('appointments')
    .filter((line) => line.text('trial') === 'yes' && line.text('from') && isHeld(line, day))
    .map((line) => ({ kind: 'leader' as const, what: line.text('post'), from: firstDay(line.text('from')) }));
  const recruitedOn = person.text('recruitedOn');
  const isOpen = person.text('recruited') === 'yes' && recruitedOn && !person.text('registered');
  const civil = ['civilServant', undefined].includes(retirementFacts(person)?.kind);
  const first = isOpen
    ? [{ kind: civil ? ('recruit' as const) : ('staff' as const), what: '', from: firstDay(recruitedOn) }]
    : [];
  return [...posts, ...first]
    .filter(({ from }) => from <= day)
    .map((one) => ({ person, ...one, ...probation(one.kind, one.from, day, figure) }));
}

/** A recruit's probation that ended over a year ago lacks its registration, which is a gap in the file, not a deadline. */
const longPast = 365;

/** 试用期: who is on trial, whose trial ends within 30 days, and whose has ended without a decision on record. */
export function probationReport(given: Given): Report {
  const { day, figure } = given;
  const trials = inOrder(given)
    .flatMap((person) => trialsOf(person, given))
    .filter(({ kind, end }) => kind === 'leader' || daysBetween(end, day) <= longPast)
    .sort((a, b) => a.end.localeCompare(b.end));
  const counts = (zh: string, en: string, state: Probation['state']): Figure => {
    const those = [...new Set(trials.filter((one) => one.state === state).map(({ person }) => person))];
    return { title: t(zh, en), value: those.length, target: listOfThese(given, state, those) };
  };
  return {
    title: t('试用期', 'Probations'),
    figures: [
      counts('已满，待按期转正', 'Ended, to be decided', 'over'),
      counts('即将期满', 'About to end', 'ending'),
      counts('试用期内', 'Running', 'running'),
    ],
    columns: [
      ...whoColumns,
      column('试用', 'Probation'),
      column('试用职务', 'Post on trial'),
      column('起', 'From'),
      column('期满', 'Ends'),
      column('还有天数', 'Days left', 'number'),
    ],
    rows: trials.map(({ person, kind, what, from, end, state }) => ({
      cells: [
        ...whoCells(person, given),
        words[kind],
        what || null,
        from.slice(0, 7).replace('-', '.'),
        end,
        state === 'over' ? 0 : daysBetween(day, end),
      ],
      ...(state === 'running' ? {} : { is: state === 'over' ? ('must' as const) : ('warn' as const) }),
    })),
    notes: [
      noteOf(figure, 'cadre.probationLeader'),
      noteOf(figure, 'cadre.probationRecruit'),
      noteOf(figure, 'cadre.probationStaff'),
      noteOf(figure, 'cadre.probationNotice'),
      {
        text: t(
          '任职只到月，从当月1日起算；期满由人决定，不会自动转正',
          'Posts are dated by month and count from its first day; the end asks for a decision and confirms nobody by itself',
        ),
      },
    ],
  };
}
