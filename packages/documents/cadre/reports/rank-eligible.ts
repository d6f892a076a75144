import { refuseField } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import { yearsAndMonths } from '@juxian/rules/cadre/age.ts';
import { gradeEffect } from '@juxian/rules/cadre/assessment.ts';
import { type RankKey, rankCode, rankKeys, rankOf } from '@juxian/rules/cadre/ladder.ts';
import { freeSeats } from '@juxian/rules/cadre/ledger.ts';
import { groupsWith } from '@juxian/rules/cadre/quota.ts';
import {
  countedMonths,
  eligible,
  type Promotion,
  type RankFacts,
  type Reason,
  type Unmet,
} from '@juxian/rules/cadre/rank.ts';
import { dictionaries } from '@juxian/rules/dictionary.ts';
import { dotted, monthsBetween, yearOf } from '@juxian/rules/month.ts';
import type { Person } from '../person.ts';
import { retirementFacts } from '../retirement.ts';
import { decisionsOf } from './effect.ts';
import { trialsOf } from './probation.ts';
import { byRank, isRanked, ledgerOf, placeOf } from './ranks.ts';
import {
  column,
  type Figure,
  type Given,
  inOrder,
  listOfThese,
  noteOf,
  type Report,
  type Row,
  whoCells,
  whoColumns,
  wide,
  withNote,
} from './report.ts';

type Judged = { person: Person; facts: RankFacts; promotion: Promotion; unmet: Unmet[]; eligible: boolean };

/** Codes of ZB64 and GB/T 4658 for postgraduates. */
const isGraduate = (person: Person): boolean => /^1/.test(person.text('degreeLevel'));
const shows = { eligible: true, not: false } as const;

function factsOf(person: Person, given: Given): RankFacts {
  const rank = person.text('rank');
  const [level, levelSince] = [person.text('level'), person.text('levelSince')];
  return {
    ...(rankOf(rank) ? { rank: { code: rank, since: person.text('rankSince') } } : {}),
    ...(level && levelSince ? { post: { level, since: levelSince } } : {}),
    place: placeOf(person),
    grades: Object.fromEntries(
      person.lines('appraisals').map((line) => [line.number('year') ?? 0, line.text('grade')]),
    ),
    decisions: decisionsOf(person),
    onProbation: trialsOf(person, given).some(({ state }) => state !== 'over'),
  };
}

/** Civil servants with a rank or a post that leads to one, each against every rule. */
function judgedIn(given: Given): Judged[] {
  return inOrder(given)
    .filter((person) => isRanked(person) && [undefined, 'civilServant'].includes(retirementFacts(person)?.kind))
    .flatMap((person) => {
      const facts = factsOf(person, given);
      const { promotion, ...found } = eligible(facts, given.day, given.figureOn);
      return promotion ? [{ person, facts, promotion, ...found }] : [];
    });
}

const rested = ({ says, source, note }: Reason): Text => {
  const { zh, en } = withNote(source, note);
  return t(`${says.zh}（${zh}）`, `${says.en} (${en})`);
};
const joined = (reasons: readonly Reason[]): Text | null => {
  const all = reasons.map(rested);
  return all.length > 0 ? t(all.map(({ zh }) => zh).join('；'), all.map(({ en }) => en).join('; ')) : null;
};
const rankName = (code: string): Text => dictionaries.get('postLevel')?.entries.get(code)?.label ?? t(code, code);

/** Excellent years of the ground that are over, each of which shortens the time. */
const excellentYears = ({ grades }: RankFacts, since: string, day: string): string =>
  Object.entries(grades)
    .filter(
      ([year, grade]) =>
        Number(year) >= yearOf(since) && Number(year) < yearOf(day) && gradeEffect(grade) === 'excellent',
    )
    .map(([year]) => year)
    .join('、');

const isUnlimited = (key: RankKey): boolean => groupsWith('organ', key).length + groupsWith('team', key).length === 0;

/** @throws Refusal `invalid.rank`, `invalid.show`. */
export function rankAsked({ rank, show }: { rank?: string; show?: string }): {
  key: RankKey | undefined;
  only: boolean | undefined;
} {
  const key = rankKeys.find((one) => one === rank);
  if (rank !== undefined && (!key || key === 'clerk2'))
    throw refuseField(
      'rank',
      'invalid.rank',
      t('rank 应为拟晋升的职级，如 section4', 'rank must be a rank promoted to, like section4'),
    );
  if (show !== undefined && show !== 'eligible' && show !== 'not')
    throw refuseField('show', 'invalid.show', t('show 应为 eligible 或 not', 'show must be eligible or not'));
  return { key, only: show && shows[show] };
}

/**
 * 晋升职级符合条件名单: each civil servant against every condition of the next rank up, with its source and figure; the
 * higher rank first, then the longer time in the present one. It decides nothing: a named person does.
 */
