import { dropConfig } from '@juxian/core/config.ts';
import { openPump } from '@juxian/functions/events/pump.ts';
import { tickAll } from '@juxian/functions/jobs/clock.ts';
import { devApp } from '@juxian/functions/local/dev.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Api, type Json, startApi } from '../support/api.ts';
import { errands } from '../support/errand.ts';

let api: Api;
const moment = (text: string): number => Date.parse(`${text}+08:00`);

beforeAll(async () => {
  api = await startApi({ modules: errands });
});
afterAll(() => api.stop());

const must = async (method: string, path: string, body: unknown, token: string, status = 200): Promise<Json> => {
  const answer = await api.call(method, `/api/v1${path}`, body, { token });
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  return answer.body;
};

async function sent(token: string, topic: string): Promise<string> {
  const { id } = await must('POST', '/records/errand', { values: { topic, kind: 'visit' } }, token, 201);
  await must('POST', `/records/errand/${id}/moves/send`, {}, token);
  return id;
}
const standing = async (token: string, id: string): Promise<string> =>
  (await must('GET', `/records/errand/${id}`, undefined, token)).state;

describe('the clock', () => {
  it('takes a move when it is due by the business clock, in every county, once, and says so', async () => {
    api.deps.clock.set(moment('2026-03-02T09:00:00'));
    const [here, there] = [await api.signUp(), await api.signUp()];
    const mine = await sent(here.token, '到期');
    const theirs = await sent(there.token, '也到期');
    api.deps.clock.set(moment('2026-03-04T09:00:00'));
    const later = await sent(here.token, '未到期');

    api.pass(5);
    api.deps.clock.set(moment('2026-03-05T23:59:58'));
    expect(await tickAll(api.inner)).toBe(0);
    expect(await standing(here.token, mine)).toBe('open');
    api.deps.clock.set(moment('2026-03-06T00:00:00'));
    expect(await tickAll(api.inner)).toBe(2);
    expect(await tickAll(api.inner)).toBe(0);
    expect(await standing(here.token, mine)).toBe('lapsed');
    expect(await standing(there.token, theirs)).toBe('lapsed');
    expect(await standing(here.token, later)).toBe('open');

    const events = await must('GET', `/records/errand/${mine}/events`, undefined, here.token);
    expect(events.at(-1)).toMatchObject({ name: 'lapse', actor: { id: 'clock' }, state: 'lapsed' });
    await openPump(api.deps).turn();
    const { items } = await must('GET', '/messages', undefined, here.token);
    expect(items[0].text).toBe('到期 has lapsed.');
  });

  it('goes on with the others where one record fails, and reports it', async () => {
    api.deps.clock.set(moment('2026-04-13T09:00:00'));
    const county = await api.signUp();
    const broken = await sent(county.token, 'breaks the clock');
    const whole = await sent(county.token, '照常');
    api.deps.clock.set(moment('2026-04-20T09:00:00'));
    const reported = vi.spyOn(console, 'error').mockImplementation(() => {});
    await tickAll(api.inner);
    expect(reported.mock.calls.map(([line]) => JSON.parse(String(line)))).toMatchObject([
      { what: 'clock', tenant: county.tenant, record: broken },
    ]);
    reported.mockRestore();
    expect(await standing(county.token, whole)).toBe('lapsed');
    expect(await standing(county.token, broken)).toBe('open');
    await must('POST', `/records/errand/${broken}/moves/close`, {}, county.token);
  });

  it('leaves alone what was settled in time, and a module while it is switched off', async () => {
    api.deps.clock.set(moment('2026-05-11T09:00:00'));
    const county = await api.signUp();
    const settled = await sent(county.token, '按时办结');
    await must('POST', `/records/errand/${settled}/moves/close`, {}, county.token);
    const asleep = await sent(county.token, '停用');
    const switchOff = async (off: string[]) => {
      const store = api.table.for(county.tenant);
      const item = await store.get(store.keys.config('staff'));
      const config = { ...(item?.config as object), off };
      await store.transact([{ update: store.keys.config('staff'), set: { config }, when: 'present' }]);
      dropConfig(county.tenant);
    };
    api.deps.clock.set(moment('2026-05-29T09:00:00'));
    await switchOff(['errand']);
    expect(await tickAll(api.inner)).toBe(0);
    await switchOff([]);
    expect(await standing(county.token, asleep)).toBe('open');
    expect(await tickAll(api.inner)).toBe(1);
    expect(await standing(county.token, asleep)).toBe('lapsed');
    expect(await standing(county.token, settled)).toBe('closed');
  });

  it('moved by hand has taken everything due before it answers, and its messages are there', async () => {
    const dev = devApp(api.deps, api.outbox, openPump(api.deps));
    const ask = async (path: string, body?: object): Promise<Json> => {
      const init = body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      };
      return (await dev.request(`http://127.0.0.1:8787/api/v1/dev${path}`, init)).json();
    };
    await ask('/clock', { now: '2026-06-01T09:00:00+08:00' });
    const county = await api.signUp();
    const id = await sent(county.token, '拨钟');
    api.pass(5);
    const moved = await ask('/clock', { now: '2026-06-08T09:00:00+08:00' });
    expect(moved).toMatchObject({ now: '2026-06-08T09:00:00+08:00', today: '2026-06-08', moves: 1 });
    expect(await standing(county.token, id)).toBe('lapsed');
    const { items } = await ask('/outbox');
    expect(items[0]).toMatchObject({ to: county.email, text: `“拨钟”逾期。\n\n—\n${county.body.name}` });
  });
});

describe('rows under a clock that is moved', () => {
  it('are all in the next list, whoever wrote them and whatever the business clock said', async () => {
    const county = await api.signUp();
    const { token } = county;
    const ids = new Set<string>();
    for (let batch = 0; batch < 100; batch++) {
      // There and back again by months and years: no stamp may follow it.
      api.deps.clock.set(moment(`20${20 + ((batch * 7) % 19)}-0${1 + (batch % 9)}-03T09:00:00`));
      api.pass(batch % 3 === 0 ? 0 : 37);
      const made = await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          must('POST', '/records/errand', { values: { topic: `第${batch}批${i}`, kind: 'visit' } }, token, 201),
        ),
      );
      for (const { id } of made) ids.add(id);
      const list = await must('GET', '/records/errand?limit=1', undefined, token);
      expect(list.total).toBe(ids.size);
    }
    expect(ids.size).toBe(1000);
    const seen = new Set<string>();
    for (let cursor = ''; ; ) {
      const page = await must('GET', `/records/errand?limit=500${cursor && `&cursor=${cursor}`}`, undefined, token);
      for (const { id } of page.items) seen.add(id);
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(ids);
  }, 480_000);
});
