import { resolveActor } from '@juxian/functions/actor.ts';
import { listOf } from '@juxian/functions/api/records.ts';
import { makeCtx } from '@juxian/functions/context.ts';
import { tickAll } from '@juxian/functions/jobs/clock.ts';
import { demoCards, loadDemo, signInAs } from '@juxian/functions/local/demo/index.ts';
import { recordsOf } from '@juxian/functions/portal/read.ts';
import { homeOf } from '@juxian/modules/talent/home.ts';
import type { Counted } from '@juxian/modules/talent/origins.ts';
import { overviewOf } from '@juxian/modules/talent/overview.ts';
import { workingDaysBetween } from '@juxian/rules/calendar.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from '../support/api.ts';

/** Days that are arranged ahead, not told of. */
const planned = new Set(['hearingOn', 'meetingOn']);

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await loadDemo(api.deps);
}, 120_000);
afterAll(() => api.stop());

async function as(card: string) {
  const { opened } = await signInAs(api.deps, card);
  const request = new Request('http://127.0.0.1/', { headers: { authorization: `Bearer ${opened.token}` } });
  const { actor } = await resolveActor(api.deps, request);
  return makeCtx(api.deps, { actor, locale: 'zh-CN' });
}

describe('the demonstration', () => {
  it('holds the figures of the talent part exactly', async () => {
    const office = await as('office');
    const total = async (module: string, params: Record<string, string> = {}) =>
      (await listOf(office, module, { ...params, limit: '1' })).total;
    expect(await total('studio', { state: 'running' })).toBe(25);
    expect(await total('grant')).toBe(25);
    const sum = async (field: string) =>
      (await listOf(office, 'grant', { group: 'kind', measure: `sum:${field}` })).groups?.reduce(
        (all, { measure }) => all + measure,
        0,
      );
    expect([await sum('approved'), await sum('paid'), await sum('unpaid')]).toEqual([
      125_000_000, 99_000_000, 26_000_000,
    ]);
    expect(await total('expert')).toBe(60);
    expect(await total('expert', { 'filter[reviewer]': 'yes' })).toBe(24);
    expect(await total('engagement', { state: 'valid' })).toBe(36);
    expect(await total('unit')).toBe(40);
    expect(await total('secondment', { 'filter[sort]': 'doctors' })).toBe(2);
    expect(await total('internshipPost')).toBe(873);
    expect(await total('native')).toBe(43);
    expect(await total('visit', { state: 'made' })).toBe(108);
    expect(await total('agreement')).toBe(1);
    expect(await total('agreementTask')).toBe(4);
    const { figures, years } = await homeOf(office);
    expect(figures.map(({ value }) => value)).toEqual([25, 14, 125, 36]);
    expect(years?.map(({ filed, recognised, approved, paid }) => [filed, recognised, approved, paid])).toEqual([
      [22, 12, 60_000_000, 60_000_000],
      [24, 13, 65_000_000, 39_000_000],
      [14, 0, 0, 0],
    ]);
  });

  it('leads from every number of the overview to the rows that make it up', async () => {
    const leader = await as('leader');
    const { figures, origins, sources, funnel, money, ending, movement } = await overviewOf(leader);
    /** What the list behind a link counts, and the sums of its rows' fields. */
    async function behind(link: string) {
      const { pathname, searchParams } = new URL(link, 'http://127.0.0.1');
      const module = pathname.replace('/w/', '');
      const params = Object.fromEntries(searchParams);
      const { total } = await listOf(leader, module, { ...params, limit: '1' });
      const sum = async (field: string) => {
        const { groups = [] } = await listOf(leader, module, { ...params, group: 'state', measure: `sum:${field}` });
        return groups.reduce((all, { measure }) => all + measure, 0);
      };
      return { total, sum };
    }
    const held = (sources?.groups ?? []).flatMap(({ provinces }) => provinces);
    const counted: Counted[] = [
      ...figures,
      ...origins.flatMap(({ parts }) => parts),
      ...held.flatMap(({ parts }) => parts),
      ...(sources?.other?.parts ?? []),
    ];
    expect(counted.length).toBeGreaterThan(20);
    for (const { link, value } of counted) expect([link, (await behind(link)).total]).toEqual([link, value]);
    const named = async (module: string, field: string) => {
      const { groups = [] } = await listOf(leader, module, { group: field, limit: '1' });
      return groups.filter(({ value }) => /(大学|学院)$/.test(value)).reduce((all, { measure }) => all + measure, 0);
    };
    const people = [...held, ...(sources?.other ? [sources.other] : [])].reduce((all, { total }) => all + total, 0);
    expect(people).toBe(
      (await named('expert', 'unitName')) +
        (await named('native', 'university')) +
        (await named('internshipApplication', 'school')),
    );

    expect(funnel).toHaveLength(5);
    for (const { name, link, value } of funnel)
      expect([name, await (await behind(link)).sum(name)]).toEqual([name, value]);
    expect(money.length).toBeGreaterThan(0);
    for (const { year, link, approved, paid, unpaid } of money) {
      const { sum } = await behind(link);
      expect([year, await sum('approved'), await sum('paid'), await sum('unpaid')]).toEqual([
        year,
        approved,
        paid,
        unpaid,
      ]);
    }
    expect(ending.length).toBeGreaterThan(0);
    for (const { module, link, count } of ending) expect([module, (await behind(link)).total]).toEqual([module, count]);
    expect(movement.length).toBeGreaterThan(0);
    for (const { year, link, start, inflow, outflow, end } of movement) {
      const { sum } = await behind(link);
      const sums = [await sum('start'), await sum('inflow'), await sum('outflow')];
      expect([year, ...sums]).toEqual([year, start, inflow, outflow]);
      expect(end).toBe(start + inflow - outflow);
    }
  });

  it('gives visits the history of their own days', async () => {
    const { items } = await listOf(await as('office'), 'visit', { limit: '200' });
    expect(items.length).toBe(108);
    expect(items.filter(({ changedAt, values }) => changedAt.slice(0, 10) !== values.date)).toEqual([]);
  });

  it('tells of a plaque whose withdrawal is under way, its hearing seven working days after the notice at least', async () => {
    const { total, items } = await listOf(await as('office'), 'studioWithdrawal', {});
    expect([total, items[0]?.state]).toEqual([1, 'noticed']);
    const { values: { noticedOn, hearingOn } = {} } = items[0] ?? {};
    expect(workingDaysBetween(String(noticedOn), String(hearingOn))).toBeGreaterThanOrEqual(7);
  });

  it('tells of the think tank in every state', async () => {
    const office = await as('office');
    const states = async (module: string) => {
      const { facets } = await listOf(office, module, { facets: 'state', limit: '1' });
      return Object.fromEntries((facets?.state ?? []).map(({ value, count }) => [value, count]));
    };
    expect(await states('consultation')).toEqual({
      draft: 1,
      submitted: 2,
      asked: 3,
      answered: 1,
      closed: 4,
      cancelled: 1,
    });
    expect(await states('adoption')).toEqual({ pending: 2, tracking: 8, rejected: 2 });
    expect(await states('opinion')).toEqual({ delivered: 18, invited: 5 });
    const waiting = (await recordsOf(office, 'consultation', { state: 'submitted' })).map(({ values }) => values);
    for (const { suggested } of waiting) expect((suggested as unknown[]).length).toBeGreaterThan(0);
    const { graded = 0, counted } = await states('expertAppraisal');
    expect([graded > 0, counted]).toEqual([true, 3]);
    const adviser = await as('adviser');
    expect((await listOf(adviser, 'engagement', {})).total).toBe(1);
    expect((await homeOf(adviser)).figures).toEqual([]);
    const { body } = await api.call('GET', '/api/v1/public/qingshan/experts');
    expect([body.total, Object.keys(body.items[0].values).sort()]).toEqual([
      60,
      ['discipline', 'name', 'professionalTitle', 'unitName'],
    ]);
  });

  it('tells of nothing that has not happened yet', async () => {
    const office = await as('office');
    const today = office.clock.today();
    const told: string[] = [];
    const ahead: string[] = [];
    for (const { name, fields, access } of office.registry.values()) {
      const happened = Object.keys(fields).filter((field) => /[a-z](At|On)$/.test(field) && !planned.has(field));
      const isRead = happened.length > 0 && access.office !== undefined;
      for (const { id, values } of isRead ? await recordsOf(office, name, { limit: '200' }) : [])
        for (const field of happened) {
          const day = values[field] === undefined ? '' : String(values[field]).slice(0, 10);
          if (day !== '') told.push(field);
          if (day > today) ahead.push(`${name} ${id} ${field} ${day}`);
        }
    }
    expect(told).toEqual(expect.arrayContaining(['submittedAt', 'deliveredOn', 'decidedOn']));
    expect(ahead).toEqual([]);
  });

  it('shows one call whose kinds stand at different stages', async () => {
    const office = await as('office');
    const panels = await listOf(office, 'panel', {});
    const teacher = panels.items.find(({ values }) => values.kind === 'teacher');
    expect(teacher?.state).toBe('scoring');
    expect(teacher?.values.returned).toBe(6);
    const notices = await listOf(office, 'publicity', { state: 'running' });
    expect(notices.items.map(({ values }) => values.kind)).toEqual(['physician']);
    expect((await listOf(office, 'objection', {})).items.map(({ state }) => state)).toEqual(['received']);
    expect((await listOf(office, 'studio', { state: 'signed' })).items.map(({ values }) => values.kind)).toEqual([
      'master',
    ]);
  });

  it('speaks of the district in a district’s words', async () => {
    const yunling = await as('yunling');
    expect(yunling.config.office.address).toBe('区行政中心2号楼214室');
    expect((await as('office')).config.office.address).toBe('县行政中心2号楼214室');
    const [call] = await recordsOf(yunling, 'call');
    expect(call?.values.contact).toBe('0999-0000226　区行政中心2号楼214室');
    expect(JSON.stringify(call?.values)).not.toMatch(/[全本]县|县行政/);
  });

  it('keeps the two counties apart and signs in by card', async () => {
    expect((await demoCards(api.deps)).map(({ key }) => key)).toEqual([
      'office',
      'leader',
      'unit',
      'cadre',
      'town',
      'industry',
      'expert',
      'adviser',
      'applicant',
      'system',
      'security',
      'audit',
      'yunling',
    ]);
    const yunling = await as('yunling');
    expect((await listOf(yunling, 'application', {})).total).toBe(3);
    const applicant = await as('applicant');
    expect((await listOf(applicant, 'application', {})).total).toBe(1);
  });

  it('shows a record as recorded by an earlier day, and refuses what is no day', async () => {
    const { opened } = await signInAs(api.deps, 'office');
    const get = (path: string) =>
      api.call('GET', `/api/v1/records/application${path}`, undefined, { token: opened.token });
    const { body } = await get('?state=expertReview&limit=1');
    const [{ id }] = body.items;
    const submitted = (await get(`/${id}/events`)).body.find(({ name }: { name: string }) => name === 'submit');
    expect((await get(`/${id}`)).body.state).toBe('expertReview');
    expect((await get(`/${id}?knownAt=${submitted.at.slice(0, 10)}`)).body.state).toBe('atUnit');
    expect((await get(`/${id}?knownAt=2020-01-01`)).status).toBe(404);
    expect((await get(`/${id}?knownAt=2026-02-30`)).body.code).toBe('invalid.knownAt');
    expect((await get(`/${id}?asOf=2020-01-01`)).body.state).toBe('expertReview');
    expect((await get(`/${id}?asOf=2026-02-30`)).body.code).toBe('invalid.asOf');
  });

  it('has as many letters in force 200 and 800 days later', async () => {
    const start = api.deps.clock.business();
    for (const day of [200, 800]) {
      api.deps.clock.set(start + day * 86_400_000);
      await tickAll(api.inner);
      expect((await listOf(await as('office'), 'engagement', { state: 'valid' })).total, `${day} days on`).toBe(36);
    }
    api.deps.clock.set(start);
  });
});
