import { newId } from '@juxian/base/id.ts';
import { apiApp } from '@juxian/functions/api/app.ts';
import { authApp } from '@juxian/functions/auth/app.ts';
import { doorApp } from '@juxian/functions/auth/door.ts';
import { routeOf } from '@juxian/functions/match.ts';
import { portalApp } from '@juxian/functions/portal/app.tsx';
import { type Route, routes } from '@juxian/functions/routes.ts';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pdf } from '../support/bytes.ts';
import {
  ask,
  betrayed,
  type Furnished,
  openTwoCounties,
  operatorKey,
  type Raw,
  staff,
  type TwoCounties,
} from './two-counties.ts';

let two: TwoCounties;
beforeAll(async () => {
  two = await openTwoCounties();
}, 120_000);
afterAll(() => two.api.stop());

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
/** Walked procedure by procedure in procedures.test.ts. */
const procedures = '/api/trpc/:procedures';
const walked = routes.filter(({ path }) => path !== procedures);
/** They end the session or the county of whoever asks, so only strangers are sent there. */
const ending = new Set([
  'DELETE /api/v1/sessions',
  'DELETE /api/v1/sessions/current',
  'POST /p/:slug/sign-out',
  'POST /api/v1/tenant/close',
  'POST /api/v1/tenant/go-live',
]);

/** What every parameter of a path means, for one county, and the same made up. */
type Meaning = { of: (county: Furnished) => string; madeUp: () => string };
const module = 'application';
const record = (name: string): Meaning => ({
  of: ({ records }) => Object.values(records[name] ?? {}).at(-1) ?? '',
  madeUp: () => newId('record'),
});
const nothing = (value: string): Meaning => ({ of: () => value, madeUp: () => value });

const ids: readonly [RegExp, Meaning][] = [
  [/\/members\/:id/, { of: ({ members }) => members.office ?? '', madeUp: () => newId('user') }],
  [/\/sessions\/:id/, { of: ({ session }) => session, madeUp: () => 'A'.repeat(43) }],
  [/\/api-keys\/:id/, { of: ({ apiKey }) => apiKey, madeUp: () => newId('apiKey') }],
  [/\/views\/:id/, { of: ({ view }) => view, madeUp: () => newId('view') }],
  [/\/webhooks\/:id/, { of: ({ webhook }) => webhook, madeUp: () => newId('webhook') }],
  [/\/jobs\/:id/, { of: ({ job }) => job, madeUp: () => newId('job') }],
  [/\/files\/:id/, { of: ({ file }) => file, madeUp: () => `call.${newId('record')}.${newId('file')}` }],
  [/\/operator\/tenants\/:id/, { of: ({ county }) => county.tenant, madeUp: () => 't0000000000' }],
  [/\/calls\/:id/, record('call')],
  [/\/notices\/:id/, record('publicity')],
  [/\/studios\/:id/, record('studio')],
  [/\/experts\/:id/, record('expert')],
  [/\/(posts|agreements|plans)\/:id/, record('call')],
  [/\/sharedExpert\/:id/, record('sharedExpert')],
  [/\/panel\/:id/, record('panel')],
  [/\/review\/:id/, record('review')],
  [/\/(applications|records\/:module)\/:id/, record(module)],
];

function meaningOf(path: string, parameter: string): Meaning {
  switch (parameter) {
    case ':id': {
      const found = ids.find(([pattern]) => pattern.test(path));
      if (found) return found[1];
      break;
    }
    case ':module':
      return nothing(module);
    case ':move':
      return nothing('withdraw');
    case ':form':
      return nothing('application');
    case ':report':
      return nothing('talent-studios');
    case ':provider':
      return nothing('nobody');
    case ':token':
      return { of: () => 'f'.repeat(52), madeUp: () => 'e'.repeat(52) };
    case ':number':
      return { of: ({ certificate }) => certificate, madeUp: () => '人才申〔2026〕999号' };
    case ':certificate':
      return { of: ({ certificate }) => certificate, madeUp: () => '人才证〔2026〕999号' };
    case '*':
      return path.startsWith('/open311')
        ? {
            of: ({ records }) => `requests/${records.objection?.received}.json`,
            madeUp: () => `requests/${newId('record')}.json`,
          }
        : { of: ({ records }) => `my/${records.application?.draft}`, madeUp: () => `my/${newId('record')}` };
  }
  throw new Error(`Nobody has said what ${parameter} of ${path} is: a route without a test of strangers`);
}

type Fill = (meaning: Meaning) => string;