export function rankEligibleReport(given: Given, params: { rank?: string; show?: string }): Report {
  const { key, only } = rankAsked(params);
  const { day, figure } = given;
  const { lines } = ledgerOf(given);
  const judged = judgedIn(given)
    .filter(({ promotion }) => key === undefined || promotion.key === key)
    .sort(
      (a, b) =>
        Number(b.eligible) - Number(a.eligible) ||
        byRank(a.promotion.key, b.promotion.key) ||
        a.promotion.from.since.localeCompare(b.promotion.from.since),
    );
  const fits = judged.filter((one) => one.eligible);
  const counts = (figureKey: string, title: Text, those: readonly Judged[]): Figure => ({
    title,
    value: those.length,
    target: listOfThese(
      given,
      figureKey,
      those.map(({ person }) => person),
    ),
  });
  const years = figure('cadre.section4Years').value;
  const section4 = fits.filter(({ promotion }) => promotion.key === 'section4');
  const graduates = section4.filter(({ person }) => isGraduate(person));
  const workers = section4.filter(
    ({ person }) =>
      !isGraduate(person) && person.text('workStart') && monthsBetween(person.text('workStart'), day) >= years * 12,
  );
  const rowOf = ({ person, facts, promotion, unmet, eligible: fitting }: Judged): Row => {
    const { since } = promotion.from;
    const counted = monthsBetween(since, day) < 0 ? 0 : countedMonths(since, day, facts.grades, figure);
    const held = facts.rank && rankOf(facts.rank.code)?.key;
    const seats = freeSeats(lines, { unit: person.text('unit'), kind: facts.place, from: held, to: promotion.key });
    return {
      cells: [
        ...whoCells(person, given),
        fitting ? t('符合', 'Meets all') : t('不符合', 'Does not'),
        person.words('rank') || null,
        person.text('rankSince') ? dotted(person.text('rankSince')) : null,
        rankName(promotion.rank),
        yearsAndMonths(promotion.asked),
        yearsAndMonths(counted),
        excellentYears(facts, since, day) || null,
        dotted(promotion.month),
        joined(unmet),
        joined(promotion.reasons),
        seats ?? (isUnlimited(promotion.key) ? t('不限', 'no limit') : null),
      ],
      ...(fitting ? {} : { is: 'warn' as const, mark: t('不符合', 'not yet') }),
    };
  };
  return {
    title: t('晋升职级符合条件名单', 'Who may be promoted in rank'),
    figures: [
      counts('eligible', t('符合条件', 'Meet every condition'), fits),
      counts(
        'not',
        t('不符合条件', 'Do not yet'),
        judged.filter((one) => !one.eligible),
      ),
      ...rankKeys.flatMap((one) => {
        const code = rankCode('general', one);
        const those = fits.filter(({ promotion }) => promotion.key === one);
        return code && those.length > 0
          ? [counts(`to.${one}`, t(`可晋升${rankName(code).zh}`, `To ${rankName(code).en}`), those)]
          : [];
      }),
      ...(section4.length > 0
        ? [
            counts('graduates', t('四级主任科员：研究生学历', 'Of these postgraduates'), graduates),
            counts('workers', t(`四级主任科员：工作满${years}年`, `Of these ${years} years at work`), workers),
          ]
        : []),
    ],
    columns: [
      ...whoColumns,
      column('结论', 'Finding'),
      column('现职级', 'Rank'),
      column('任现职级时间', 'Since'),
      column('拟晋升职级', 'Next rank'),
      column('规定年限', 'Asked'),
      column('计算年限', 'Counted'),
      column('优秀年度', 'Excellent'),
      column('最早年月', 'Earliest'),
      wide('不符合的规定', 'Not met'),
      wide('年限依据', 'Years rest on'),
      column('本单位空缺', 'Seats free', 'number'),
    ],
    rows: judged.filter((one) => only === undefined || one.eligible === only).map(rowOf),
    notes: [
      {
        text: t(
          '范围为公务员和参公人员；名单只排序和说明，由有权机关决定。空缺职数不影响符合条件与否，本单位没有空缺的可用全县统筹',
          "Civil servants and staff run as such; the list sorts and explains, people decide. Free seats are no condition: without one the county's pool may serve",
        ),
      },
      {
        text: t(
          '是否正在接受审查调查不在本系统登记，报批前须征求纪检监察机关意见',
          'Whether somebody is under investigation is not kept here; the discipline organ is asked before approval',
        ),
      },
      noteOf(figure, 'cadre.rankYears'),
      noteOf(figure, 'cadre.rankExcellent'),
      ...(section4.length > 0 ? [noteOf(figure, 'cadre.section4Years')] : []),
    ],
  };
}
