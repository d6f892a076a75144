import { newId } from '@juxian/base/id.ts';
import type { Stage } from '@juxian/documents/resume/read.ts';
import { monthFrom, monthNumber } from '@juxian/rules/month.ts';
import { chance, oneOf } from './chance.ts';
import { type Life, newest } from './life.ts';
import { type Office, offices } from './offices.ts';
import { fieldOf, headOf, levelOf } from './posts.ts';

/** Ids of what was placed before the people. */
export type Placed = { unit(name: string): string; position(unit: string, post: string): string | undefined };

/** A post over time, months as numbers; `to` absent while it is held. */
type Step = {
  unit: string;
  post: string;
  role: 'chief' | 'deputy' | 'inner' | 'staff';
  from: number;
  to?: number;
  reason?: string;
};
type Line = Record<string, unknown> & { id: string };

/** Why a leading post was given up within the last year, by what became of the person. */
const freedBy: Readonly<Record<string, string>> = {
  freed: '转任职级',
  retired: '退休',
  transferred: '交流到县外任职',
};
const rotation = '交流轮岗';
const hotRotation = '热点岗位轮岗';
const steppedDown = '推进领导干部能上能下';

const organs = offices.filter(({ sort }) => sort === 'department' || sort === 'town');
const kindred = (office: Office): readonly Office[] =>
  organs.includes(office)
    ? organs
    : offices.filter(({ sort, unit }) => sort === office.sort && fieldOf(unit) === fieldOf(office.unit));

/** Another unit of the same kind, for a post held before. */
function elsewhere({ slot: { n, office } }: Life, salt: number): Office {
  const others = kindred(office).filter((one) => one !== office);
  return others[chance(n, salt, others.length)] ?? office;
}

/** The posts of a life in order; each begins in the month the one before it ends. */
export function stepsOf(life: Life): Step[] {
  const { slot, start, workStart, left } = life;
  const end = left ?? start;
  const years = end - workStart;
  const at = (share: number): number => workStart + Math.round(years * share);
  const recent = start + newest - chance(slot.n, 41, 6);
  const steps = beginnings(life, at).concat(present(life, at, recent));
  return steps.map((step, i): Step => {
    const to = steps[i + 1]?.from ?? left;
    const reason = reasonOf(life, step, i, steps);
    return { ...step, ...(to === undefined ? {} : { to }), ...(reason ? { reason } : {}) };
  });
}

type At = (share: number) => number;

/** What was held before the last posts: the first job, the head of an inner office, a leading post elsewhere. */
function beginnings(life: Life, at: At): Step[] {
  const { slot } = life;
  const { office, role, standing, n } = slot;
  const first = chance(n, 42, 3) === 0 || isYoung(standing) ? office : elsewhere(life, 43);
  const firstJob = { unit: first.unit, post: jobOf(office), role: 'staff' as const, from: life.workStart };
  if (isYoung(standing) || standing === 'worker') return [];
  const wasHead = innerAt(elsewhere(life, 44), n);
  const led = role !== 'staff' || isFormerLeader(standing);
  const second = { ...wasHead, role: 'inner' as const, from: at(0.3) };
  if (role === 'inner')
    return slot.hot ? [firstJob, { ...hotBefore(life), role: 'inner', from: at(0.45) }] : [firstJob];
  if (!led) return standing === 'rank' && rankAge(slot.rank) > 0 ? [firstJob, second] : [firstJob];
  return [firstJob, second];
}

const isYoung = (standing: string | undefined): boolean =>
  ['graduate', 'fiveYears', 'recruit', 'clerk'].includes(standing ?? '');
const isFormerLeader = (standing: string | undefined): boolean => standing === 'freed' || standing === 'stepped';
const rankAge = (rank = ''): number => ['01A09', '01A08', '01A07', '01A06'].indexOf(rank);
const jobs = { school: '教师', hospital: '医师', other: '职员' };
const jobOf = (office: Office): string => (organs.includes(office) ? '科员' : jobs[fieldOf(office.unit)]);

function innerAt(office: Office, n: number): { unit: string; post: string } {
  const inner = office.inner.slice(office.hot);
  const post = inner[chance(n, 45, inner.length)] ?? '办公室';
  return { unit: office.unit, post: headOf(post, office) };
}