const filled = (path: string, slug: string, fill: Fill): string =>
  path
    .split('/')
    .map((part) =>
      part === ':slug' ? slug : part.startsWith(':') || part === '*' ? fill(meaningOf(path, part)) : part,
    )
    .map((part, i) => (i === 0 ? part : part.includes('/') ? part : encodeURIComponent(part)))
    .join('/');

/** The path, and what was written into its places. */
function aimed(route: Route, slug: string, value: (meaning: Meaning) => string): [path: string, there: string[]] {
  const there: string[] = [];
  const path = filled(route.path, slug, (meaning) => {
    const one = value(meaning);
    there.push(one);
    return one;
  });
  return [path, there];
}

const hasId = (path: string): boolean => /:(id|certificate|number)|\*/.test(path);

/** Bodies with which a request comes as far as looking for what its path names. */
const bodies: Record<string, unknown> = {
  'PATCH /api/v1/members/:id': { name: '改名' },
  'PUT /api/v1/members/:id/roles': { roles: ['leader'] },
  'PUT /api/v1/members/:id/status': { status: 'disabled' },
  'PUT /api/v1/members/:id/recusals': { self: null, recusals: [] },
  'PATCH /api/v1/records/:module/:id': { values: {} },
  'PATCH /api/v1/public/:slug/applications/:id': { values: {} },
  'POST /api/v1/records/:module/:id/reveal': { field: 'phone', reason: '核对申报人' },
  'POST /api/v1/records/panel/:id/conflicts': { names: '专家' },
  'POST /api/v1/modules/:module/rollback': { version: 1 },
  'POST /api/v1/records/:module/:id/links': { role: 'unit', name: '第一中学' },
};

function bodyOf(route: Route): unknown {
  if (route.method === 'GET' || route.method === 'DELETE') return undefined;
  if (/:id\/files$/.test(route.path)) {
    const form = new FormData();
    form.set('field', 'annexes');
    form.set('file', new File([Uint8Array.from(pdf()).buffer], '附件.pdf', { type: 'application/pdf' }));
    return form;
  }
  return bodies[nameOf(route)] ?? {};
}

const send = (route: Route, path: string, token?: string): Promise<Raw> =>
  ask(two.api, route.method, path, { token, body: bodyOf(route), headers: { 'if-match': '1' } });

/** The same for every request: its number, its moment, and what it asked for. */
const plain = ({ status, text }: Raw, ...asked: string[]): string =>
  asked
    .flatMap((one) => [encodeURIComponent(one), one])
    .reduce((said, one) => (one ? said.replaceAll(one, '…') : said), `${status}\n${text}`)
    .replace(/x-request-id: \w+|"requestId":"\w+"|retry-after: \d+/g, '')
    .replace(/[0-9a-f]{24}/g, '')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+(Z|\+08:00)/g, '');

const callers = [...staff, 'applicant'] as const;
/** What the own county's people have asked for themselves: their own log may say so. */
const typed = new Set<string>();

