import { newId } from '@juxian/base/id.ts';
import { workspace } from '@juxian/functions/api/workspace.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, betrayed, type Furnished, openTwoCounties, type Raw, staff, type TwoCounties } from './two-counties.ts';

let two: TwoCounties;
beforeAll(async () => {
  two = await openTwoCounties();
}, 120_000);
afterAll(() => two.api.stop());

type Kind = 'query' | 'mutation';
const procedures = Object.entries(workspace._def.procedures).map(
  ([name, procedure]) => [name, (procedure as { _def: { type: Kind } })._def.type] as const,
);

/** Ids by which a procedure may be asked for something: one county's, or made up. */
type Ids = { module: string; id: string; job: string; message: string };
const idsOf = ({ records, job }: Furnished): Ids => ({
  module: 'application',
  id: records.application?.formalReview ?? '',
  job,
  message: newId('message'),
});
const madeUp = (): Ids => ({
  module: 'application',
  id: newId('record'),
  job: newId('job'),
  message: newId('message'),
});

/** By procedure, an input that names something. Whoever adds a procedure says here what a stranger would send. */
const inputs: Record<string, (ids: Ids) => unknown> = {
  me: () => undefined,
  home: () => undefined,
  overview: () => undefined,
  'modules.get': ({ module }) => ({ module }),
  'modules.list': () => undefined,
  'record.list': ({ module, id }) => ({ module, params: { 'filter[id]': id } }),
  'record.get': ({ module, id }) => ({ module, id }),
  'record.events': ({ module, id }) => ({ module, id }),
  'record.foreseen': ({ id }) => ({ module: 'application', values: { call: id } }),
  'record.create': ({ id }) => ({
    module: 'serviceVisit',
    values: { studio: id, studioName: '访', kind: 'teacher', unit: id, date: '2026-03-02', place: '县城', people: 3 },
  }),
  'record.update': ({ module, id }) => ({ module, id, revision: 1, values: {} }),
  'record.move': ({ module, id }) => ({ module, id, move: 'passForm', input: {} }),
  'record.reveal': ({ module, id }) => ({ module, id, field: 'phone', reason: '核对申报人' }),
  'record.remove': ({ module, id }) => ({ module, id, revision: 1 }),
  'record.restore': ({ module, id }) => ({ module, id }),
  'record.bulk': ({ module, id }) => ({ module, items: [{ id, revision: 1 }], move: 'passForm' }),
  'cadre.find': ({ id }) => ({ ids: [id] }),
  'cadre.kinOf': ({ id }) => ({ record: id }),
  'cadre.sheet': ({ id }) => ({ id }),
  'cadre.recusals': () => undefined,
  'panels.board': ({ id }) => ({ panel: id }),
  'panels.matrix': ({ id }) => ({ panel: id, names: '' }),
  'panels.pairs': ({ id }) => ({ panel: id, text: `${id}\t专家` }),
  'desk.queue': ({ id }) => ({ sheet: id }),
  'desk.others': ({ id }) => ({ sheet: id, item: 'S01' }),
  'meetings.voting': ({ id }) => ({ meeting: id }),
  'meetings.vote': ({ id }) => ({ meeting: id, choice: 'yes' }),
  'members.find': () => ({ q: '' }),
  jump: ({ id }) => ({ q: id.slice(0, 40) }),
  'jobs.list': () => undefined,
  'jobs.get': ({ job }) => ({ id: job }),
  'jobs.cancel': ({ job }) => ({ id: job }),
  'jobs.undo': ({ job }) => ({ id: job }),
  'jobs.proceed': ({ job }) => ({ id: job }),
  'messages.list': () => undefined,
  'messages.markRead': ({ message }) => ({ ids: [message] }),
  changes: () => ({}),
  'audit.list': () => ({}),
  'audit.verify': () => undefined,
};

/** Procedures that answer a foreign id by the absence of what it names, not by a refusal. */
const answersEmpty = new Set([
  'record.list',
  'cadre.find',
  'record.foreseen',
  'record.create',
  'record.bulk',
  'jump',
  'messages.markRead',
]);
const namesSomething = (name: string): boolean => {
  const { id, job, message } = idsOf(two.foreign);
  return [id, job, message].some((one) => JSON.stringify(inputs[name]?.(idsOf(two.foreign)) ?? '').includes(one));
};

const call = (name: string, type: Kind, input: unknown, token?: string): Promise<Raw> =>
  type === 'query'
    ? ask(
        two.api,
        'GET',
        `/api/trpc/${name}${input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`}`,
        { token },
      )
    : ask(two.api, 'POST', `/api/trpc/${name}`, { token, body: input ?? {} });

const plain = ({ status, text }: Raw): string =>
  `${status}\n${text}`
    .replace(/[a-z]{3}_[0-9a-z]{22}/g, '…')
    .replace(/[0-9a-f]{24}/g, '')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+(Z|\+08:00)/g, '')
    .replace(/retry-after: \d+/g, '');

describe('the procedures', () => {
  it('are each known to this walk', () => {
    expect(procedures.map(([name]) => name).filter((name) => !(name in inputs))).toEqual([]);
    expect(Object.keys(inputs).filter((name) => !procedures.some(([known]) => known === name))).toEqual([]);
  });

  it('are walked in a county that answers its own people', async () => {
    const { own, foreign } = two;
    for (const county of [own, foreign]) {
      const get = await call('record.get', 'query', inputs['record.get']?.(idsOf(county)), county.tokens.office);
      expect(get.status, get.text).toBe(200);
      expect(betrayed(get, county).length).toBeGreaterThan(10);
      const job = await call('jobs.get', 'query', { id: county.job }, county.tokens.office);
      expect(job.status).toBe(200);
    }
  });
});

describe.each(procedures)('%s', { timeout: 60_000 }, (name, type) => {
  const inputOf = (ids: Ids) => inputs[name]?.(ids);

  it('gives a stranger nothing', async () => {
    const { foreign } = two;
    for (const token of [undefined, 'x'.repeat(52), foreign.tokens.applicant]) {
      const answer = await call(name, type, inputOf(idsOf(foreign)), token);
      expect(token === foreign.tokens.applicant ? [403, 404] : [401], answer.text).toContain(answer.status);
      expect(betrayed(answer, foreign)).toEqual([]);
    }
  });

  it('answers for what is another county’s as for what is not there', async () => {
    const { foreign, own } = two;
    for (const role of staff) {
      const token = own.tokens[role];
      const input = inputOf(idsOf(foreign));
      const answer = await call(name, type, input, token);
      expect(answer.status, `${role} ${answer.text}`).toBeLessThan(500);
      const asked = JSON.stringify(input ?? '');
      const echo =
        name === 'record.bulk' || name === 'record.create' || name.startsWith('audit.') || name.startsWith('jobs.list');
      const found = betrayed(answer, foreign).filter(
        (mark) => !asked.includes(mark) && !(echo && mark === idsOf(foreign).id),
      );
      expect(found, role).toEqual([]);
      if (!namesSomething(name) || answersEmpty.has(name)) continue;
      expect(answer.status, `${role} ${answer.text}`).toBe(404);
      expect(plain(answer), role).toBe(plain(await call(name, type, inputOf(madeUp()), token)));
    }
  });
});

describe('the guard beneath', () => {
  it('denied nothing all the while', () => {
    expect(two.api.guard.denials).toBe(0);
  });
});