/** The hot post held before this one: in another of the eight units. */
function hotBefore({ slot: { n, office } }: Life): { unit: string; post: string } {
  const others = offices.filter((one) => one.hot > 0 && one !== office);
  const before = others[chance(n, 46, others.length)] ?? office;
  return { unit: before.unit, post: headOf(before.inner[chance(n, 47, before.hot)] ?? '', before) };
}

/** The posts that make the person what he or she now is. */
function present(life: Life, at: At, recent: number): Step[] {
  const { slot } = life;
  const { office, role, standing, rotated, hot, special, n } = slot;
  const here = (post: string, as: Step['role'], from: number): Step => ({ unit: office.unit, post, role: as, from });
  const deputyAt = (where: Office, from: number): Step => ({
    unit: where.unit,
    post: where.deputies[chance(n, 48, where.deputies.length)]?.post ?? '',
    role: 'deputy',
    from,
  });
  if (role === 'chief') {
    const before = elsewhere(life, 49);
    const first = deputyAt(before, at(0.5));
    if (!rotated) return [first, here(slot.post, 'chief', at(0.75 + chance(n, 50, 12) / 100))];
    const chiefs = kindred(office).filter((one) => one !== office && one.chiefs.length > 0);
    const led = chiefs[chance(n, 51, chiefs.length)] ?? before;
    return [
      first,
      { ...here(led.chiefs[0]?.post ?? '', 'chief', at(0.72)), unit: led.unit },
      here(slot.post, 'chief', recent),
    ];
  }
  if (role === 'deputy') {
    if (special.onTrial) return [here(slot.post, 'deputy', recent)];
    if (rotated) return [deputyAt(elsewhere(life, 49), at(0.62)), here(slot.post, 'deputy', recent)];
    return [here(slot.post, 'deputy', Math.min(at(0.6 + chance(n, 50, 22) / 100), life.start + newest - 8))];
  }
  if (role === 'inner')
    return [here(headOf(slot.post, office), 'inner', hot ? recent : at(0.5 + chance(n, 50, 30) / 100))];
  if (isFormerLeader(standing)) {
    const led = n % 3 === 0 && office.chiefs.length > 0;
    const seat = (led ? office.chiefs : office.deputies)[0]?.post ?? '';
    return [here(seat, led ? 'chief' : 'deputy', at(0.66)), here('干部', 'staff', recent)];
  }
  if (standing === 'worker') return [here('驾驶员', 'staff', life.workStart)];
  if (isYoung(standing)) return [here(jobOf(office), 'staff', life.workStart)];
  return [here('干部', 'staff', at(0.55 + chance(n, 50, 20) / 100))];
}

function reasonOf({ slot, left }: Life, step: Step, i: number, steps: readonly Step[]): string | undefined {
  const { standing, role, rotated, hot } = slot;
  const isLast = i === steps.length - 1;
  if (isLast) {
    if (left === undefined) return undefined;
    if (standing === 'retired') return freedBy.retired;
    if (standing === 'transferred') return role === 'deputy' ? freedBy.transferred : '调动';
    return standing === 'left' ? '辞职' : '去世';
  }
  if (i !== steps.length - 2) return '工作调整';
  if (standing === 'freed' && step.role !== 'staff') return freedBy.freed;
  if (standing === 'stepped') return steppedDown;
  if (rotated) return rotation;
  return hot ? hotRotation : '工作调整';
}

/** The sub-table of posts. */
export function appointmentLines({ slot, start }: Life, steps: readonly Step[], { unit, position }: Placed): Line[] {
  return steps.map(({ unit: name, post, role, from, to, reason }, i) => {
    const leads = role === 'chief' || role === 'deputy';
    const isNow = i === steps.length - 1;
    const held = isNow && role !== 'staff' ? position(name, post) : undefined;
    return {
      id: newId('line'),
      unit: unit(name),
      ...(held ? { position: held } : {}),
      post,
      main: 'yes',
      ...(leads ? { leader: 'yes', leaderKind: role === 'chief' ? '1' : '3', method: '13' } : {}),
      leading: role === 'staff' ? 'no' : 'yes',
      ...(isNow ? { order: slot.order } : {}),
      from: monthFrom(from),
      ...(role === 'staff' ? {} : { document: documentAt(from, slot.n + i) }),
      ...(slot.special.onTrial && isNow && from > start - 12 ? { trial: 'yes' } : {}),
      ...(slot.standing === 'recruit' ? { trial: 'yes' } : {}),
      ...(to === undefined
        ? {}
        : { to: monthFrom(to), ...(role === 'staff' ? {} : { endDocument: documentAt(to, slot.n) }) }),
      ...(reason ? { reason } : {}),
    };
  });
}

