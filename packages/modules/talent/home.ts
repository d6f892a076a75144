import { say, type Text, t } from '@juxian/base/text.ts';
import { gateOf, partsFor } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { RowFacts } from '@juxian/engine/define.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { wan } from '@juxian/rules/money.ts';

export type HomeFigure = { name: string; title: string; value: number; unit: string; note: string; link: string };
export type Home = {
  figures: HomeFigure[];
  /** How many applications of the latest round have come to each step. */
  progress?: {
    year: number;
    total: number;
    link: string;
    steps: { state: string; title: string; count: number; link: string }[];
  };
  years?: { year: number; filed: number; recognised: number; approved: number; paid: number }[];
};

/** The rows of a module in the actor's scope, or nothing where the module is off or out of reach. */
async function rowsOf(ctx: Ctx, name: string): Promise<RowFacts[]> {
  if (!ctx.registry.has(name) || ctx.config.off.includes(name)) return [];
  const module = moduleOf(ctx, name);
  const gate = await gateOf(ctx, module);
  const own = { ...gate, parts: gate.parts.filter(({ role }) => role !== 'public') };
  if (own.parts.length === 0) return [];
  return (await ctx.rows.recent(ctx, module)).where({}).filter((row) => partsFor(ctx, own, module, row).length > 0);
}

const sum = (rows: RowFacts[], field: string): number =>
  rows.reduce((total, { values }) => total + Number(values[field] ?? 0), 0);
const inForce = ['running'];
const beyond = ['draft', 'withdrawn'];

/** The four figures of the home page, each with the list that holds exactly its rows; and the rounds of the last years. */
export async function homeOf(ctx: Ctx): Promise<Home> {
  const [studios, applications, grants, engagements] = await Promise.all(
    ['studio', 'application', 'grant', 'engagement'].map((name) => rowsOf(ctx, name)),
  );
  if (!studios || !applications || !grants || !engagements) return { figures: [] };
  const { locale } = ctx;
  const standing = studios.filter(({ state }) => inForce.includes(state));
  const calls = new Map((await rowsOf(ctx, 'call')).map((row) => [row.id, row]));
  const yearOf = (row: RowFacts): number => Number(calls.get(String(row.values.call))?.values.year ?? 0);
  const filed = applications.filter(({ state }) => !beyond.includes(state));
  const latest = Math.max(
    0,
    ...[...calls.values()].filter(({ state }) => state !== 'draft').map(({ values }) => Number(values.year)),
  );
  const round = filed.filter((row) => yearOf(row) === latest);
  const roundLink = `/w/application?filter[call][in]=${[...calls.values()]
    .filter(({ values }) => values.year === latest)
    .map(({ id }) => id)
    .join()}&state=${filedStates}`;
  const valid = engagements.filter(({ state }) => state === 'valid');
  const figure = (name: string, title: Text, value: number, unit: Text, note: Text, link: string): HomeFigure => ({
    name,
    title: say(title, locale, { year: latest }),
    value,
    unit: say(unit, locale),
    note: say(note, locale),
    link,
  });
  const figures = [
    figure(
      'studios',
      t('在册工作室', 'Studios'),
      standing.length,
      t('个', ''),
      kindsNote(standing),
      `/w/studio?state=${inForce.join()}`,
    ),
    figure(
      'applications',
      t('{year}年度申报', 'Applications {year}'),
      round.length,
      t('项', ''),
      t('不含草稿和撤回', 'Without drafts and withdrawn'),
      roundLink,
    ),
    figure(
      'approved',
      t('核定经费', 'Approved grants'),
      sum(grants, 'approved') / 1_000_000,
      t('万元', '10,000 yuan'),
      t(
        `已拨${wan(sum(grants, 'paid')).zh}　待拨${wan(sum(grants, 'unpaid')).zh}`,
        `${wan(sum(grants, 'paid')).en} paid`,
      ),
      '/w/grant',
    ),
    ...(ctx.registry.has('engagement')
      ? [
          figure(
            'engagements',
            t('聘期内智库专家', 'Think-tank experts'),
            valid.length,
            t('人', ''),
            t('按有效聘书计', 'By letters in force'),
            '/w/engagement?state=valid',
          ),
        ]
      : []),
  ].filter(({ link }) => ctx.registry.has(link.split(/[/?]/)[2] ?? ''));
  const years = [...new Set([...calls.values()].map(({ values }) => Number(values.year)))].sort();
  return {
    figures,
    ...(round.length > 0
      ? { progress: { year: latest, total: round.length, link: roundLink, steps: stepsOf(ctx, round, roundLink) } }
      : {}),
    ...(grants.length > 0
      ? {
          years: years.map((year) => {
            const ofYear = grants.filter(({ values }) => values.year === year);
            return {
              year,
              filed: filed.filter((row) => yearOf(row) === year).length,
              recognised: ofYear.length,
              approved: sum(ofYear, 'approved'),
              paid: sum(ofYear, 'paid'),
            };
          }),
        }
      : {}),
  };
}

const filedStates =
  'atUnit,atDepartment,formalReview,returned,expertReview,siteVisit,consultation,deliberation,publicity,recognition,held,recognised,rejected';

function kindsNote(studios: RowFacts[]): Text {
  const count = (kind: string) => studios.filter(({ values }) => values.kind === kind).length;
  const [teacher, physician, master, craftsman] = [
    count('teacher'),
    count('physician'),
    count('master'),
    count('craftsman'),
  ];
  return t(
    `名师${teacher}　名医${physician}　名家${master}　名匠${craftsman}`,
    `${teacher} teachers, ${physician} physicians, ${master} masters, ${craftsman} craftsmen`,
  );
}

function stepsOf(ctx: Ctx, round: RowFacts[], link: string) {
  const { states } = moduleOf(ctx, 'application');
  return filedStates
    .split(',')
    .map((state) => ({
      state,
      title: say(states[state]?.label ?? t(state, state), ctx.locale),
      count: round.filter((row) => row.state === state).length,
      link: link.replace(/&state=.*/, `&state=${state}`),
    }))
    .filter(({ count }) => count > 0);
}
