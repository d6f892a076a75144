import { clockActor } from '@juxian/base/actor.ts';
import { dayOf } from '@juxian/base/clock.ts';
import { getJob } from '@juxian/engine/jobs.ts';
import { placeRecord } from '@juxian/engine/record.ts';
import { makeCtx } from '@juxian/functions/context.ts';
import { deliver } from '@juxian/functions/events/deliver.ts';
import { happenedIn } from '@juxian/functions/events/happened.ts';
import { bulkJob } from '@juxian/functions/jobs/bulk.ts';
import { runOpenJobs } from '@juxian/functions/jobs/run.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, type County, type Json, startApi } from '../support/api.ts';
import { draft } from '../support/selection.ts';

let api: Api;
let county: County;
let applicant: string;
let unitMember: string;
let unit: string;
const filed: string[] = [];
const decided: { id: string; revision: number }[] = [];

const must = async (method: string, path: string, body: unknown, token = county.token, status = 200): Promise<Json> => {
  const answer = await api.call(method, `/api/v1${path}`, body, { token, headers: { 'accept-language': 'zh-CN' } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  return answer.body;
};

const drafted = (values: Record<string, unknown>): Promise<Json> =>
  must('POST', '/records/decision', { values }, county.token, 201);

const refusedTo = async (id: string, move: string, input: unknown = {}): Promise<string[]> => {
  const body = await must('POST', `/records/decision/${id}/moves/${move}`, { input }, county.token, 409);
  return [body.code, body.detail];
};

/** What the page of the decision says against a move. */
const saidOf = async (id: string, move: string): Promise<string | undefined> =>
  (await must('GET', `/records/decision/${id}`, undefined)).moves.find(({ name }: Json) => name === move)?.refusal
    ?.message;

/** Everything that happened so far, told to those it speaks to. */
async function tellAll(): Promise<void> {
  const store = api.table.for(county.tenant);
  const { items } = await store.query({ pk: store.keys.dayIndex(dayOf(api.deps.clock.wall())), index: 'gsi1' });
  const whole = await store.batchGet(items.map(({ pk, sk }) => ({ pk, sk })));
  await deliver(
    api.deps,
    whole.flatMap((item) => (item && happenedIn(item)) ?? []),
  );
}

const messagesOf = async (token: string): Promise<string[]> =>
  (await must('GET', '/messages', undefined, token)).items.map(({ text }: { text: string }) => text);

/** All that somebody outside is answered of the applications: list, record and history. */
async function seenBy(token: string): Promise<string> {
  const list = await must('GET', '/records/application?limit=100', undefined, token);
  const [first = ''] = filed;
  const record = await must('GET', `/records/application/${first}`, undefined, token);
  const events = await must('GET', `/records/application/${first}/events`, undefined, token);
  await tellAll();
  return JSON.stringify([list, record, events, await messagesOf(token)]);
}

beforeAll(async () => {
  api = await startApi();
  api.deps.clock.set(Date.parse('2026-03-26T09:00:00+08:00'));
  county = await api.signUp();
  const made = await must(
    'POST',
    '/records/unit',
    { values: { name: '青禾一中', order: 1, sort: 'school' } },
    county.token,
    201,
  );
  unit = made.id;
  unitMember = (await api.join(county, ['unit'], { name: '秦校长', unit })).token;
  await api.call('POST', `/api/v1/public/${county.slug}/codes`, { to: '13900000126' });
  const [code = ''] = /\d{6}/.exec(api.outbox.sent.at(-1)?.text ?? '') ?? [];
  applicant = (await api.call('POST', `/api/v1/public/${county.slug}/sessions`, { to: '13900000126', code })).body
    .token;
  const own = await must('POST', '/records/application', { values: { studioName: '甲工作室' } }, applicant, 201);
  const ctx = await makeCtx(api.deps, { actor: clockActor(county.tenant), locale: 'zh-CN' });
  const owner = (await ctx.store.get(ctx.store.keys.record('portal', 'application', own.id)))?.owner as string;
  const call = await placeRecord(ctx, {
    module: 'call',
    state: 'closed',
    values: {
      heading: '公告',
      year: 2026,
      kinds: [{ id: 'lin_1', kind: 'teacher', quota: 50, amount: 5_000_000, deadline: '2026-03-01T17:30:00+08:00' }],
    },
  });
  for (let n = 0; n < 50; n++) {
    const { id } = await placeRecord(ctx, {
      module: 'application',
      state: 'recognition',
      owner,
      values: {
        ...draft(call.id, unit, `申报人${n}`, 1),
        oneLeader: `${call.id}|${n}`,
        number: `人才申〔2026〕${n}号`,
      },
    });
    filed.push(id);
  }
});
afterAll(() => api.stop());

describe('fifty pending decisions', () => {
  it('are set without a trace on the applications, their people, messages and history', async () => {
    const before = [await seenBy(applicant), await seenBy(unitMember)];
    expect(before[0]).toContain('申报人49名师工作室');
    expect(before[1]).toContain('"stateLabel":"待认定"');
    for (const [n, application] of filed.entries()) {
      const decision = n < 30 ? 'recognise' : n < 45 ? 'reject' : 'hold';
      const reason = decision === 'recognise' ? {} : { reason: `第${n}号材料存疑。` };
      const { id } = await drafted({ application, decision, ...reason });
      const { revision, title } = await must('POST', `/records/decision/${id}/moves/propose`, {});
      expect(title).toBe(`申报人${n}名师工作室：${{ recognise: '认定', reject: '不予认定', hold: '暂缓' }[decision]}`);
      decided.push({ id, revision });
    }
    expect([(await seenBy(applicant)) === before[0], (await seenBy(unitMember)) === before[1]]).toEqual([true, true]);
    const asked = async (token: string) =>
      (await api.call('GET', '/api/v1/records/decision', undefined, { token })).status;
    expect([await asked(applicant), await asked(unitMember)]).toEqual([401, 404]);
  });

  it('are applied all at once, also where the process is lost midway and where it is asked for twice', async () => {
    api.inner.askJob = async () => {};
    const input = { decidedOn: '2026-03-25', decisionNumber: '青人才〔2026〕3号' };
    const body = { items: decided, move: 'apply', input };
    const first = await must('POST', '/records/decision/bulk', body, county.token, 202);
    const second = await must('POST', '/records/decision/bulk', body, county.token, 202);
    const ctx = await makeCtx(api.deps, { actor: clockActor(county.tenant), locale: 'zh-CN' });
    const { id, tenant } = county;
    const owner = { kind: 'member', id, name: '林一', tenant, roles: ['office'], assurance: 1 } as const;
    const job = await getJob({ ...ctx, actor: owner }, first.id);
    // The work of the first chunk is done and the process lost before it is written down.
    await bulkJob.step({ ...ctx, actor: job.actor }, job);
    expect(await getJob({ ...ctx, actor: owner }, first.id)).toMatchObject({ cursor: 0, state: 'open' });
    await runOpenJobs(api.deps);
    const ends = [
      await must('GET', `/jobs/${first.id}`, undefined),
      await must('GET', `/jobs/${second.id}`, undefined),
    ];
    const sum = (name: string): number => ends.reduce((n, { result }) => n + result[name], 0);
    expect([sum('done'), sum('refused')]).toEqual([50, 50]);
    const { items } = await must('GET', '/records/application?limit=100&state=recognised,rejected,held', undefined);
    const count = (state: string) => items.filter((row: Json) => row.state === state).length;
    expect([count('recognised'), count('rejected'), count('held')]).toEqual([30, 15, 5]);
    expect((await must('GET', '/records/studio?limit=1', undefined)).total).toBe(30);
    expect((await must('GET', '/records/certificate?limit=1', undefined)).total).toBe(30);
    expect((await must('GET', '/records/decision?limit=1&state=applied', undefined)).total).toBe(50);
    const events = await must('GET', `/records/application/${filed[40]}/events`, undefined);
    expect(events.filter(({ name }: Json) => name === 'decided')).toHaveLength(1);
  });

  it('leave fifty drafts that are read, written anew and sent once each', async () => {
    await tellAll();
    expect(await messagesOf(applicant)).toEqual([]);
    const held = await must('GET', `/records/decision/${decided[40]?.id}`, undefined);
    expect(held.values.message).toBe('您申报的“申报人40名师工作室”未获认定。原因：第40号材料存疑。');
    const edited = await api.call(
      'PATCH',
      `/api/v1/records/decision/${held.id}`,
      { values: { message: '感谢参与，欢迎明年再来。' } },
      { token: county.token, headers: { 'if-match': String(held.revision) } },
    );
    expect(edited.status).toBe(200);
    const sent = await must(
      'POST',
      '/records/decision/bulk',
      { filter: { state: 'applied' }, move: 'send' },
      county.token,
      202,
    );
    await runOpenJobs(api.deps);
    expect((await must('GET', `/jobs/${sent.id}`, undefined)).result).toMatchObject({ done: 50, refused: 0 });
    await tellAll();
    await tellAll();
    const told = await messagesOf(applicant);
    expect(told).toHaveLength(50);
    expect(told.filter((text) => text === '感谢参与，欢迎明年再来。')).toHaveLength(1);
    expect(told.filter((text) => text.includes('已认定，文号青人才〔2026〕3号'))).toHaveLength(30);
    expect(new Set(told).size).toBe(50);
    const again = await api.call('POST', `/api/v1/records/decision/${held.id}/moves/send`, {}, { token: county.token });
    expect(again.status).toBe(409);
  });
});

describe('a decision', () => {
  const place = async (n: number, state: string): Promise<string> => {
    const ctx = await makeCtx(api.deps, { actor: clockActor(county.tenant), locale: 'zh-CN' });
    const first = await must('GET', `/records/application/${filed[0]}`, undefined);
    const values = { ...draft(first.values.call, unit, `后补${n}`, 1), number: `人才申〔2026〕9${n}号` };
    return (await placeRecord(ctx, { module: 'application', state, values })).id;
  };

  it('is proposed only where the application waits for it, and one at a time', async () => {
    const [early, waiting] = [await place(0, 'formalReview'), await place(1, 'recognition')];
    const wrong = await drafted({ application: early, decision: 'recognise' });
    const says = '“后补0名师工作室”现为“形式审查”，不能作此决定';
    expect(await saidOf(wrong.id, 'propose')).toBe(says);
    expect(await refusedTo(wrong.id, 'propose')).toEqual(['conflict.moved', says]);
    const held = await drafted({ application: waiting, decision: 'hold' });
    expect((await refusedTo(held.id, 'propose'))[0]).toBe('conflict.reason');
    const blank = await drafted({ decision: 'recognise' });
    expect((await refusedTo(blank.id, 'propose'))[0]).toBe('conflict.incomplete');
    const [one, other] = [
      await drafted({ application: waiting, decision: 'recognise' }),
      await drafted({ application: waiting, decision: 'recognise' }),
    ];
    const answers = await Promise.all(
      [one, other].map(({ id }) =>
        api.call('POST', `/api/v1/records/decision/${id}/moves/propose`, {}, { token: county.token }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [kept, rival] = answers[0]?.status === 200 ? [one, other] : [other, one];
    const twice = ['conflict.twice', '“后补1名师工作室”已有待生效的拟定决定'];
    expect(await refusedTo(rival.id, 'propose')).toEqual(twice);
    await must('POST', `/records/decision/${kept.id}/moves/drop`, { input: { dropped: '另行研究' } });
    expect((await must('POST', `/records/decision/${rival.id}/moves/propose`, {})).state).toBe('pending');
  });

  it('is set down for many applications at once, with every one that cannot be decided so named', async () => {
    const waiting = [await place(3, 'recognition'), await place(4, 'recognition')];
    const [early, taken] = [await place(5, 'formalReview'), await place(6, 'recognition')];
    const other = await drafted({ application: taken, decision: 'hold', reason: '待查' });
    await must('POST', `/records/decision/${other.id}/moves/propose`, {});
    const stood = async () =>
      Promise.all(
        waiting.map(async (id) => {
          const { state, revision } = await must('GET', `/records/application/${id}`, undefined);
          return [state, revision];
        }),
      );
    const before = await stood();
    const body = {
      about: 'application',
      items: [...waiting, early, taken].map((id) => ({ id, revision: 1 })),
      values: { decision: 'recognise', decisionNumber: '青人才〔2026〕9号' },
      move: 'propose',
    };
    const all = async () => (await must('GET', '/records/decision?limit=1', undefined)).total;
    const count = await all();
    const { id } = await must('POST', '/records/decision/bulk', body, county.token, 202);
    const ctx = await makeCtx(api.deps, { actor: clockActor(county.tenant), locale: 'zh-CN' });
    const owner = { kind: 'member', id: county.id, name: '林一', tenant: county.tenant, roles: ['office'] } as const;
    const job = await getJob({ ...ctx, actor: { ...owner, assurance: 1 } }, id);
    // The work of the only chunk is done and the process lost before it is written down.
    await bulkJob.step({ ...ctx, actor: job.actor }, job);
    await runOpenJobs(api.deps);
    const { result } = await must('GET', `/jobs/${id}`, undefined);
    const refused = result.items.filter(({ ok }: Json) => !ok).map(({ message }: Json) => message);
    expect(result).toMatchObject({ done: 2, refused: 2 });
    expect(refused).toEqual(['“后补5名师工作室”现为“形式审查”，不能作此决定', '“后补6名师工作室”已有待生效的拟定决定']);
    expect([(await all()) - count, await stood()]).toEqual([2, before]);
    const applied = { filter: { state: 'pending', q: '后补4' }, move: 'apply', input: { decidedOn: '2026-03-25' } };
    await must('POST', '/records/decision/bulk', applied, county.token, 202);
    await runOpenJobs(api.deps);
    const made = await must('GET', `/records/application/${waiting[1]}`, undefined);
    expect([made.state, made.values.decisionNumber]).toEqual(['recognised', '青人才〔2026〕9号']);
  });

  it('is dated today at the latest, says why it stands no more where the application was decided directly, and is dropped', async () => {
    const application = await place(2, 'recognition');
    const { id } = await drafted({ application, decision: 'recognise' });
    await must('POST', `/records/decision/${id}/moves/propose`, {});
    expect(await saidOf(id, 'apply')).toBeUndefined();
    const ahead = { input: { decidedOn: '2099-01-01', decisionNumber: '青人才〔2026〕4号' } };
    const refused = await must('POST', `/records/decision/${id}/moves/apply`, ahead, county.token, 422);
    expect(refused.fields).toMatchObject([{ path: 'input.decidedOn', code: 'invalid.decidedOn' }]);
    const direct = { decisionNumber: '青人才〔2026〕4号', recognisedOn: '2026-03-25' };
    await must('POST', `/records/application/${application}/moves/recognise`, { input: direct });
    const says = '“后补2名师工作室”现为“已认定”，不能作此决定，请撤销';
    expect(await saidOf(id, 'apply')).toBe(says);
    expect(await refusedTo(id, 'apply', { decidedOn: '2026-03-25', decisionNumber: '青人才〔2026〕4号' })).toEqual([
      'conflict.moved',
      says,
    ]);
    const input = { dropped: '已直接认定' };
    expect((await must('POST', `/records/decision/${id}/moves/drop`, { input })).state).toBe('dropped');
  });
});