const documentAt = (month: number, n: number): string =>
  `青组发〔${monthFrom(month).slice(0, 4)}〕${1 + chance(n, 52, 60)}号`;

/** The posts as stages of a résumé. */
export const stagesOf = (steps: readonly Step[]): Stage[] =>
  steps.map(({ unit, post, from, to }) => ({
    from: monthFrom(from),
    ...(to === undefined ? {} : { to: monthFrom(to) }),
    text: `${unit}${post}`,
    asides: [],
  }));

/** Ranks began with the provisions of 2019. */
const parallel = monthNumber('2019-06');
const ladder = ['01A11', '01A10', '01A09', '01A08', '01A07', '01A06'];

/** Levels of posts from the steps, and the ranks on the way to the present one. */
export function levelLines(life: Life, steps: readonly Step[]): Line[] {
  const line = (sort: 'level' | 'rank', level: string, from: number, to?: number): Line => ({
    id: newId('line'),
    sort,
    level,
    from: monthFrom(from),
    ...(to === undefined ? {} : { to: monthFrom(to) }),
  });
  const levels = steps.flatMap((step, i) => {
    const level = levelAt(life, step);
    if (!level || (i > 0 && levelAt(life, steps[i - 1]) === level)) return [];
    const until = steps.find((next, at) => at > i && levelAt(life, next) !== level)?.from ?? life.left;
    return [line('level', level, step.from, until)];
  });
  return [...levels, ...ranks(life, steps).map(({ code, from, to }) => line('rank', code, from, to))];
}

function levelAt({ slot }: Life, step: Step | undefined): string | undefined {
  if (slot.standing === 'recruit') return '0198';
  if (!step || step.role === 'staff') return undefined;
  return levelOf(step.role, slot.office);
}

function ranks(life: Life, steps: readonly Step[]): { code: string; from: number; to?: number }[] {
  const { slot, workStart, start, left } = life;
  const code = rankNow(life);
  if (!code) return [];
  const earliest = Math.max(parallel, workStart + 12);
  const end = left ?? start;
  let since = slot.standing === 'freed' ? (steps.at(-1)?.from ?? end) : end + newest - chance(slot.n, 53, 40);
  if (isYoung(slot.standing)) since = earliest;
  const found: { code: string; from: number; to?: number }[] = [];
  for (let at = ladder.indexOf(code), to = left; ; at--) {
    const isFirst = at <= 0 || since <= earliest;
    found.unshift({
      code: code === '01A12' ? code : (ladder[at] ?? code),
      from: Math.max(since, earliest),
      ...(to === undefined ? {} : { to }),
    });
    if (isFirst) return found;
    to = since;
    since = Math.max(earliest, since - 25 - chance(slot.n, 54 + at, 16));
    if (since >= to) return found;
  }
}

/** The rank held now, or last; civil servants only, and none on probation. */
function rankNow({
  slot: { n, office, role, standing, rank },
  workStart,
  left = Number.POSITIVE_INFINITY,
}: Life): string | undefined {
  if (office.sort === 'institution' || office.sort === 'enterprise' || left < parallel + 12 || workStart + 14 > left)
    return undefined;
  if (rank) return rank;
  if (standing === 'recruit' || standing === 'worker') return undefined;
  if (role === 'chief') return oneOf(['01A07', '01A07', '01A06'], n, 55);
  if (role === 'deputy') return oneOf(['01A09', '01A08', '01A08', '01A07'], n, 55);
  if (role === 'inner') return oneOf(['01A10', '01A10', '01A09'], n, 55);
  return standing === 'freed' ? oneOf(['01A06', '01A07'], n, 55) : oneOf(['01A08', '01A09'], n, 55);
}
