import { checkDigit } from '@juxian/rules/identity-number.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, type Json, startApi } from '../support/api.ts';
import { checklist } from '../support/selection.ts';

/*
 * Only what the integration API says: two counties sign up, one runs a studio from call to paid grant with the clock
 * moved, and the other finds none of its records.
 */

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const digits = (first17: string) => first17 + checkDigit(first17);
const clock = (moment: string) => api.deps.clock.set(Date.parse(`${moment}+08:00`));

async function must(
  status: number,
  method: string,
  path: string,
  body: Json | undefined,
  token?: string,
  headers = {},
): Promise<Json> {
  const answer = await api.call(method, `/api/v1${path}`, body, {
    ...(token ? { token } : {}),
    headers: { 'accept-language': 'zh-CN', ...headers },
  });
  if (answer.status !== status) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
const create = (token: string, module: string, values: Json) =>
  must(201, 'POST', `/records/${module}`, { values }, token);
const move = (token: string, module: string, id: string, name: string, input: Json = {}) =>
  must(200, 'POST', `/records/${module}/${id}/moves/${name}`, { input }, token);
const read = (token: string, module: string, id: string) =>
  must(200, 'GET', `/records/${module}/${id}`, undefined, token);

async function applicant(slug: string, phone: string): Promise<string> {
  await must(202, 'POST', `/public/${slug}/codes`, { channel: 'phone', to: phone });
  const text = api.outbox.sent.filter(({ to }) => to === phone).at(-1)?.text ?? '';
  const session = await must(201, 'POST', `/public/${slug}/sessions`, { to: phone, code: /\d{6}/.exec(text)?.[0] });
  return session.token;
}

describe('a script that knows only the API', () => {
  it('runs one studio from call to paid grant, and the other county finds none of it', async () => {
    const made: [module: string, id: string][] = [];
    clock('2026-03-02T09:00:00');
    const county = await api.signUp({ division: '990031', name: '青山县', slug: 'acceptance-a' });
    const other = await api.signUp({ division: '990032', name: '云岭区', kind: 'district', slug: 'acceptance-b' });
    const office = county.token;
    const keep = (module: string, record: Json): Json => {
      made.push([module, record.id]);
      return record;
    };
    const unit = keep('unit', await create(office, 'unit', { name: '青山县第一中学', order: 1, sort: 'school' }));
    const call = keep(
      'call',
      await create(office, 'call', {
        heading: '2026年度工作室申报公告',
        year: 2026,
        summary: '面向全县',
        opens: '2026-03-01T09:00:00+08:00',
        conditions: '在本县工作满3年',
        ties: 'lot',
        kinds: [{ kind: 'teacher', quota: 1, amount: 5_000_000, deadline: '2026-03-20T17:30:00+08:00' }],
        consentText: '同意处理个人信息',
        consentVersion: '1',
        contact: '0999-0000126',
      }),
    );
    await move(office, 'call', call.id, 'publish');
    expect((await must(200, 'GET', '/public/acceptance-a/calls', undefined)).items).toHaveLength(1);

    const person = await applicant('acceptance-a', '13900000126');
    const draft = {
      call: call.id,
      kind: 'teacher',
      studioName: '沈知微名师工作室',
      hostUnit: unit.id,
      leaderName: '沈知微',
      sex: 'female',
      birth: '1978-05',
      education: '21',
      professionalTitle: '正高级教师',
      identityConsent: ['given'],
      identityNumber: digits('99000119780501002'),
      phone: '13900000126',
      aims: '把课上明白',
    };
    const application = keep('application', await create(person, 'application', draft));
    const submitted = await move(person, 'application', application.id, 'submit', {
      consent: 'yes',
      consentVersion: '1',
    });
    expect(submitted.state).toBe('atUnit');
    const host = await api.join(county, ['unit'], { unit: unit.id });
    await move(host.token, 'application', application.id, 'recommend', {
      unitOpinion: '同意推荐',
      unitRank: 1,
      unitIntegrity: 'clear',
    });
    const { url } = await must(
      201,
      'POST',
      `/records/application/${application.id}/links`,
      { role: 'industry', name: '县教育局' },
      office,
    );
    const endorsed = await api.request(new URL(url).pathname, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-edge-address': '203.0.113.1' },
      body: new URLSearchParams({ move: 'endorse', 'endorse.departmentOpinion': '同意' }).toString(),
    });
    expect(endorsed.status).toBe(303);
    await move(office, 'application', application.id, 'passForm', { checklist });

    for (let i = 0; i < 5; i++)
      keep(
        'expert',
        await create(office, 'expert', {
          name: `评委${i}`,
          professionalTitle: '教授',
          unitName: '岭东大学',
          reviewer: 'yes',
          kinds: ['teacher'],
        }),
      );
    const panel = keep('panel', await create(office, 'panel', { call: call.id, kind: 'teacher' }));
    await move(office, 'panel', panel.id, 'draw', { size: '5', until: '2026-03-12' });
    const sheets = await must(200, 'GET', `/records/review?filter[panel]=${panel.id}`, undefined, office);
    expect(sheets.total).toBe(5);
    for (const sheet of sheets.items) {
      keep('review', sheet);
      const expert = await must(
        201,
        'POST',
        '/members',
        { name: '评委', email: `${sheet.id}@example.org`, roles: ['expert'], expert: sheet.values.expert },
        office,
      );
      const { token } = await must(201, 'POST', `/invitations/${expert.invitation.token}/accept`, {
        password: 'Lantern-Harbour-62',
      });
      const begun = await move(token, 'review', sheet.id, 'accept', { declaration: 'none' });
      const scores = begun.values.codes.map((code: string) => ({ code, c1: 27, c2: 22, c3: 13, c4: 17, c5: 9 }));
      await must(200, 'PATCH', `/records/review/${sheet.id}`, { values: { scores } }, token, {
        'if-match': `"${begun.revision}"`,
      });
      await move(token, 'review', sheet.id, 'submit');
    }
    await move(office, 'panel', panel.id, 'open');
    expect((await read(office, 'application', application.id)).values.score).toBe(88);
    await move(office, 'application', application.id, 'recordVisit', { visit: 'none', visitNote: '不需要' });
    await move(office, 'application', application.id, 'recordReplies', {
      replies: [{ body: 'credit', result: 'clear', letter: '函1' }],
    });
    const slate = keep('slate', await create(office, 'slate', { call: call.id, kind: 'teacher' }));
    await move(office, 'slate', slate.id, 'rank');
    await move(office, 'slate', slate.id, 'decide', { meetingOn: '2026-03-02', attendance: '8人', minutes: '同意' });
    const notice = (await read(office, 'application', application.id)).values.publicity;
    keep('publicity', { id: notice });
    await move(office, 'publicity', notice, 'start');
    clock('2026-03-09T09:00:00');
    await move(office, 'publicity', notice, 'close');
    await move(office, 'application', application.id, 'recognise', {
      decisionNumber: '青人才〔2026〕3号',
      recognisedOn: '2026-03-09',
    });
    const studio = keep('studio', { id: (await read(office, 'application', application.id)).values.studio });
    const book = await read(office, 'studio', studio.id);
    keep('certificate', { id: book.values.certificate });
    await must(
      200,
      'PATCH',
      `/records/studio/${studio.id}`,
      { values: { goals: [{ year: 2026, goal: '公开课12节' }] } },
      office,
      { 'if-match': `"${book.revision}"` },
    );
    await move(office, 'studio', studio.id, 'signTaskBook', { taskBookOn: '2026-03-10' });
    const plaque = await move(office, 'studio', studio.id, 'awardPlaque', {
      plaqueNumber: '青001',
      plaqueOn: '2026-03-11',
      plaquePlace: '县礼堂',
      plaqueReceiver: '沈知微',
    });
    const grant = keep('grant', { id: plaque.values.grant });
    const paid = await move(office, 'grant', grant.id, 'pay', { paidOn: '2026-03-12', document: '拨1' });
    expect(paid.values).toMatchObject({ approved: 5_000_000, paid: 3_000_000, balance: 3_000_000 });
    const over = await must(
      409,
      'POST',
      `/records/grant/${grant.id}/moves/bookVoucher`,
      { input: { number: 'V1', item: 'training', amount: 3_000_100, date: '2026-03-13', what: '培训' } },
      office,
    );
    expect(over.detail).toBe('金额30,001元超过可用余额30,000元');
    expect([over.code, over.fields[0].path]).toEqual(['conflict.balance', 'input.amount']);

    expect(new Set(made.map(([module]) => module))).toEqual(
      new Set([
        'unit',
        'call',
        'application',
        'expert',
        'panel',
        'review',
        'slate',
        'publicity',
        'studio',
        'certificate',
        'grant',
      ]),
    );
    for (const [module, id] of made) {
      expect((await read(office, module, id)).id).toBe(id);
      const foreign = await must(404, 'GET', `/records/${module}/${id}`, undefined, other.token);
      expect(foreign.code).toBe('missing.record');
    }
  });
});
