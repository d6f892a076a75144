import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, type County, startApi } from '../support/api.ts';

let api: Api;
let county: County;
beforeAll(async () => {
  api = await startApi();
  county = await api.signUp();
});
afterAll(() => api.stop());

describe('an applicant at the programs’ door', () => {
  it('leaves no telephone number in a history or in the answer of who he is', async () => {
    const to = '13900000777';
    await api.call('POST', `/api/v1/public/${county.slug}/codes`, { to });
    const code = /\d{6}/.exec(api.outbox.sent[0]?.text ?? '')?.[0];
    const { body } = await api.call('POST', `/api/v1/public/${county.slug}/sessions`, { to, code });
    const token = body.token;
    const me = await api.call('GET', '/api/v1/me', undefined, { token });
    expect(me.body.member.name).toBe('139****0777');
    const made = await api.call('POST', '/api/v1/records/application', { values: { leaderName: '沈知微' } }, { token });
    expect(made.status).toBe(201);
    const events = await api.call('GET', `/api/v1/records/application/${made.body.id}/events`, undefined, {
      token: county.token,
    });
    expect(events.body[0].actor.name).toBe('139****0777');
    expect(JSON.stringify(events.body)).not.toContain(to);
  });
});

describe('the workspace’s procedures', () => {
  const ask = (path: string, body?: unknown) =>
    api.call(body === undefined ? 'GET' : 'POST', `/api/trpc/${path}`, body, {
      token: county.token,
      headers: { 'accept-language': 'zh-CN' },
    });

  it('say what is wrong with a call, as the other door does', async () => {
    const { status, body } = await ask('record.create', { module: 'call', values: {}, extra: 1 });
    expect(status).toBe(400);
    expect(body.error.data.problem).toMatchObject({
      code: 'invalid.input',
      fields: [{ path: 'extra', code: 'invalid.unknown', message: '没有这一栏' }],
    });
    expect((await ask('record.create', '[')).body.error.data.problem.code).toBe('invalid.body');
    expect((await ask('__proto__')).body.error.data.problem).toMatchObject({ code: 'missing.route', status: 404 });
  });

  it('take forty calls in one request and no more', async () => {
    const many = (count: number) => `${Array(count).fill('me').join(',')}?batch=1&input=%7B%7D`;
    expect((await ask(many(40))).status).toBe(200);
    expect((await ask(many(41))).status).toBe(400);
  });
});
