import { holds } from '@juxian/base/actor.ts';
import { type Locale, say, type Text, t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { RowFacts } from '@juxian/engine/define.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { wan } from '@juxian/rules/money.ts';
import { seenRows, sumOf } from './seen.ts';
import { type StudioKind, studioKinds } from './studio-kind.ts';

export type HomeFigure = { name: string; title: string; value: number; unit: string; note: string; link: string };
export type Home = {
  figures: HomeFigure[];
  /** Where the applications of the latest round stand. */
  progress?: {
    year: number;
    total: number;
    link: string;
    steps: { state: string; title: string; count: number; link: string }[];
  };
  years?: { year: number; filed: number; recognised: number; approved: number; paid: number }[];
};

type Seen = {
  studio: RowFacts[];
  application: RowFacts[];
  grant: RowFacts[];
  engagement: RowFacts[];
  call: RowFacts[];
};
type Drawn = { title: Text; value: number; unit: Text; note: Text; link: string };

const filedStates =
  'atUnit,atDepartment,formalReview,returned,shortlist,secondForm,expertReview,siteVisit,consultation,deliberation,publicity,recognition,held,recognised,rejected';

/** The latest published round: its year and its calls. */
function roundOf(calls: readonly RowFacts[]): { year: number; calls: Set<string> } | undefined {
  const published = calls.filter(({ state }) => state !== 'draft' && state !== 'cancelled');
  if (published.length === 0) return undefined;
  const year = Math.max(...published.map(({ values }) => Number(values.year)));
  return { year, calls: new Set(published.filter(({ values }) => values.year === year).map(({ id }) => id)) };
}

const isFiled = ({ state }: RowFacts): boolean => filedStates.split(',').includes(state);
const linkOf = (calls: ReadonlySet<string>, states: string): string =>
  `/w/application?filter[call][in]=${[...calls].join()}&state=${states}`;

/** The figures of the home page, each with the list that holds exactly its rows; only of modules the actor sees. */
export async function homeOf(ctx: Ctx): Promise<Home> {
  const names = ['studio', 'application', 'grant', 'engagement', 'call'] as const;
  const rows = await Promise.all(names.map(async (name) => [name, await seenRows(ctx, name)] as const));
  const seen: Partial<Seen> = Object.fromEntries(rows.filter(([, held]) => held !== undefined));
  const round = roundOf(seen.call ?? []);
  const drawn: [name: string, figure: Drawn | undefined][] = [
    ['studios', seen.studio && studioFigure(seen.studio)],
    ['applications', seen.application && round && applicationFigure(seen.application, round)],
    ['approved', seen.grant && grantFigure(seen.grant, ctx.locale)],
    ['engagements', isOfCounty(ctx) ? seen.engagement && engagementFigure(seen.engagement) : undefined],
  ];
  return {
    figures: drawn.flatMap(([name, figure]) => (figure ? [spoken(ctx, name, figure)] : [])),
    ...(seen.application && round ? progressOf(ctx, seen.application, round) : {}),
    ...(seen.grant && seen.application && seen.call ? { years: yearsOf(seen.call, seen.application, seen.grant) } : {}),
  };
}

/** Whether the reader sees the county's letters: an expert sees his own, which is no figure. */
const isOfCounty = ({ actor }: Ctx): boolean => holds(actor, 'office') || holds(actor, 'leader');

const spoken = ({ locale }: Ctx, name: string, { title, value, unit, note, link }: Drawn): HomeFigure => ({
  name,
  title: say(title, locale),
  value,
  unit: say(unit, locale),
  note: say(note, locale),
  link,
});

function studioFigure(studios: readonly RowFacts[]): Drawn {
  const running = studios.filter(({ state }) => state === 'running');
  const counts = (Object.keys(studioKinds) as StudioKind[]).map((kind) => ({
    label: studioKinds[kind],
    count: running.filter(({ values }) => values.kind === kind).length,
  }));
  return {
    title: t('在册工作室', 'Studios'),
    value: running.length,
    unit: t('个', ''),
    note: t(
      counts.map(({ label, count }) => `${label.zh}${count}`).join('　'),
      counts.map(({ label, count }) => `${label.en} ${count}`).join(', '),
    ),
    link: '/w/studio?state=running',
  };
}

function applicationFigure(applications: readonly RowFacts[], round: { year: number; calls: Set<string> }): Drawn {
  const filed = applications.filter((row) => isFiled(row) && round.calls.has(String(row.values.call)));
  return {
    title: t(`${round.year}年度申报`, `Applications ${round.year}`),
    value: filed.length,
    unit: t('项', ''),
    note: t('不含草稿和撤回', 'Without drafts and withdrawn'),
    link: linkOf(round.calls, filedStates),
  };
}

function grantFigure(grants: readonly RowFacts[], locale: Locale): Drawn {
  const [paid, unpaid] = [wan(sumOf(grants, 'paid')), wan(sumOf(grants, 'unpaid'))];
  return {
    title: t('核定经费', 'Approved grants'),
    value: sumOf(grants, 'approved') / (locale === 'en' ? 100 : 1_000_000),
    unit: t('万元', 'yuan'),
    note: t(`已拨${paid.zh}　待拨${unpaid.zh}`, `Paid ${paid.en}, to be paid ${unpaid.en}`),
    link: '/w/grant',
  };
}

const engagementFigure = (engagements: readonly RowFacts[]): Drawn => ({
  title: t('聘期内智库专家', 'Think-tank experts'),
  value: engagements.filter(({ state }) => state === 'valid' || state === 'ending').length,
  unit: t('人', ''),
  note: t('按有效聘书计', 'By letters in force'),
  link: '/w/engagement?state=valid,ending',
});

function progressOf(
  ctx: Ctx,
  applications: readonly RowFacts[],
  round: { year: number; calls: Set<string> },
): Pick<Home, 'progress'> {
  const filed = applications.filter((row) => isFiled(row) && round.calls.has(String(row.values.call)));
  if (filed.length === 0) return {};
  const { states } = moduleOf(ctx, 'application');
  const steps = filedStates.split(',').flatMap((state) => {
    const count = filed.filter((row) => row.state === state).length;
    const title = say(states[state]?.label ?? t(state, state), ctx.locale);
    return count === 0 ? [] : [{ state, title, count, link: linkOf(round.calls, state) }];
  });
  return { progress: { year: round.year, total: filed.length, link: linkOf(round.calls, filedStates), steps } };
}

function yearsOf(calls: readonly RowFacts[], applications: readonly RowFacts[], grants: readonly RowFacts[]) {
  const yearOfCall = new Map(calls.map(({ id, values }) => [id, Number(values.year)]));
  return [...new Set(yearOfCall.values())].sort().map((year) => {
    const ofYear = grants.filter(({ values }) => values.year === year);
    return {
      year,
      filed: applications.filter((row) => isFiled(row) && yearOfCall.get(String(row.values.call)) === year).length,
      recognised: ofYear.length,
      approved: sumOf(ofYear, 'approved'),
      paid: sumOf(ofYear, 'paid'),
    };
  });
}
