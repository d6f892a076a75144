import { clockActor } from '@juxian/base/actor.ts';
import { dayOf } from '@juxian/base/clock.ts';
import { newSecret } from '@juxian/base/id.ts';
import { t } from '@juxian/base/text.ts';
import { module, registered } from '@juxian/engine/define.ts';
import { text } from '@juxian/engine/kinds/index.ts';
import { placeRecord } from '@juxian/engine/record.ts';
import { apiApp } from '@juxian/functions/api/app.ts';
import { icsOf } from '@juxian/functions/api/ics.ts';
import { makeCtx } from '@juxian/functions/context.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Api, type County, origin, type Person, startApi } from '../support/api.ts';

const chore = module({
  name: 'chore',
  reach: 'staff',
  room: 'office',
  title: t('杂事', 'Chores'),
  fields: { topic: text(t('事由', 'Topic'), { required: true }) },
  states: {
    open: {
      label: t('在办', 'Open'),
      phase: 'open',
      initial: true,
      owes: { roles: ['office'], task: t('办理', 'Do it') },
    },
    asked: { label: t('待答', 'Asked'), phase: 'waiting', owes: { roles: ['unit'], task: t('答复', 'Answer') } },
    done: { label: t('办结', 'Done'), phase: 'done' },
  },
}).with(({ move, all }) => ({
  moves: { close: move({ label: t('办结', 'Close'), from: ['open', 'asked'], to: 'done', by: ['office'] }) },
  access: { office: { scope: all(), fields: ['topic'], create: ['topic'] } },
  views: { lead: 'topic', columns: ['topic', 'state', 'due'], sort: 'topic', facets: ['state'] },
  form: [{ title: t('杂事', 'Chore'), fields: ['topic'] }],
  summary: (values) => values.topic ?? '',
}));

let api: Api;
let county: County;
let office: Person;
beforeAll(async () => {
  api = await startApi({ modules: [registered(chore)] });
  api.deps.clock.set(Date.parse('2026-03-02T09:00:00+08:00'));
  county = await api.signUp();
  office = await api.join(county, ['office']);
});
afterAll(() => api.stop());

const ask = (method: string, path: string, body?: unknown, token = office.token) =>
  api.call(method, `/api/v1${path}`, body, { token });
const read = (path: string) => api.call('GET', path, undefined, { headers: { 'accept-language': 'zh-CN' } });

describe('iCalendar text', () => {
  const entry = {
    id: 'call.1',
    at: '2026-03-05T23:59:59+08:00',
    summary: '审',
    note: '在办',
    url: 'https://x.example/w',
  };

  it('is lines of at most 75 octets that end in CRLF, no character torn, and unfolds to what was said', () => {
    const summary = `${'审核申报材料'.repeat(12)}𠅤, 甲;乙\\丙\n丁`;
    const text = icsOf('青禾县', [{ ...entry, summary }], Date.parse('2026-03-02T09:00:00+08:00'));
    const lines = text.split('\r\n');
    expect(lines.at(-1)).toBe('');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toContain('\uFFFD');
    }
    expect(lines.some((line) => line.startsWith(' '))).toBe(true);
    const unfolded = text.replaceAll('\r\n ', '');
    expect(unfolded).toContain(`SUMMARY:${'审核申报材料'.repeat(12)}𠅤\\, 甲\\;乙\\\\丙\\n丁\r\n`);
  });

  it('gives a whole day to what is due by its end, and other moments in UTC', () => {
    const text = icsOf('x', [entry, { ...entry, at: '2026-03-05T17:30:00+08:00' }, { ...entry, at: '2026-03-06' }], 0);
    const starts = text.split('\r\n').filter((line) => line.startsWith('DTSTART'));
    expect(starts).toEqual(['DTSTART;VALUE=DATE:20260305', 'DTSTART:20260305T093000Z', 'DTSTART;VALUE=DATE:20260306']);
    expect(text).toContain('DTSTAMP:19700101T000000Z\r\n');
    expect(text.split('\r\n').slice(0, 3)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Juxian//Juxian//ZH']);
    expect(text.endsWith('END:VEVENT\r\nEND:VCALENDAR\r\n')).toBe(true);
  });
});

