import { createHash } from 'node:crypto';
import { clockActor } from '@juxian/base/actor.ts';
import { dayOf } from '@juxian/base/clock.ts';
import { eventBytes } from '@juxian/engine/commit.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { makeCtx } from '@juxian/functions/context.ts';
import { anchorAll, listRoots, merkleRoot } from '@juxian/functions/jobs/anchor.ts';
import { chain } from '@juxian/store/seal.ts';
import { type Item, Table } from '@juxian/store/table.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Api, type County, type Json, type Person, startApi } from '../support/api.ts';
import { errands } from '../support/errand.ts';

let api: Api;
let county: County;
let auditor: Person;
let ctx: Ctx;
/** Somebody with the whole table in hand: no guard stands before him. */
let intruder: Table;

const day = 86_400_000;

beforeAll(async () => {
  api = await startApi({ modules: errands });
  intruder = await Table.open({ endpoint: api.endpoint, name: 'juxian', clock: api.deps.clock });
});
afterAll(async () => {
  intruder.close();
  await api.stop();
});
beforeEach(async () => {
  county = await api.signUp();
  auditor = await api.join(county, ['audit']);
  ctx = await makeCtx(api.inner, { actor: clockActor(county.tenant), locale: 'en' });
});

const must = async (method: string, path: string, body: unknown, token = county.token, status = 200): Promise<Json> => {
  const answer = await api.call(method, `/api/v1${path}`, body, { token });
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  return answer.body;
};
const verify = (): Promise<Json> => must('POST', '/audit/verify', undefined, auditor.token);

/** A record with four events. */
async function record(topic: string): Promise<string> {
  const { id } = await must('POST', '/records/errand', { values: { topic, kind: 'visit' } }, county.token, 201);
  await must('POST', `/records/errand/${id}/moves/send`, {});
  await must('POST', `/records/errand/${id}/moves/ask`, { input: { note: '一' } });
  await must('POST', `/records/errand/${id}/moves/close`, {});
  return id;
}

const eventKey = (id: string, n: number) => ctx.store.keys.event('portal', 'errand', id, n);
async function alter(key: { pk: string; sk: string }, set: Record<string, unknown>): Promise<void> {
  await intruder.for(county.tenant).transact([{ update: key, set, when: 'present' }]);
}
const remove = (key: { pk: string; sk: string }) => intruder.for(county.tenant).transact([{ remove: key }]);

/** Writes a record's events and head anew so that its chain holds again. */
async function forge(id: string, change: (event: Item) => Item): Promise<void> {
  const { store } = ctx;
  const { items } = await store.query({ pk: store.keys.events('portal', 'errand', id) });
  let head = '';
  for (const item of items) {
    const forged: Item = { ...change(item), previousHash: head };
    head = chain(head, eventBytes(forged, forged.changes as Uint8Array));
    await intruder.for(county.tenant).transact([{ put: { ...forged, hash: head } }]);
  }
  await alter(store.keys.record('portal', 'errand', id), { head });
}

describe('the audit log', () => {
  it('is the auditor’s, and whoever else asks is in it', async () => {
    for (const [method, path] of [
      ['GET', '/audit'],
      ['POST', '/audit/verify'],
    ] as const)
      expect((await api.call(method, `/api/v1${path}`, undefined, { token: county.token })).body.code).toBe(
        'forbidden.role',
      );
    const trpc = await api.call('GET', '/api/trpc/audit.list?input=%7B%7D', undefined, { token: county.token });
    expect(trpc.body.error.data.problem.code).toBe('forbidden.role');
    const { items } = await must('GET', `/audit?actor=${county.id}&name=audit`, undefined, auditor.token);
    expect(items.map(({ name, outcome }: Json) => `${name} ${outcome}`).sort()).toEqual([
      'audit.read refused',
      'audit.read refused',
      'audit.verified refused',
    ]);
  });

  it('answers by actor, name and record', async () => {
    const id = await record('查账');
    const { items } = await must('GET', `/audit?name=record&person=${id}`, undefined, auditor.token);
    expect(items.map(({ name }: Json) => name).sort()).toEqual([
      'record.ask',
      'record.close',
      'record.create',
      'record.send',
    ]);
    expect(items[0]).toMatchObject({ actor: { id: county.id }, object: { module: 'errand', id }, outcome: 'done' });
    expect(items.map(({ title }: Json) => title)).toEqual(Array(4).fill('查账'));
    expect((await must('GET', '/audit?actor=nobody', undefined, auditor.token)).items).toEqual([]);
    expect((await api.call('GET', '/api/v1/audit?since=yesterday', undefined, { token: auditor.token })).status).toBe(
      422,
    );
  });
});

