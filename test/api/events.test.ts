import { type AttributeValue, BatchGetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dayOf } from '@juxian/base/clock.ts';
import { dropConfig } from '@juxian/core/config.ts';
import { RowsCache } from '@juxian/engine/rows.ts';
import { deliver } from '@juxian/functions/events/deliver.ts';
import { happenedIn } from '@juxian/functions/events/happened.ts';
import { openPump } from '@juxian/functions/events/pump.ts';
import { streamOf } from '@juxian/functions/events/stream.ts';
import type { Item } from '@juxian/store/table.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Api, type County, type Json, startApi } from '../support/api.ts';
import { errands } from '../support/errand.ts';

let api: Api;

beforeAll(async () => {
  api = await startApi({ modules: errands });
  // Monday, a working week ahead.
  api.deps.clock.set(Date.parse('2026-03-02T09:00:00+08:00'));
});
afterAll(() => api.stop());

const must = async (method: string, path: string, body: unknown, token: string, status = 200): Promise<Json> => {
  const answer = await api.call(method, `/api/v1${path}`, body, { token, headers: { 'accept-language': 'zh-CN' } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  return answer.body;
};

const create = (token: string, values: object) => must('POST', '/records/errand', { values }, token, 201);
const move = (token: string, id: string, name: string, input?: object) =>
  must('POST', `/records/errand/${id}/moves/${name}`, input ? { input } : {}, token);
const inbox = async (token: string): Promise<Json> => must('GET', '/messages', undefined, token);
const texts = async (token: string): Promise<string[]> =>
  (await inbox(token)).items.map(({ text }: { text: string }) => text);

async function applicantOf(county: County, to: string): Promise<string> {
  await api.call('POST', `/api/v1/public/${county.slug}/codes`, { to });
  const [code = ''] = /\d{6}/.exec(api.outbox.sent[0]?.text ?? '') ?? [];
  return (await api.call('POST', `/api/v1/public/${county.slug}/sessions`, { to, code })).body.token;
}

/** The events of a county's records as they lie in the table. */
async function eventItems(tenant: string): Promise<Item[]> {
  const store = api.table.for(tenant);
  const { items } = await store.query({ pk: store.keys.dayIndex(dayOf(api.deps.clock.wall())), index: 'gsi1' });
  const found = await store.batchGet(items.map(({ pk, sk }) => ({ pk, sk })));
  return found.flatMap((item) => (item ? [item] : []));
}

type StreamEvent = Parameters<ReturnType<typeof streamOf>>[0];

/** As Lambda is handed them: the images as the table holds them, bytes as base64 text, each with its place in the stream. */
async function streamed(items: readonly Item[]): Promise<StreamEvent> {
  const client = new DynamoDBClient({
    endpoint: api.endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const Keys = items.map(({ pk, sk }) => ({ pk: { S: pk }, sk: { S: sk } }));
  const { Responses } = await client.send(new BatchGetItemCommand({ RequestItems: { juxian: { Keys } } }));
  client.destroy();
  const images = new Map((Responses?.juxian ?? []).map((image) => [`${image.pk?.S} ${image.sk?.S}`, image]));
  return {
    Records: items.map(({ pk, sk }, i) => ({
      dynamodb: { NewImage: asSent(images.get(`${pk} ${sk}`) ?? {}), SequenceNumber: String(1000 + i) },
    })),
  };
}

const asSent = (image: Record<string, AttributeValue>) =>
  JSON.parse(
    JSON.stringify(image, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value)),
  );

const shuffled = <T>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? 1 : -1)).reverse();

describe('what a move says', () => {
  it('reaches the owner in words of the fields they see, nothing sensitive and nothing hidden', async () => {
    const county = await api.signUp();
    const pump = openPump(api.deps);
    const applicant = await applicantOf(county, 'li@example.org');
    const { id } = await create(applicant, { topic: '夜间停水', kind: 'letter', phone: '13900000126' });
    api.outbox.sent.length = 0;
    await move(applicant, id, 'send');
    await pump.turn();
    const text = '“夜间停水”（来信）已收到，编号事〔2026〕001号，电话，意见。';
    expect(await inbox(applicant)).toMatchObject({
      unread: 1,
      items: [{ text, module: 'errand', record: id, read: false }],
    });
    expect(api.outbox.sent).toMatchObject([
      {
        channel: 'email',
        to: 'li@example.org',
        from: county.body.name,
        text: `${text}\n\n—\n${county.body.name}`,
        subject: `【${county.body.name}】事项`,
      },
    ]);
    const english = await api.call('GET', '/api/v1/messages', undefined, { token: applicant });
    expect(english.body.items[0].text).toBe('Received: 夜间停水, Letter, 事〔2026〕001号.');
  });

  it('reaches the holders of a role within their scope and the person named, each once and by what they may see', async () => {
    const county = await api.signUp();
    const { token } = county;
    const upper = await must(
      'POST',
      '/records/unit',
      { values: { name: '教育局', order: 1, sort: 'government' } },
      token,
      201,
    );
    const school = await must(
      'POST',
      '/records/unit',
      { values: { name: '一中', order: 2, sort: 'school', parent: upper.id } },
      token,
      201,
    );
    const other = await must(
      'POST',
      '/records/unit',
      { values: { name: '县医院', order: 3, sort: 'hospital' } },
      token,
      201,
    );
    const above = await api.join(county, ['unit'], { unit: upper.id });
    const elsewhere = await api.join(county, ['unit'], { unit: other.id });
    const leader = await api.join(county, ['leader']);
    const helper = await api.join(county, ['office', 'leader']);
    const auditor = await api.join(county, ['audit']);
    const { id } = await create(token, { topic: '实验室漏水', kind: 'visit', host: school.id });
    await move(token, id, 'send');
    await move(token, id, 'ask', { helper: helper.id, note: '请到场查看' });
    await openPump(api.deps).turn();
    expect(await texts(above.token)).toEqual(['“实验室漏水”请于2026年3月5日前办理：请到场查看']);
    expect(await texts(leader.token)).toEqual(['“实验室漏水”请于2026年3月5日前办理：']);
    expect(await texts(helper.token)).toEqual(['“实验室漏水”请于2026年3月5日前办理：请到场查看']);
    expect(await texts(elsewhere.token)).toEqual([]);
    expect(await texts(auditor.token)).toEqual([]);
  });

  it('says late what it would have said at once', async () => {
    const county = await api.signUp();
    const { token } = county;
    const leader = await api.join(county, ['leader']);
    const { id } = await create(token, { topic: '先前的事由', kind: 'visit' });
    const sent = await move(token, id, 'send');
    await move(token, id, 'ask', { note: '第一次' });
    await move(token, id, 'ask', { note: '第二次' });
    await api.call(
      'PATCH',
      `/api/v1/records/errand/${id}`,
      { values: { note: '第三次' } },
      { token, headers: { 'if-match': String(sent.revision + 2) } },
    );
    const helper = await api.join(county, ['office']);
    await move(token, id, 'ask', { helper: helper.id, note: '第四次' });
    await openPump(api.deps).turn();
    expect(await texts(helper.token)).toEqual(['“先前的事由”请于2026年3月5日前办理：第四次']);
    expect(await texts(leader.token)).toHaveLength(3);
    expect(await texts(token)).toEqual(['“先前的事由”（走访）已收到，编号事〔2026〕001号，电话，意见。']);
  });

  it('leaves a demonstration only for its inbox, where it has one, and is read there all the same', async () => {
    const county = await api.signUp();
    const store = api.table.for(county.tenant);
    for (const reach of ['staff', 'portal'] as const) {
      const item = await store.get(store.keys.config(reach));
      const config = { ...(item?.config as object), demo: true };
      await store.transact([{ update: store.keys.config(reach), set: { config }, when: 'present' }]);
    }
    dropConfig(county.tenant);
    const { id } = await create(county.token, { topic: '演示', kind: 'visit' });
    api.outbox.sent.length = 0;
    await move(county.token, id, 'send');
    await openPump(api.deps).turn();
    expect(api.outbox.sent).toEqual([]);
    expect(await texts(county.token)).toHaveLength(1);
    const { id: next } = await create(county.token, { topic: '再次演示', kind: 'visit' });
    await move(county.token, next, 'send');
    await openPump({ ...api.deps, inbox: '/api/v1/dev/inbox' }).turn();
    expect(api.outbox.sent.map(({ text }) => text)).toEqual([expect.stringContaining('再次演示')]);
  });
});

describe('subscribers', () => {
  it('come to the same by the stream and by the pump, doubled and shuffled', async () => {
    const county = await api.signUp();
    const { token } = county;
    const leader = await api.join(county, ['leader']);
    for (const topic of ['甲', '乙', '丙']) {
      const { id } = await create(token, { topic, kind: 'visit' });
      await move(token, id, 'send');
      await move(token, id, 'ask', { note: topic });
    }
    const items = await eventItems(county.tenant);
    expect(items.filter((item) => happenedIn(item))).toHaveLength(9);
    const outcome = async () => ({
      owner: (await inbox(token)).items,
      leader: (await inbox(leader.token)).items,
      sent: api.outbox.sent.map(({ to, text }) => `${to} ${text}`).sort(),
    });

    api.outbox.sent.length = 0;
    const pump = openPump(api.deps);
    await pump.turn();
    const byPump = await outcome();
    expect(byPump.owner).toHaveLength(3);
    expect(byPump.leader).toHaveLength(3);
    expect(byPump.sent).toHaveLength(6);
    expect(await pump.turn()).toBe(0);
    await openPump(api.deps).turn();
    expect(await outcome()).toEqual(byPump);

    const store = api.table.for(county.tenant);
    for (const person of [county.id, leader.id]) {
      const { items: messages } = await store.query({ pk: store.keys.messages('staff', person) });
      await store.transact(messages.map(({ pk, sk }) => ({ remove: { pk, sk } })));
    }
    expect((await inbox(token)).items).toEqual([]);
    api.outbox.sent.length = 0;
    const stream = streamOf(api.deps);
    const { Records } = await streamed(items);
    const twice = shuffled([...Records, ...Records]);
    expect(await stream({ Records: twice.slice(0, 7) })).toEqual({ batchItemFailures: [] });
    expect(await stream({ Records: twice.slice(5) })).toEqual({ batchItemFailures: [] });
    expect(await outcome()).toEqual(byPump);
  });

  it('are told again after a failure, and what was put but not sent is sent once', async () => {
    const county = await api.signUp();
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { id } = await create(county.token, { topic: '邮件中断', kind: 'visit' });
    await move(county.token, id, 'send');
    await openPump(api.deps).turn();
    const items = await eventItems(county.tenant);
    const before = api.outbox.sent.length;
    const store = api.table.for(county.tenant);
    const { items: messages } = await store.query({ pk: store.keys.messages('staff', county.id) });
    await store.transact(messages.map(({ pk, sk }) => ({ remove: { pk, sk } })));

    const { mailer } = api.deps;
    api.deps.mailer = { send: () => Promise.reject(new Error('the provider is down')) };
    const event = await streamed(items);
    const failed = await streamOf(api.deps)(event);
    const sequence = event.Records[items.findIndex(({ name }) => name === 'send')]?.dynamodb?.SequenceNumber;
    expect(failed).toEqual({ batchItemFailures: [{ itemIdentifier: sequence }] });
    expect(await texts(county.token)).toHaveLength(1);

    api.deps.mailer = mailer;
    expect((await streamOf(api.deps)(event)).batchItemFailures).toHaveLength(1);
    expect(api.outbox.sent).toHaveLength(before);
    api.pass(11_000);
    expect((await streamOf(api.deps)(event)).batchItemFailures).toHaveLength(0);
    expect((await streamOf(api.deps)(event)).batchItemFailures).toHaveLength(0);
    expect(api.outbox.sent).toHaveLength(before + 1);
    expect(await texts(county.token)).toHaveLength(1);
    quiet.mockRestore();
  });

  it('by the pump are told again until they succeed, while later events go on', async () => {
    const county = await api.signUp();
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
    const pump = openPump(api.deps);
    await pump.turn();
    const { mailer } = api.deps;
    api.deps.mailer = { send: () => Promise.reject(new Error('the provider is down')) };
    const first = await create(county.token, { topic: '先', kind: 'visit' });
    await move(county.token, first.id, 'send');
    await pump.turn();
    api.outbox.sent.length = 0;
    api.deps.mailer = mailer;
    api.pass(60_000);
    const second = await create(county.token, { topic: '后', kind: 'visit' });
    await move(county.token, second.id, 'send');
    await openPump(api.deps).turn();
    expect(api.outbox.sent.map(({ text }) => text.slice(0, 3)).sort()).toEqual(['“先”', '“后”'].sort());
    quiet.mockRestore();
  });

  it('hear at once of what just happened, and soon of what came late into the log', async () => {
    const county = await api.signUp();
    const pump = openPump(api.deps);
    await pump.turn();
    const toldOf = async (topic: string) => {
      const { id } = await create(county.token, { topic, kind: 'visit' });
      await move(county.token, id, 'send');
      return () => api.outbox.sent.filter(({ text }) => text.includes(`“${topic}”`)).length;
    };
    const late = await toldOf('迟');
    api.pass(4000);
    const now = await toldOf('即');
    await pump.turn();
    expect(now()).toBeGreaterThan(0);
    api.pass(2000);
    await pump.turn();
    expect(late()).toBe(now());
  });

  it('keep a snapshot of what changed once it is due', async () => {
    const county = await api.signUp();
    const { rows } = api.deps;
    api.deps.rows = new RowsCache({ bytes: 1e7, clock: api.deps.clock, snapshots: api.deps.files });
    await create(county.token, { topic: '快照', kind: 'visit' });
    const happened = (await eventItems(county.tenant)).flatMap((item) => happenedIn(item) ?? []);
    const path = `t/${county.tenant}/rows/errand/latest`;
    expect(await api.deps.files.get(path)).toBeUndefined();
    expect([...(await deliver(api.deps, happened))]).toEqual([]);
    expect(await api.deps.files.get(path)).toBeInstanceOf(Uint8Array);
    api.deps.rows = rows;
  });
});

describe('an inbox', () => {
  it('counts what is unread and belongs to its reader alone', async () => {
    const county = await api.signUp();
    const { token } = county;
    const colleague = await api.join(county, ['office']);
    for (const topic of ['一', '二']) {
      const { id } = await create(token, { topic, kind: 'visit' });
      await move(token, id, 'send');
    }
    await openPump(api.deps).turn();
    const { items, unread } = await inbox(token);
    expect(unread).toBe(2);
    expect(await inbox(colleague.token)).toEqual({ items: [], unread: 0 });
    const ids = [items[0].id];
    expect(await must('POST', '/messages/read', { ids }, colleague.token)).toEqual({ unread: 0 });
    expect((await inbox(token)).unread).toBe(2);
    expect(await must('POST', '/messages/read', { ids }, token)).toEqual({ unread: 1 });
    expect((await inbox(token)).items.map(({ read }: { read: boolean }) => read)).toEqual([true, false]);
    expect(await must('POST', '/messages/read', {}, token)).toEqual({ unread: 0 });
  });
});
