import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { type Look, module, type RecordFacts } from '@juxian/engine/define.ts';
import { choice, computed, date, files, longText, number, ref, text } from '@juxian/engine/kinds/index.ts';
import { addDays } from '@juxian/rules/day.ts';
import { freeSeat } from '../seat.ts';
import { type Dimension, dimensionNames, dimensions } from './evaluation-scheme.ts';
import { cardClasses } from './talent-card.ts';
import { endOfDay } from './term.ts';

const points = (name: Dimension) => number(dimensions[name], { min: 0, max: 100 });

/** A recognition by an employer under its own authority: it decides, then reports; the county looks at it afterwards. */
export const employerRecognition = module({
  name: 'employerRecognition',
  reach: 'staff',
  room: 'attraction',
  title: t('自主认定', 'Employer recognitions'),
  fields: {
    authority: ref(t('授权', 'Authority'), 'talentAuthority', { required: true }),
    unit: ref(t('用人主体', 'Employer'), 'unit', { required: true }),
    name: text(t('姓名', 'Name'), { required: true, max: 40 }),
    post: text(t('岗位', 'Post'), { max: 60 }),
    grade: choice(t('认定层次', 'Class'), cardClasses, { required: true }),
    innovation: points('innovation'),
    quality: points('quality'),
    effect: points('effect'),
    contribution: points('contribution'),
    score: computed(t('合计', 'Total'), 'number'),
    reasons: longText(t('认定理由', 'Reasons'), { required: true, max: 1000 }),
    evidence: files(t('佐证材料', 'Evidence'), { max: 10 }),
    decidedOn: date(t('认定日期', 'Decided on')),
    reportedOn: date(t('报备日期', 'Reported on')),
    remindedOn: date(t('逾期提醒日期', 'Reminded on')),
    finding: longText(t('抽查意见', 'Finding'), { max: 500 }),
    seat: text(t('认定名额', 'Place'), { max: 60, unique: true, unlisted: true }),
  },
  states: {
    draft: { label: t('评价中', 'Being judged'), phase: 'draft', initial: true },
    decided: {
      label: t('待报备', 'To be reported'),
      phase: 'waiting',
      owes: { roles: ['unit'], task: t('报备自主认定', 'Report the recognition') },
    },
    reported: {
      label: t('已报备', 'Reported'),
      phase: 'open',
      owes: { roles: ['office'], task: t('核查自主认定', 'Look at the recognition') },
    },
    kept: { label: t('核查通过', 'Upheld'), phase: 'done' },
    revoked: { label: t('已撤销', 'Revoked'), phase: 'refused' },
  },
}).with(({ move, all, within }) => {
  const given = ['authority', 'unit', 'name', 'post', 'grade', ...dimensionNames, 'reasons', 'evidence'] as const;
  const fields = [...given, 'score', 'decidedOn', 'reportedOn', 'remindedOn', 'finding'] as const;
  return {
    moves: {
      decide: move({
        label: t('认定', 'Recognise'),
        from: ['draft'],
        to: 'decided',
        by: ['unit'],
        act: true,
        hint: t('由用人主体按评价方案自主认定，事后报备', 'The employer decides by the scheme and reports afterwards'),
        derive: async ({ record, look, today }) => {
          const authority = await authorityOf(look, record, today);
          const score = await scoreOf(look, record, authority);
          return {
            set: { score, decidedOn: today, seat: await seatOf(look, authority) },
            due: endOfDay(addDays(today, Number(authority.values.reportDays))),
          };
        },
      }),
      report: move({
        label: t('报备', 'Report'),
        from: ['decided'],
        to: 'reported',
        by: ['unit'],
        act: true,
        derive: ({ today }) => ({ set: { reportedOn: today }, due: null }),
      }),
      remind: move({
        label: t('逾期未报备提醒', 'Reminder that it was not reported'),
        from: ['decided'],
        by: ['clock'],
        when: ({ record, now }) =>
          (record.due !== undefined && record.due < now && !record.values.remindedOn) ||
          new Refusal('conflict.early', t('未到报备期限', 'It may still be reported')),
        derive: ({ today }) => ({ set: { remindedOn: today } }),
        says: {
          to: ['owner', 'office'],
          text: t('自主认定{name}未按期报备', 'The recognition of {name} was not reported in time'),
        },
      }),
      uphold: move({
        label: t('核查通过', 'Uphold'),
        from: ['reported'],
        to: 'kept',
        by: ['office'],
        act: true,
        asks: { finding: longText(t('意见', 'Finding'), { max: 500 }) },
      }),
      revoke: move({
        label: t('撤销认定', 'Revoke'),
        from: ['decided', 'reported', 'kept'],
        to: 'revoked',
        by: ['office'],
        asks: { finding: longText(t('撤销原因', 'Reason'), { required: true, max: 500 }) },
        derive: () => ({ set: { seat: null }, due: null }),
      }),
    },
    access: {
      office: { scope: all(), fields, export: true },
      leader: { scope: all(), fields },
      unit: { scope: within('unit'), fields, create: given, edit: { draft: given } },
    },
    views: {
      lead: 'name',
      columns: ['unit', 'grade', 'score', 'decidedOn', 'reportedOn', 'state', 'due'],
      sort: '-decidedOn,name',
      facets: ['unit', 'grade', 'state'],
    },
    form: [
      { title: t('人才', 'Talent'), fields: ['authority', 'unit', 'name', 'post', 'grade'] },
      { title: t('评价', 'Judgement'), fields: [...dimensionNames, 'score', 'reasons', 'evidence'] },
      { title: t('认定与报备', 'Decision and report'), fields: ['decidedOn', 'reportedOn', 'remindedOn', 'finding'] },
    ],
    summary: (values) => values.name ?? '',
  };
});

