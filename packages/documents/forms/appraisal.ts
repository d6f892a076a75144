import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { figuresFor } from '@juxian/rules/figures.ts';
import { annualCriteria } from '@juxian/rules/talent.ts';
import { longDay } from '../paper.ts';
import { hearingNoticePaper, secondmentAppraisalPaper, studioAppraisalPaper } from '../papers/appraisal.ts';
import { type Forms, issuerOf, type Seen, seeIf } from './view.ts';

const sortTitles: Readonly<Record<string, string>> = { annual: '年度', midterm: '中期', term: '期满' };

export const appraisalForms: Forms = {
  sheet: {
    title: t('考核表', 'Assessment form'),
    by: ['office', 'leader', 'unit'],
    async paper(ctx, seen) {
      const studio = await seeIf(ctx, 'studio', seen.text('studio'));
      const sort = seen.text('sort');
      const goals = (studio?.lines('goals') ?? []).filter(
        (line) => sort !== 'annual' || line.number('year') === seen.number('year'),
      );
      const weights = figuresFor(ctx.config.figures, ctx.clock.today())('talent.annualWeights').value;
      const term = studio?.text('termFrom')
        ? `${longDay(studio.text('termFrom'))}至${longDay(studio.text('termTo'))}`
        : '';
      return studioAppraisalPaper({
        ...issuerOf(ctx),
        title: `工作室${sort === 'annual' ? seen.words('year') : ''}${sortTitles[sort] ?? ''}考核表`,
        studio: seen.words('studioName'),
        kind: seen.words('kind'),
        unit: seen.words('hostUnit'),
        leader: studio?.words('leaderName') ?? '',
        term,
        goals: goals.map((line) => ({
          year: line.words('year'),
          goal: line.words('goal'),
          measure: line.words('measure'),
          target: line.words('target'),
          done: line.words('done'),
        })),
        selfReport: seen.words('selfReport'),
        marks: (Object.keys(annualCriteria) as (keyof typeof annualCriteria)[]).map((name) => {
          const points = seen.shows(name) ? seen.number(name) : undefined;
          return { title: annualCriteria[name].zh, weight: weights[name], ...(points === undefined ? {} : { points }) };
        }),
        score: seen.words('score'),
        grade: seen.words('grade'),
        opinion: seen.state === 'graded' ? seen.words('opinion') : '',
      });
    },
  },
};

const grades = ['优秀', '称职', '基本称职', '不称职'];

const paperOf = (ctx: Ctx, seen: Seen, part: { title: string; grade: string; opinion: string }) =>
  secondmentAppraisalPaper({
    ...issuerOf(ctx),
    title: part.title,
    name: seen.words('name'),
    sort: seen.words('sort'),
    sender: seen.words('sender'),
    senderPost: seen.words('senderPost'),
    host: seen.words('host'),
    post: seen.words('post'),
    from: seen.text('from'),
    to: seen.text('to'),
    plan: seen.words('plan'),
    briefs: seen.lines('briefs').map((line) => ({ on: line.text('on'), brief: line.words('brief') })),
    results: seen.words('results'),
    grade: part.grade,
    grades,
    opinion: part.opinion,
  });

export const secondmentForms: Forms = {
  midterm: {
    title: t('挂职人员中期考核表', 'Mid-term appraisal of a secondee'),
    by: ['office', 'leader', 'unit'],
    when: begun,
    paper: async (ctx, seen) =>
      paperOf(ctx, seen, {
        title: '挂职人员中期考核表',
        grade: seen.words('midterm'),
        opinion: seen.words('midtermOpinion'),
      }),
  },
  final: {
    title: t('挂职人员期满考核表', 'Final appraisal of a secondee'),
    by: ['office', 'leader', 'unit'],
    when: begun,
    paper: async (ctx, seen) =>
      paperOf(ctx, seen, {
        title: '挂职人员期满考核表',
        grade: seen.words('final'),
        opinion: seen.words('finalOpinion'),
      }),
  },
};

function begun({ state }: Seen): Refusal | true {
  return state !== 'draft' || new Refusal('conflict.draft', t('报到后才能打印', 'It can be printed once he is here'));
}

export const withdrawalForms: Forms = {
  notice: {
    title: t('陈述申辩告知书', 'Notice of the hearing'),
    by: ['office', 'leader', 'unit'],
    when: (seen) =>
      seen.text('hearingOn') !== '' ||
      new Refusal('conflict.hearing', t('定下听取日期后才能打印', 'It can be printed once the day is set')),
    async paper(ctx, seen) {
      const { group, ...issuer } = issuerOf(ctx);
      return hearingNoticePaper({
        ...issuer,
        letterhead: `${group}文件`,
        number: seen.words('noticeNumber'),
        unit: seen.words('hostUnit'),
        studio: seen.words('studioName'),
        grounds: seen
          .words('grounds')
          .split(/[;；、，]\s*/)
          .join('、'),
        facts: seen.words('facts'),
        hearingOn: seen.text('hearingOn'),
        place: seen.words('hearingPlace'),
        noticedOn: seen.text('noticedOn'),
      });
    },
  },
};