describe('the route table', () => {
  it('is known to this walk down to the last parameter', () => {
    for (const route of walked)
      expect(
        filled(route.path, 'x', (meaning) => meaning.of(two.foreign)),
        nameOf(route),
      ).not.toMatch(/[:*]/);
    expect(new Set(routes.map(nameOf)).size).toBe(routes.length);
  });

  it('names every address that the functions answer', () => {
    const apps = [apiApp(two.api.inner), doorApp(two.api.deps), authApp(two.api.deps), portalApp(two.api.inner)];
    const answered = apps.flatMap((app) => (app as Hono).routes).filter(({ method }) => method !== 'ALL');
    expect(answered.length).toBeGreaterThan(80);
    const shaped = (path: string) => path.replace(/:[^/]+|\*/g, 'x1');
    const strangers = answered.filter(({ method, path }) => !routeOf(method, shaped(path)));
    expect(strangers.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  it('is walked in a county that holds something', async () => {
    for (const county of [two.own, two.foreign]) {
      const { tokens, records, file, job, members } = county;
      const path = `/api/v1/records/application/${records.application?.formalReview}`;
      const seen = await ask(two.api, 'GET', path, { token: tokens.office });
      expect(seen.status).toBe(200);
      expect(betrayed(seen, county).length).toBeGreaterThan(10);
      for (const [there, token] of [
        [`/api/v1/files/${file}`, tokens.office],
        [`/api/v1/jobs/${job}`, tokens.office],
        [`/api/v1/members`, tokens.system],
      ] as const)
        expect((await ask(two.api, 'GET', there, { token })).status, there).toBe(200);
      expect((await ask(two.api, 'GET', '/api/v1/members', { token: tokens.system })).text).toContain(members.office);
    }
  });
});

describe.each(walked.map((route) => [nameOf(route), route] as const))('%s', { timeout: 60_000 }, (name, route) => {
  const isOpen = route.actor === 'anybody';
  const isByToken = route.actor === 'link';

  it('gives a stranger nothing', async () => {
    const { foreign, own } = two;
    const answers = [
      await send(
        route,
        filled(route.path, foreign.county.slug, (meaning) => meaning.of(foreign)),
      ),
      await send(
        route,
        filled(route.path, own.county.slug, (meaning) => meaning.of(foreign)),
      ),
      await send(
        route,
        filled(route.path, own.county.slug, (meaning) => meaning.madeUp()),
        'x'.repeat(52),
      ),
    ];
    for (const answer of answers) {
      expect(answer.status, answer.text).toBeLessThan(500);
      if (isByToken) expect(answer.status).toBeGreaterThanOrEqual(400);
      else if (!isOpen) expect([401, 403, 404], answer.text).toContain(answer.status);
      expect(answer.text).not.toMatch(/\bat \S+ \(|node_modules|\.ts:\d/);
    }
    if (!isOpen) for (const answer of answers) expect(betrayed(answer, foreign)).toEqual([]);
  });

  it('answers for what is another county’s as for what is not there', async () => {
    if (ending.has(name)) return;
    const { foreign, own } = two;
    const statuses = new Set<number>();
    for (const caller of callers) {
      const token = own.tokens[caller];
      const [path, there] = aimed(route, own.county.slug, (meaning) => meaning.of(foreign));
      for (const one of there) typed.add(one);
      const answer = await send(route, path, token);
      expect(answer.status, `${caller}: ${answer.text}`).toBeLessThan(500);
      expect(
        betrayed(answer, foreign).filter((mark) => ![...typed].some((one) => one.includes(mark))),
        caller,
      ).toEqual([]);
      statuses.add(answer.status);
      if (!hasId(route.path)) continue;
      expect(answer.status, `${caller} ${answer.text}`).toBeGreaterThanOrEqual(300);
      const [nowhere, madeUp] = aimed(route, own.county.slug, (meaning) => meaning.madeUp());
      expect(plain(answer, ...there), caller).toBe(plain(await send(route, nowhere, token), ...madeUp));
    }
    if (hasId(route.path) && route.actor !== 'operator') expect([...statuses], name).toContain(404);
  });

  it('gives an applicant of one county nothing of his own on another county’s portal', async () => {
    if (!route.path.includes(':slug') || ending.has(name)) return;
    const { foreign, own } = two;
    const path = filled(route.path, foreign.county.slug, (meaning) => meaning.of(foreign));
    const asStranger = await send(route, path);
    const asForeigner = await send(route, path, own.tokens.applicant);
    expect(asForeigner.status).toBeLessThan(500);
    expect(betrayed(asForeigner, own)).toEqual([]);
    if (route.actor === 'applicant') expect([401, 403, 404]).toContain(asForeigner.status);
    else expect(plain(asForeigner)).toBe(plain(asStranger));
  });

  it('is refused to whoever holds none of its roles', async () => {
    if (ending.has(name)) return;
    const { own } = two;
    const path = filled(route.path, own.county.slug, (meaning) => meaning.of(own));
    for (const caller of callers) {
      const isRefused =
        route.actor === 'operator' ||
        (route.actor === 'applicant' && caller !== 'applicant') ||
        (route.actor === 'staff' && caller === 'applicant') ||
        (route.roles !== undefined && !(route.roles as readonly string[]).includes(caller));
      if (!isRefused) continue;
      const answer = await send(route, path, own.tokens[caller]);
      expect([401, 403, 404], `${caller}: ${answer.status} ${answer.text}`).toContain(answer.status);
    }
  });
});

describe('the operator of the platform', () => {
  it('reaches counties by his own routes only', async () => {
    const { api, own } = two;
    const token = operatorKey;
    expect((await ask(api, 'GET', '/api/v1/operator/tenants', { token })).status).toBe(200);
    for (const route of walked.filter(
      ({ actor }) => actor === 'staff' || actor === 'signedIn' || actor === 'applicant',
    )) {
      const path = filled(route.path, own.county.slug, (meaning) => meaning.of(own));
      const answer = await send(route, path, token);
      expect([401, 403, 404], nameOf(route)).toContain(answer.status);
      expect(betrayed(answer, own)).toEqual([]);
    }
  });
});

describe('the guard beneath', () => {
  it('denied nothing all the while', () => {
    expect(two.api.guard.denials).toBe(0);
  });
});
