import { newId } from '@juxian/base/id.ts';
import { gateOf } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { foreseen } from '@juxian/engine/foreseen.ts';
import { createRecord, getRecord, updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { listRecords } from '@juxian/engine/views.ts';
import { tick } from '@juxian/functions/jobs/clock.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, type County, openWorld } from '../support/county.ts';
import { checklist, consent, draft, endorse, memberOf, move, openCall, refusal } from '../support/selection.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

const two = { stages: 'two', firstParts: ['record', 'conditions'], secondDeadline: '2026-04-10T17:30:00+08:00' };

/** An application to a call in two stages, its first form as far as it is asked. */
async function begin(county: County, more: Record<string, unknown> = {}, name = '沈知微', n = 1) {
  const { office, call, unit } = await openCall(county, 1, { ...two, ...more });
  return { office, call, unit, ...(await beginIn(county, call.id, unit.id, name, n)) };
}

async function beginIn(county: County, call: string, unit: string, name: string, n: number) {
  const applicant = await county.applicant(name);
  const { aims: _, ...values } = draft(call, unit, name, n);
  const { id } = await createRecord(applicant, { module: 'application', values: { ...values, room: 80 } });
  const take = (act: string, input = {}) => move(applicant, 'application', id, act, input);
  const read = () => getRecord(applicant, { module: 'application', id });
  const write = async (values: Record<string, unknown>) =>
    updateRecord(applicant, { module: 'application', id, revision: (await read()).revision, values });
  return { applicant, id, take, read, write };
}

/** The same call, taking applications at once. */
async function inOne(office: Ctx, call: string): Promise<string> {
  const {
    stages: _,
    firstParts: __,
    secondDeadline: ___,
    publishedOn: ____,
    ...values
  } = (await getRecord(office, { module: 'call', id: call })).values;
  const { id } = await createRecord(office, { module: 'call', values });
  await move(office, 'call', id, 'publish');
  return id;
}

/** The same, through unit, department and formal review. */
async function shortlisted(county: County, more: Record<string, unknown> = {}) {
  const begun = await begin(county, more);
  await begun.take('submit', consent);
  await endorse(county, begun.id, begun.unit.id, begun.office);
  return begun;
}

describe('a call in two stages', () => {
  it('asks for the declared parts alone at first: the others are neither required nor to be written', async () => {
    const county = await world.county();
    const { office, call, applicant, read, write, take } = await begin(county);
    const own = { module: 'application', values: { call: await inOne(office, call.id), kind: 'teacher' } };
    const once = await createRecord(applicant, own);
    const whole = await updateRecord(applicant, { ...own, id: once.id, revision: 1, values: { aims: '一次写完' } });
    expect(whole.values.aims).toBe('一次写完');
    expect((await read()).values.later).toEqual(['team', 'plan', 'budget', 'annexes']);
    for (const values of [{ aims: '提前写' }, { team: [{ name: '成员甲', role: 'core' }] }]) {
      const early = await refusal(write(values));
      expect([early.code, early.details.fields?.map(({ path }) => path)]).toEqual([
        'conflict.later',
        Object.keys(values),
      ]);
    }
    expect((await refusal(take('inviteMember', { name: '甲', to: '1', role: 'core', person: 'x' }))).code).toBe(
      'conflict.team',
    );
    await write({ room: 100 });
    expect((await take('submit', consent)).state).toBe('atUnit');
  });

  it('says before anything is written which parts it leaves for later, to whoever may apply and sees the call', async () => {
    const county = await world.county();
    const { office, call } = await begin(county);
    const ask = (ctx: Ctx, id: string) => foreseen(ctx, { module: 'application', values: { call: id } });
    expect(await ask(office, call.id)).toEqual({ later: ['team', 'plan', 'budget', 'annexes'] });
    expect(await ask(office, await inOne(office, call.id))).toEqual({ later: null });
    expect((await refusal(ask(await memberOf(county, '江一帆', ['leader'], {}), call.id))).code).toBe('missing.module');
    const stranger = await world.county();
    expect((await refusal(ask(await memberOf(stranger, '林一', ['office'], {}), call.id))).group).toBe('invalid');
    const typed = foreseen(office, { module: 'application', values: { aims: '三年' } });
    expect((await refusal(typed)).group).toBe('invalid');
  });

  it('follows a draft that is taken to it from a call in one', async () => {
    const county = await world.county();
    const { office, call, applicant } = await begin(county);
    const other = await inOne(office, call.id);
    const { id } = await createRecord(applicant, {
      module: 'application',
      values: { call: other, kind: 'teacher', aims: '把课上明白' },
    });
    const moved = await updateRecord(applicant, {
      module: 'application',
      id,
      revision: 1,
      values: { call: call.id },
    });
    expect(moved.values).not.toHaveProperty('aims');
    const back = await updateRecord(applicant, {
      module: 'application',
      id,
      revision: moved.revision,
      values: { call: other },
    });
    expect(back.values.aims).toBe('把课上明白');
  });

  it('opens exactly the other parts to whoever is invited, and keeps the first form as it was', async () => {
    const county = await world.county();
    const { office, id, read, write, take } = await shortlisted(county);
    const first = await read();
    expect(first.state).toBe('shortlist');
    expect((await refusal(write({ aims: '还没有受邀' }))).code).toBe('forbidden.edit');
    await move(office, 'application', id, 'invite');
    const invited = await read();
    expect([invited.state, invited.due]).toEqual(['secondForm', '2026-04-10T17:30:00+08:00']);
    expect(invited.editable).toEqual(['team', 'aims', 'milestones', 'budget', 'annexes']);
    expect([invited.values.room, invited.values.firstHash]).toEqual([80, first.values.materialHash]);
    expect((await refusal(write({ room: 200 }))).details.fields?.[0]?.path).toBe('room');
    await write({ team: [{ name: '成员甲', role: 'core' }] });
    expect((await refusal(take('submit', consent))).details.fields?.map(({ path }) => path)).toEqual(['aims']);
    await write({ aims: '三年带出十名骨干' });
    const second = await take('submit', consent);
    expect([second.state, second.editable]).toEqual(['formalReview', []]);
    expect(second.values.firstHash).toBe(first.values.materialHash);
    expect(second.values.firstSubmittedAt).toBe(first.values.submittedAt);
    expect(second.values.materialHash).not.toBe(first.values.materialHash);
    expect(second.values.number).toBe(first.values.number);
    await move(office, 'application', id, 'passForm', { checklist });
    expect((await read()).state).toBe('expertReview');
  });

  it('lets members be invited into the team of the second form while that is filled in', async () => {
    const county = await world.county();
    const { office, id, read, take } = await shortlisted(county);
    await move(office, 'application', id, 'invite');
    const person = newId('person');
    const asked = { name: '陆闻笛', role: 'core', to: '13800000099', person };
    const { values } = await take('inviteMember', asked);
    expect(values.members).toMatchObject([{ name: '陆闻笛', standing: 'open' }]);
    expect((await refusal(take('submit', consent))).code).toBe('conflict.unanswered');
    expect((await read()).state).toBe('secondForm');
  });

  it('stays with its call and kind while anybody is invited into its team, and writes the same ones again', async () => {
    const county = await world.county();
    const { office, call, read, write, take } = await begin(county, { firstParts: ['record', 'team', 'conditions'] });
    const other = await inOne(office, call.id);
    const asked = { name: '陆闻笛', role: 'core', to: '13800000098', person: newId('person') };
    await take('inviteMember', asked);
    for (const values of [{ call: other }, { kind: 'physician' }, { kind: null }]) {
      const refused = await refusal(write(values));
      expect([refused.code, refused.details.fields?.[0]?.path]).toEqual(['conflict.team', Object.keys(values)[0]]);
    }
    const { call: own, kind } = (await read()).values;
    expect((await write({ call: own, kind, room: 90 })).values.room).toBe(90);
  });

  it('tells those not invited why, and opens nothing to them', async () => {
    const county = await world.county();
    const { office, id, read, write } = await shortlisted(county);
    await move(office, 'application', id, 'notInvite', { refusal: '名额有限' });
    expect([(await read()).state, (await read()).values.refusal]).toEqual(['rejected', '名额有限']);
    expect((await refusal(write({ aims: '再写' }))).code).toBe('forbidden.edit');
    expect((await refusal(move(office, 'application', id, 'invite'))).code).toBe('conflict.state');
  });

  it('invites and refuses by pending decisions, of which nobody sees anything before they are applied', async () => {
    const county = await world.county();
    const { office, call, unit, id, read } = await shortlisted(county);
    const other = await beginIn(county, call.id, unit.id, '顾砚秋', 2);
    await other.take('submit', consent);
    await endorse(county, other.id, unit.id, office);
    const propose = async (application: string, decision: string, more = {}) => {
      const values = { application, decision, ...more };
      const made = await createRecord(office, { module: 'decision', values });
      await move(office, 'decision', made.id, 'propose');
      return made.id;
    };
    const decisions = [await propose(id, 'invite'), await propose(other.id, 'decline', { reason: '研究方向重复' })];
    expect([(await read()).state, (await other.read()).state]).toEqual(['shortlist', 'shortlist']);
    const messages: unknown[] = [];
    for (const one of decisions)
      messages.push((await move(office, 'decision', one, 'apply', { decidedOn: '2026-03-02' })).values.message);
    expect((await read()).editable).toEqual(['team', 'aims', 'milestones', 'budget', 'annexes']);
    expect([(await other.read()).state, (await other.read()).values.refusal]).toEqual(['rejected', '研究方向重复']);
    const contact = '如有疑问，请联系青山县委人才办，电话0999-0000126。';
    expect(messages).toEqual([
      `您申报的“沈知微名师工作室”通过初选，请在2026-04-10 17:30前登录填写并提交正式申报。${contact}`,
      `您申报的“顾砚秋名师工作室”未通过初选。原因：研究方向重复。${contact}`,
    ]);
  });

  it.each([
    ['begun in time, within the grace', '2026-04-10T17:00:00', '2026-04-10T17:40:00', 'formalReview'],
    ['begun in time, after the grace', '2026-04-10T17:00:00', '2026-04-10T17:40:01', 'conflict.deadline'],
    ['begun after the deadline', '2026-04-10T17:30:01', '2026-04-10T17:31:00', 'conflict.deadline'],
  ])('takes the second form by its deadline, blanks not being a beginning: %s', async (_, begun, filed, expected) => {
    const county = await world.county();
    const { office, id, write, take } = await shortlisted(county, { grace: 10 });
    await move(office, 'application', id, 'invite');
    county.clock.set(at('2026-04-10T16:00:00'));
    for (const blank of [{}, { aims: null }, { team: [] }]) await write(blank);
    county.clock.set(at(begun));
    await write({ aims: '把课上明白' });
    county.clock.set(at(filed));
    if (expected === 'formalReview') {
      expect((await take('submit', consent)).state).toBe(expected);
      expect((await getRecord(office, { module: 'application', id })).values.late).toBe('yes');
    } else expect((await refusal(take('submit', consent))).code).toBe(expected);
  });

  it('lapses by the clock once the time is over, with its grace where the form was begun, and never before', async () => {
    const county = await world.county();
    const { office, call, unit, id, read, write } = await shortlisted(county, { grace: 10 });
    const idle = await beginIn(county, call.id, unit.id, '顾砚秋', 2);
    await idle.take('submit', consent);
    await endorse(county, idle.id, unit.id, office);
    for (const one of [id, idle.id]) await move(office, 'application', one, 'invite');
    await write({ aims: '把课上明白' });
    const states = async (moment: string) => {
      county.clock.set(at(moment));
      await tick(await county.ticking());
      return [(await read()).state, (await idle.read()).state];
    };
    expect(await states('2026-04-10T17:30:00')).toEqual(['secondForm', 'secondForm']);
    expect(await states('2026-04-10T17:40:00')).toEqual(['secondForm', 'rejected']);
    expect(await states('2026-04-10T17:40:01')).toEqual(['rejected', 'rejected']);
    expect((await read()).values.refusal).toBe('逾期未提交正式申报');
    expect((await refusal(write({ aims: '再写' }))).code).toBe('forbidden.edit');
  });

  it('closes its second form after every first one, leaves something to it, and is copied a year on', async () => {
    const county = await world.county();
    const { office, call } = await begin(county);
    const publish = async (more: Record<string, unknown>) => {
      const { publishedOn: _, ...values } = (await getRecord(office, { module: 'call', id: call.id })).values;
      const made = await createRecord(office, { module: 'call', values: { ...values, ...more } });
      return refusal(move(office, 'call', made.id, 'publish'));
    };
    const early = await publish({ secondDeadline: '2026-03-20T17:30:00+08:00' });
    expect(early.reason('zh-CN')).toBe('正式申报的截止须晚于各类别的截止');
    const all = ['record', 'team', 'conditions', 'plan', 'budget', 'annexes'];
    expect((await publish({ firstParts: all })).code).toBe('conflict.stages');
    const beyond = { kind: 'teacher', deadline: '2026-04-10T17:30:00+08:00' };
    expect((await refusal(move(office, 'call', call.id, 'extend', beyond))).code).toBe('conflict.stages');
    await move(office, 'call', call.id, 'copy');
    const calls = moduleOf(office, 'call');
    const { items } = await listRecords(office, calls, { 'filter[year]': '2027' }, await gateOf(office, calls));
    const { values } = await getRecord(office, { module: 'call', id: items[0]?.id ?? '' });
    expect([values.stages, values.secondDeadline]).toEqual(['two', '2027-04-10T17:30:00+08:00']);
  });

  it('opens on return no part that comes with the second form', async () => {
    const county = await world.county();
    county.settle({ overlays: { application: { version: 1, movesOff: ['recommend', 'endorse'] } } });
    const { office, id, take } = await begin(county);
    expect((await take('submit', consent)).state).toBe('formalReview');
    const back = (...parts: string[]) =>
      move(office, 'application', id, 'returnForCompletion', { returnReason: '缺材料', parts, days: 3 });
    expect((await refusal(back('conditions', 'team'))).code).toBe('invalid.parts');
    expect((await back('conditions')).state).toBe('returned');
  });

  it('invites nobody once the second form has closed, neither at once nor by a decision', async () => {
    const county = await world.county();
    const { office, id } = await shortlisted(county);
    const values = { application: id, decision: 'invite' };
    const decision = await createRecord(office, { module: 'decision', values });
    const late = () => refusal(move(office, 'application', id, 'invite'));
    county.clock.set(at('2026-04-10T17:30:01'));
    expect((await late()).reason('zh-CN')).toBe('正式申报已于2026-04-10 17:30截止，不能再邀请');
    expect((await refusal(move(office, 'decision', decision.id, 'propose'))).code).toBe('conflict.deadline');
    county.clock.set(at('2026-04-10T17:30:00'));
    expect((await move(office, 'application', id, 'invite')).state).toBe('secondForm');
  });

  it('may be withdrawn at the second form, though that is not filled in', async () => {
    const county = await world.county();
    const { office, id, take } = await shortlisted(county);
    await move(office, 'application', id, 'invite');
    expect((await take('withdraw')).state).toBe('withdrawn');
  });
});