type Recognition = RecordFacts<typeof employerRecognition.fields>;

/** The authority it rests on: the unit's own, in force today, and for this class. */
async function authorityOf(look: Look, { values }: Recognition, today: string): Promise<RecordFacts> {
  const authority = await look.record('talentAuthority', values.authority ?? '');
  const { unit, from, to, classes } = (authority?.values ?? {}) as Record<string, unknown>;
  if (authority?.state !== 'granted' || unit !== values.unit || String(from) > today || String(to) < today)
    throw new Refusal('conflict.authority', t('没有在有效期内的授权', 'There is no authority in force'));
  if (!(classes as string[]).includes(values.grade ?? ''))
    throw refuseField('grade', 'invalid.grade', t('授权不含这一层次', 'The authority does not cover this class'));
  return authority;
}

/** The sum of the four groups by the scheme of the authority. @throws Refusal where one is above its points or the pass mark is missed. */
async function scoreOf(look: Look, { values }: Recognition, authority: RecordFacts): Promise<number> {
  const scheme = await look.record('evaluationScheme', String(authority.values.scheme));
  const most = (scheme?.values ?? {}) as Record<string, number>;
  for (const name of dimensionNames)
    if (values[name] === undefined || (values[name] ?? 0) > (most[name] ?? 0))
      throw refuseField(name, 'invalid.points', t('应在0至{most}分之间', 'Must lie between 0 and {most}'), {
        most: most[name] ?? 0,
      });
  const score = dimensionNames.reduce((sum, name) => sum + (values[name] ?? 0), 0);
  if (score < (most.passing ?? 0))
    throw new Refusal(
      'conflict.passing',
      t('合计{score}分，未达到合格分{passing}分', '{score} is below the pass mark {passing}'),
      {
        values: { score, passing: most.passing ?? 0 },
      },
    );
  return score;
}

async function seatOf(look: Look, { id, values }: RecordFacts): Promise<string> {
  const quota = Number(values.quota);
  const seat = await freeSeat(
    look,
    { id, quota },
    {
      module: 'employerRecognition',
      where: { authority: id },
      isHeld: (state) => state !== 'draft' && state !== 'revoked',
    },
  );
  if (seat) return seat;
  throw new Refusal('conflict.quota', t('{quota}个名额已用完', 'All {quota} places are taken'), { values: { quota } });
}