describe('a line of the log', () => {
  it('says which record it is about, and nothing of a draft, which is its owner’s', async () => {
    const filed = await record('修路灯');
    const { id: draft } = await must(
      'POST',
      '/records/errand',
      { values: { topic: '未交的话', kind: 'visit' } },
      county.token,
      201,
    );
    expect((await must('GET', `/records/errand/${draft}`, undefined)).title).toBe('未交的话');
    const input = encodeURIComponent(JSON.stringify({ name: 'record' }));
    const { body } = await api.call('GET', `/api/trpc/audit.list?input=${input}`, undefined, { token: auditor.token });
    const lines: Json[] = body.result.data;
    expect(lines.find(({ object }) => object.id === filed)).toMatchObject({ to: 'Errands', title: '修路灯' });
    expect(lines.find(({ object }) => object.id === draft)).not.toHaveProperty('title');
    expect(JSON.stringify(lines)).not.toContain('未交的话');
  });
});

describe('verification', () => {
  it('counts what holds and names nothing', async () => {
    await record('甲');
    await record('乙');
    expect(await verify()).toEqual({ records: 2, events: 8, lines: 0, anchors: 0, broken: [] });
  });

  it.each([
    ['its name', { name: 'approve' }],
    ['who', { actor: { id: 'usr_other', name: '李四', kind: 'member' } }],
    ['when', { at: '2020-01-01T09:00:00+08:00' }],
    ['its sealed changes', { changes: new Uint8Array([0, 1, 2]) }],
  ])('names an event whose %s was altered', async (_, set) => {
    const id = await record('甲');
    await record('乙');
    await alter(eventKey(id, 2), set);
    expect((await verify()).broken).toEqual([{ kind: 'event', module: 'errand', id, n: 2, problem: 'altered' }]);
  });

  it.each([1, 2, 4])('names a missing event: the one with number %i', async (n) => {
    const id = await record('甲');
    await remove(eventKey(id, n));
    expect((await verify()).broken).toEqual([{ kind: 'event', module: 'errand', id, n, problem: 'missing' }]);
  });

  it('names an event put in the place of another', async () => {
    const id = await record('甲');
    const { store } = ctx;
    const third = await store.get(eventKey(id, 3));
    await intruder.for(county.tenant).transact([{ put: { ...third, ...eventKey(id, 2), n: 2 } }]);
    expect((await verify()).broken).toContainEqual({ kind: 'event', module: 'errand', id, n: 2, problem: 'altered' });
  });

  it('names a record whose head is not the end of its events', async () => {
    const id = await record('甲');
    await alter(ctx.store.keys.record('portal', 'errand', id), { head: 'another' });
    expect((await verify()).broken).toEqual([{ kind: 'record', module: 'errand', id, problem: 'head' }]);
  });

  it('needs no key: it holds where nothing can be opened any more', async () => {
    const id = await record('甲');
    await alter(ctx.store.keys.record('portal', 'errand', id), { key: new Uint8Array([1]) });
    expect((await verify()).broken).toEqual([]);
  });
});

