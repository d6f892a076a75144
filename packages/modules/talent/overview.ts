import { say, type Text, t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { RowFacts } from '@juxian/engine/define.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { addYears } from '@juxian/rules/day.ts';
import { funnelSteps } from './attraction/campaign.ts';
import { type Counted, fromWhere, listed, type Origin, origins, type Rows, type Sources } from './origins.ts';
import { seenRows, sumOf } from './seen.ts';

export type Ending = {
  module: string;
  title: string;
  count: number;
  link: string;
  next: { id: string; title: string; to: string }[];
};
export type Overview = {
  figures: Counted[];
  origins: Origin[];
  /** Absent where no university is known of anybody. */
  sources?: Sources;
  funnel: Counted[];
  /** Fen by year of recognition. */
  money: { year: number; approved: number; paid: number; unpaid: number; link: string }[];
  ending: Ending[];
  /** People by year, over every unit and kind that was confirmed. */
  movement: { year: number; start: number; inflow: number; outflow: number; end: number; link: string }[];
};

const figures: readonly { name: string; title: Text; module: string; states: readonly string[] }[] = [
  { name: 'studios', title: t('在册工作室', 'Studios'), module: 'studio', states: ['running'] },
  { name: 'experts', title: t('在库专家', 'Experts'), module: 'expert', states: ['active'] },
  { name: 'engagements', title: t('智库聘任', 'Engaged'), module: 'engagement', states: ['valid', 'ending'] },
  {
    name: 'secondments',
    title: t('挂职人才', 'Secondees'),
    module: 'secondment',
    states: ['serving', 'assessed', 'ending'],
  },
  { name: 'natives', title: t('在外人才', 'Natives elsewhere'), module: 'native', states: ['listed'] },
  { name: 'visits', title: t('走访慰问', 'Visits'), module: 'visit', states: ['made'] },
  {
    name: 'posts',
    title: t('实习岗位', 'Internship posts'),
    module: 'internshipPost',
    states: ['open', 'closed', 'finished'],
  },
  {
    name: 'agreements',
    title: t('合作协议', 'Agreements'),
    module: 'agreement',
    states: ['active', 'published'],
  },
];

/** What runs out: the field of its last day, and the states in which it still runs. */
const terms: readonly { module: string; field: string; states: readonly string[] }[] = [
  { module: 'engagement', field: 'to', states: ['valid', 'ending'] },
  { module: 'studio', field: 'termTo', states: ['recognised', 'signed', 'running'] },
  { module: 'secondment', field: 'to', states: ['serving', 'assessed', 'ending'] },
  { module: 'agreement', field: 'to', states: ['active', 'published'] },
  { module: 'talentCard', field: 'to', states: ['valid'] },
];
const nextShown = 4;

/** The whole of the county's talent work for a leader, as far as the actor sees its modules. */
export async function overviewOf(ctx: Ctx): Promise<Overview> {
  const names = [...figures, ...origins, ...terms].map(({ module }) => module);
  const all = [...new Set([...names, 'campaign', 'grant', 'talentMovement'])];
  const seen = await Promise.all(all.map(async (name) => [name, await seenRows(ctx, name)] as const));
  const rows: Rows = new Map(seen.flatMap(([name, held]) => (held ? [[name, held] as const] : [])));
  return {
    figures: figuresOf(ctx, rows),
    ...fromWhere(ctx, rows),
    funnel: funnelOf(ctx, rows.get('campaign') ?? []),
    money: moneyOf(rows.get('grant') ?? []),
    ending: endingOf(ctx, rows),
    movement: movementOf(rows.get('talentMovement') ?? []),
  };
}

const standing = (rows: readonly RowFacts[], states: readonly string[]): RowFacts[] =>
  rows.filter(({ state }) => states.includes(state));

const figuresOf = ({ locale }: Ctx, rows: Rows): Counted[] =>
  figures.flatMap(({ name, title, module, states }) => {
    const held = rows.get(module);
    return held
      ? [
          {
            name,
            title: say(title, locale),
            value: standing(held, states).length,
            link: listed(module, { state: states.join() }),
          },
        ]
      : [];
  });

function funnelOf(ctx: Ctx, campaigns: readonly RowFacts[]): Counted[] {
  const closed = standing(campaigns, ['closed']);
  if (closed.length === 0) return [];
  const { fields } = moduleOf(ctx, 'campaign');
  return funnelSteps.map((step) => ({
    name: step,
    title: say(fields[step]?.label ?? t(step, step), ctx.locale),
    value: sumOf(closed, step),
    link: listed('campaign', { state: 'closed' }),
  }));
}

const yearsIn = (rows: readonly RowFacts[]): number[] =>
  [...new Set(rows.map(({ values }) => Number(values.year)))].filter(Number.isFinite).sort();

const moneyOf = (grants: readonly RowFacts[]): Overview['money'] =>
  yearsIn(grants).map((year) => {
    const ofYear = grants.filter(({ values }) => values.year === year);
    return {
      year,
      approved: sumOf(ofYear, 'approved'),
      paid: sumOf(ofYear, 'paid'),
      unpaid: sumOf(ofYear, 'unpaid'),
      link: listed('grant', { 'filter[year]': String(year) }),
    };
  });

function endingOf(ctx: Ctx, rows: Rows): Ending[] {
  const last = addYears(ctx.clock.today(), 1);
  return terms.flatMap(({ module, field, states }) => {
    const due = standing(rows.get(module) ?? [], states)
      .filter(({ values }) => typeof values[field] === 'string' && values[field] <= last)
      .sort((a, b) => String(a.values[field]).localeCompare(String(b.values[field])));
    if (due.length === 0) return [];
    return [
      {
        module,
        title: say(moduleOf(ctx, module).title, ctx.locale),
        count: due.length,
        link: listed(module, { state: states.join(), [`filter[${field}][lte]`]: last, sort: field }),
        next: due.slice(0, nextShown).map(({ id, title, values }) => ({ id, title, to: String(values[field]) })),
      },
    ];
  });
}

function movementOf(rows: readonly RowFacts[]): Overview['movement'] {
  const confirmed = standing(rows, ['confirmed']);
  return yearsIn(confirmed).map((year) => {
    const ofYear = confirmed.filter(({ values }) => values.year === year);
    const [start, inflow, outflow] = [sumOf(ofYear, 'start'), sumOf(ofYear, 'inflow'), sumOf(ofYear, 'outflow')];
    return {
      year,
      start,
      inflow,
      outflow,
      end: start + inflow - outflow,
      link: listed('talentMovement', { state: 'confirmed', 'filter[year]': String(year) }),
    };
  });
}
