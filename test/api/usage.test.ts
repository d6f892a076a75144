import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, type County, type Json, startApi } from '../support/api.ts';
import { pdf } from '../support/bytes.ts';
import { errands } from '../support/errand.ts';

let api: Api;
let county: County;
beforeAll(async () => {
  api = await startApi({ modules: errands });
  county = await api.signUp();
});
afterAll(() => api.stop());

const make = async (topic: string, token = county.token): Promise<Json> =>
  (await api.call('POST', '/api/v1/records/errand', { values: { topic, kind: 'visit' } }, { token })).body;

async function upload(id: string): Promise<void> {
  const form = new FormData();
  form.set('field', 'papers');
  form.set('file', new File([Uint8Array.from(pdf()).buffer], '附件.pdf', { type: 'application/pdf' }));
  const headers = { authorization: `Bearer ${county.token}` };
  const { status } = await api.request(`/api/v1/records/errand/${id}/files`, { method: 'POST', body: form, headers });
  expect(status).toBe(201);
}

describe('what a county holds', () => {
  it('is counted by kind of work, with files, accounts and the log, and nothing of another county', async () => {
    const other = await api.signUp();
    await make('别县的事', other.token);
    const kept = await make('甲');
    await make('乙');
    const binned = await make('丙');
    await api.call('DELETE', `/api/v1/records/errand/${binned.id}`, undefined, { token: county.token });
    await upload(kept.id);
    await upload(kept.id);
    await api.join(county, ['leader']);
    const invited = { name: '钱三', email: 'qian3@example.org', roles: ['leader'] };
    await api.call('POST', '/api/v1/members', invited, { token: county.token });
    const { status, body } = await api.call('GET', '/api/v1/tenant/usage', undefined, { token: county.token });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      modules: [
        { name: 'errand', title: { zh: '事项' }, records: 2 },
        { name: 'unit', records: 0 },
      ],
      records: 2,
      files: { files: 2, bytes: 2 * pdf().byteLength },
      members: { active: 2, invited: 1, disabled: 0 },
      log: { days: 7, events: 4 },
    });
    expect(body.log.accesses).toBeGreaterThan(0);
  });

  it('is told to the system administrator alone', async () => {
    for (const role of ['security', 'audit', 'office', 'leader']) {
      const { token } = await api.join(county, [role]);
      const answer = await api.call('GET', '/api/v1/tenant/usage', undefined, { token });
      expect({ role, status: answer.status, code: answer.body.code }).toEqual({
        role,
        status: 403,
        code: 'forbidden.role',
      });
    }
  });
});