describe('the daily anchor', () => {
  const past = async (days: number) => {
    api.pass(days * day);
    await anchorAll(api.inner);
    // Half an hour without a request has ended every session.
    const again = async ({ email, password }: Person) =>
      (await api.call('POST', '/api/v1/sessions', { login: email, password })).body.token;
    county.token = await again(county);
    auditor.token = await again(auditor);
  };

  it('is taken once a day that is over, and each rests on the one before', async () => {
    await record('甲');
    await anchorAll(api.inner);
    expect(await listRoots(ctx)).toEqual([]);
    await past(1);
    expect(await anchorAll(api.inner)).toBe(0);
    const [first] = await listRoots(ctx);
    expect(first?.day).toBe(dayOf(api.deps.clock.wall() - day));
    await record('乙');
    await past(3);
    expect((await listRoots(ctx)).map((anchor) => anchor.day)).toEqual([
      first?.day,
      dayOf(api.deps.clock.wall() - day),
    ]);
    const verified = await verify();
    expect(verified).toMatchObject({ records: 2, events: 8, anchors: 2, broken: [] });
    expect(verified.lines).toBeGreaterThanOrEqual(4);
  });

  it('names an event that was altered and its whole chain made to hold again', async () => {
    const id = await record('甲');
    await past(1);
    await forge(id, (event) => (event.n === 3 ? { ...event, name: 'approve' } : event));
    expect((await verify()).broken).toEqual([{ kind: 'event', module: 'errand', id, n: 4, problem: 'altered' }]);
  });

  it('names a history that was cut off at its end', async () => {
    const id = await record('甲');
    await past(1);
    const third = await ctx.store.get(eventKey(id, 3));
    await remove(eventKey(id, 4));
    await alter(ctx.store.keys.record('portal', 'errand', id), { n: 3, head: third?.hash });
    expect((await verify()).broken).toEqual([{ kind: 'event', module: 'errand', id, n: 4, problem: 'missing' }]);
  });

  it('names a record that was taken away with all its events', async () => {
    const id = await record('甲');
    await past(1);
    for (let n = 1; n <= 4; n++) await remove(eventKey(id, n));
    await remove(ctx.store.keys.record('portal', 'errand', id));
    expect((await verify()).broken).toEqual(
      expect.arrayContaining([
        { kind: 'record', module: 'errand', id, problem: 'missing' },
        { kind: 'event', module: 'errand', id, n: 4, problem: 'missing' },
      ]),
    );
  });

  it('names lines of the day log that were altered, removed or added afterwards', async () => {
    const today = dayOf(api.deps.clock.wall());
    await api.call('GET', '/api/v1/audit', undefined, { token: county.token });
    await past(1);
    const { items } = await ctx.store.query({ pk: ctx.store.keys.accessDay(today) });
    const [altered, removed] = items;
    expect(items.length).toBeGreaterThanOrEqual(2);
    await alter(altered as Item, { outcome: 'done', name: 'nothing.happened' });
    await remove(removed as Item);
    const added = ctx.store.keys.access(today, 1, 'lin_forged');
    await intruder.for(county.tenant).transact([{ put: { ...added, name: 'member.roles' } }]);
    const { broken } = await verify();
    expect(broken).toHaveLength(3);
    expect(broken).toEqual(
      expect.arrayContaining([
        { kind: 'line', day: today, line: altered?.sk, problem: 'altered' },
        { kind: 'line', day: today, line: removed?.sk, problem: 'missing' },
        { kind: 'line', day: today, line: added.sk, problem: 'added' },
      ]),
    );
  });

  it('is itself vouched for: a file that was changed or lost, a root that was replaced', async () => {
    await record('甲');
    await past(1);
    await record('乙');
    await past(1);
    const days = (await listRoots(ctx)).map((root) => root.day);
    expect(days).toHaveLength(2);
    const path = `t/${county.tenant}/anchors/${days[0]}`;
    const kept = (await api.deps.files.get(path)) ?? new Uint8Array();
    await api.deps.files.remove(path);
    expect((await verify()).broken).toEqual([{ kind: 'anchor', day: days[0], problem: 'missing' }]);
    await api.deps.files.put(path, (await api.deps.files.get(`t/${county.tenant}/anchors/${days[1]}`)) ?? kept, '');
    expect((await verify()).broken).toContainEqual({ kind: 'anchor', day: days[0], problem: 'altered' });
    await api.deps.files.put(path, kept, '');
    expect((await verify()).broken).toEqual([]);
    await alter(ctx.store.keys.access('anchors', days[0] ?? '', 'root'), { root: 'another' });
    expect((await verify()).broken).toEqual(days.map((one) => ({ kind: 'anchor', day: one, problem: 'altered' })));
  });

  it('lies where no function of the product can change or remove it', async () => {
    await record('甲');
    await past(1);
    const [{ day: anchored = '' } = {}] = await listRoots(ctx);
    const key = ctx.store.keys.access('anchors', anchored, 'root');
    expect(await ctx.store.get(key)).toBeDefined();
    await expect(ctx.store.transact([{ update: key, set: { root: 'x' } }])).rejects.toThrow('may not UpdateItem');
    await expect(ctx.store.transact([{ remove: key }])).rejects.toThrow('may not DeleteItem');
    api.guard.denials = 0;
  });
});

describe('a Merkle root', () => {
  const sha = (...parts: (string | Buffer)[]) =>
    parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
  const leaf = (text: string) => sha('\0', text);
  const node = (left: Buffer, right: Buffer) => sha('\x01', left, right);

  it('is that of the tree, an odd leaf going up by itself', () => {
    const [a, b, c] = [leaf('a'), leaf('b'), leaf('c')];
    expect(merkleRoot(['a'])).toBe(a.toString('base64url'));
    expect(merkleRoot(['a', 'b'])).toBe(node(a, b).toString('base64url'));
    expect(merkleRoot(['a', 'b', 'c'])).toBe(node(node(a, b), c).toString('base64url'));
    expect(merkleRoot(['b', 'a'])).not.toBe(merkleRoot(['a', 'b']));
  });
});
