import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { SheetCriterion } from '@juxian/modules/talent/review/draw.ts';
import { type ItemResult, pointColumns } from '@juxian/modules/talent/review/tally.ts';
import { figuresFor } from '@juxian/rules/figures.ts';
import { cut, ranking } from '@juxian/rules/score.ts';
import { scorePaper, signInPaper, summaryPaper } from '../papers/review.ts';
import { type Forms, issuerOf, type Part, type Seen, seeIf } from './view.ts';

const sealed = () =>
  new Refusal('conflict.sealed', t('评分开启后才能打印', 'It can be printed once the sheets are opened'));

export const reviewForms: Forms = {
  score: {
    title: t('专家评分表', 'Score sheet'),
    by: ['expert', 'office'],
    when: (seen) => seen.shows('scores') || sealed(),
    paper: async (ctx, seen) => {
      const lines = new Map(seen.lines('scores').map((line) => [line.text('code'), line]));
      const totals = seen.holds<Record<string, number>>('totals') ?? {};
      const criteria = seen.holds<SheetCriterion[]>('criteria') ?? [];
      const { county, ...issuer } = issuerOf(ctx);
      return scorePaper({
        ...issuer,
        round: `${county}${seen.words('kind')}工作室认定评审`,
        seat: seen.words('seat'),
        criteria: criteria.map(({ label, weight }) => ({ title: label, weight })),
        files: (seen.holds<string[]>('codes') ?? []).map((code) =>
          fileOf(code, criteria.length, lines.get(code), totals),
        ),
        scoredOn: seen.text('submittedAt').slice(0, 10),
      });
    },
  },
};

function fileOf(code: string, width: number, line: Part | undefined, totals: Readonly<Record<string, number>>) {
  return {
    code,
    marks: pointColumns.slice(0, width).map((column) => line?.number(column)),
    total: totals[code],
    ...(line?.text('recused') ? { recused: line.words('recused') } : {}),
    comment: line?.words('comment') ?? '',
  };
}

export const panelForms: Forms = {
  summary: {
    title: t('评审汇总表', 'Summary of scores'),
    by: ['office', 'leader'],
    when: (seen) => (seen.holds<ItemResult[]>('results') ?? []).length > 0 || sealed(),
    paper: summary,
  },
  signIn: {
    title: t('会议签到表', 'Sign-in sheet'),
    by: ['office'],
    when: (seen) =>
      seen.ids('members').length > 0 ||
      new Refusal('conflict.undrawn', t('抽取评审专家后才能打印', 'It can be printed once the panel is drawn')),
    async paper(ctx, seen) {
      const experts = await Promise.all(seen.ids('members').map((id) => seeIf(ctx, 'expert', id)));
      const call = await seeIf(ctx, 'call', seen.text('call'));
      return signInPaper({
        ...issuerOf(ctx),
        meeting: `${call ? `${call.words('year')}年度` : ''}${seen.words('kind')}工作室评审会`,
        place: '',
        people: experts
          .filter((one) => one !== undefined)
          .map((one) => ({
            name: one.words('name'),
            unit: one.words('unitName'),
            title: one.words('professionalTitle'),
          })),
      });
    },
  },
};

async function summary(ctx: Ctx, seen: Seen) {
  const results = seen.holds<ItemResult[]>('results') ?? [];
  const call = await seeIf(ctx, 'call', seen.text('call'));
  const line = call?.lines('kinds').find((one) => one.text('kind') === seen.text('kind'));
  const quota = line?.number('quota') ?? 0;
  const placed = ranking(results.map((result) => ({ id: result.application, score: result.mean, result })));
  const within = new Set(cut(placed, quota).within.map(({ id }) => id));
  const isAssigned = seen.text('way') === 'assign';
  const seats = Math.max(0, ...results.flatMap((result) => (isAssigned ? result.totals.length : result.seats)));
  const rows = await Promise.all(
    placed.map(async ({ id, place, tied, result }) => {
      const filed = await seeIf(ctx, 'application', id);
      return {
        place,
        studio: filed?.words('studioName') ?? result.code,
        leader: filed?.words('leaderName') ?? '',
        unit: filed?.words('hostUnit') ?? '',
        scores: Array.from({ length: seats }, (_, i) => result.totals[isAssigned ? i : result.seats.indexOf(i + 1)]),
        dropped: result.dropped,
        mean: result.mean,
        range: result.range,
        within: within.has(id),
        note: [result.needsReview && '须复评', tied && '同分', ...(result.exceptions ?? []).map(exceptionWords)]
          .filter(Boolean)
          .join('，'),
      };
    }),
  );
  const { county, ...issuer } = issuerOf(ctx);
  return summaryPaper({
    ...issuer,
    round: `${county}${call ? `${call.words('year')}年度` : ''}工作室认定评审`,
    kind: seen.words('kind'),
    quota,
    experts: Array.from({ length: seats }, (_, i) => (isAssigned ? `专家${i + 1}` : `第${i + 1}席`)),
    rows,
    method: methodOf(ctx, call?.words('ties')),
  });
}

const exceptionWords = ({ rules, proposed, settled }: NonNullable<ItemResult['exceptions']>[number]): string =>
  `回避例外（${rules.map(({ zh }) => zh).join('、')}；${proposed}提出，${settled}同意）`;

function methodOf(ctx: Ctx, ties = ''): string {
  const figure = figuresFor(ctx.config.figures, ctx.clock.today());
  const dropFrom = figure('talent.dropFrom').value;
  const range = figure('talent.reviewRange').value;
  return [
    `专家达到${dropFrom}名的，去掉一个最高分和一个最低分后取平均，保留两位小数，括号内为未计入的分数`,
    `极差超过${range}分的须复评`,
    ...(ties ? [`同分的${ties}`] : []),
  ]
    .join('；')
    .concat('。');
}