describe('a personal calendar', () => {
  const open = async (token = office.token): Promise<string> => {
    const { status, body } = await ask('POST', '/me/calendar', undefined, token);
    expect(status).toBe(201);
    expect(body.url).toMatch(/\/calendar\/jxc_[0-9a-z]{52}\.ics$/);
    return new URL(body.url).pathname;
  };
  const since = async () => (await ask('GET', '/me/account')).body.calendarSince;

  it('holds what its owner owes and has a due date, and nothing that is others’ to do', async () => {
    const ctx = await makeCtx(api.deps, { actor: clockActor(county.tenant), locale: 'zh-CN' });
    const place = (state: string, topic: string, due?: string) =>
      placeRecord(ctx, { module: 'chore', state, values: { topic }, ...(due ? { due } : {}) });
    const { id } = await place('open', '答复群众来信', '2026-03-05T23:59:59+08:00');
    await place('open', '没有期限的事');
    await place('asked', '单位的事', '2026-03-06T12:00:00+08:00');
    await place('done', '办完的事', '2026-03-07T12:00:00+08:00');
    const answer = await read(await open());
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const text = answer.body.replaceAll('\r\n ', '');
    expect(text.match(/BEGIN:VEVENT[\s\S]*?END:VEVENT/g)).toEqual([
      [
        'BEGIN:VEVENT',
        `UID:chore.${id}@juxian`,
        'DTSTAMP:20260302T010000Z',
        'DTSTART;VALUE=DATE:20260305',
        'SUMMARY:办理：答复群众来信',
        'DESCRIPTION:在办',
        `URL:${origin}/w/chore/${id}`,
        'TRANSP:TRANSPARENT',
        'END:VEVENT',
      ].join('\r\n'),
    ]);
    const foreign = await api.signUp();
    expect((await read(await open(foreign.token))).body).not.toContain('VEVENT');
  });

  it('is read by whoever has the link, until it is replaced, ended, or its owner may no longer come in', async () => {
    const first = await open();
    expect(await since()).toMatch(/^\d{4}-\d\d-\d\dT/);
    const second = await open();
    expect((await read(first)).status).toBe(404);
    expect((await read(second)).status).toBe(200);
    expect((await ask('DELETE', '/me/calendar')).status).toBe(204);
    expect((await read(second)).body.code).toBe('missing.calendar');
    expect(await since()).toBeUndefined();
    const third = await open();
    for (const wrong of [
      third.replace('.ics', ''),
      third.replace(/.\.ics$/, '.ics'),
      `/calendar/jxc_${newSecret()}.ics`,
    ])
      expect((await read(wrong)).status, wrong).toBe(404);
    await ask('PUT', `/members/${office.id}/status`, { status: 'disabled' }, county.token);
    expect((await read(third)).status).toBe(404);
    await ask('PUT', `/members/${office.id}/status`, { status: 'active' }, county.token);
    expect((await read(third)).status).toBe(200);
  });

  it('keeps its token out of the table, and out of what is written down when something breaks', async () => {
    const path = await open((await api.join(county, ['leader'])).token);
    const token = /jxc_[0-9a-z]{52}/.exec(path)?.[0] ?? 'none';
    const written = vi.spyOn(console, 'error').mockImplementation(() => {});
    const broken = { ...api.inner, keyring: { unlock: () => Promise.reject(new Error('out of order')) } as never };
    const answer = await apiApp(broken).request(path);
    expect(answer.status).toBe(500);
    const log = written.mock.calls.flat().join('\n');
    written.mockRestore();
    expect(log).toContain('/calendar/');
    expect(log).not.toContain(token.slice(4));
    expect(await answer.text()).not.toContain(token.slice(4));
    const store = api.table.for(county.tenant);
    const lines = await store.query({ pk: store.keys.dayIndex(dayOf(api.deps.clock.wall())), index: 'gsi1' });
    expect(lines.items.length).toBeGreaterThan(0);
    const kept = await store.batchGet(lines.items.map(({ pk, sk }) => ({ pk, sk })));
    expect(JSON.stringify(kept)).not.toContain(token.slice(4));
    expect(JSON.stringify(kept)).toContain('member.calendarOpened');
  });

  it('is nobody’s but a member’s to open', async () => {
    const made = {
      name: '对接',
      roles: ['office'],
      expiresAt: new Date(api.deps.clock.wall() + 86_400_000).toISOString(),
    };
    const { body: key } = await ask('POST', '/api-keys', made, county.token);
    for (const method of ['POST', 'DELETE'])
      expect((await ask(method, '/me/calendar', undefined, key.secret)).body.code).toBe('forbidden.member');
  });
});
