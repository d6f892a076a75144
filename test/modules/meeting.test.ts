import { isDeepStrictEqual } from 'node:util';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Ctx } from '@juxian/engine/context.ts';
import { createRecord, getRecord, placeRecord, updateRecord } from '@juxian/engine/record.ts';
import { type Choice, castVote, votingOf } from '@juxian/modules/talent/meeting/vote.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type County, openWorld } from '../support/county.ts';
import { draft, memberOf, move, openCall, refusal, register } from '../support/selection.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

type Given = Record<string, unknown>;

/** A meeting of so many experts and a chair from the office's side, on two applications; 专家0 shares the host's unit. */
async function convened(county: County, experts: number, others: Given[] = []) {
  const { office, unit } = await openCall(county);
  const ids = await register(office, experts, (i) => (i === 0 ? { unitName: '青山县第一中学' } : {}));
  const ticking = await county.ticking();
  const filed: string[] = [];
  for (const [n, hostUnit] of [unit.id, undefined].entries()) {
    const values = { ...draft('', '', `申报人${n}`, n), call: undefined, hostUnit };
    const owner = `filer${n}`;
    filed.push((await placeRecord(ticking, { module: 'application', state: 'deliberation', values, owner })).id);
  }
  const meeting = await createRecord(office, {
    module: 'panelMeeting',
    values: {
      heading: '名师工作室评审会',
      sort: 'panel',
      heldAt: '2026-03-02T09:00:00+08:00',
      agenda: filed.map((application) => ({ application })),
      experts: ids,
      others: [{ name: '列席甲', role: 'observer' }, ...others],
    },
  });
  await move(office, 'panelMeeting', meeting.id, 'convene');
  const voters: Ctx[] = [];
  for (const [n, expert] of ids.entries()) voters.push(await memberOf(county, `评委${n}`, ['expert'], { expert }));
  const take = (name: string, input: Given = {}) => move(office, 'panelMeeting', meeting.id, name, input);
  const read = async () => (await getRecord(office, { module: 'panelMeeting', id: meeting.id })).values as Given;
  const come = (ctx: Ctx) => move(ctx, 'panelMeeting', meeting.id, 'signIn');
  const vote = (ctx: Ctx, choice: Choice) => castVote(ctx, { meeting: meeting.id, choice });
  const votes = async () => (await read()).votes as Given[];
  return { id: meeting.id, office, filed, voters, take, read, come, vote, votes };
}

/** Everything in the table, as it lies there. */
async function rawItems(): Promise<Record<string, Record<string, unknown>>[]> {
  const client = new DynamoDBClient({
    endpoint: world.endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const items: Record<string, Record<string, unknown>>[] = [];
  let start: Record<string, never> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: 'juxian', ExclusiveStartKey: start }));
    items.push(...((page.Items ?? []) as never[]));
    start = page.LastEvaluatedKey as never;
  } while (start);
  return items;
}

describe('a meeting', () => {
  it('opens no vote below two thirds of those entitled, and one when they are there', async () => {
    const county = await world.county();
    const { voters, take, come, read } = await convened(county, 7);
    const recusals = (await read()).recusals as Given[];
    expect(recusals.map(({ ground, sort }) => [ground, sort])).toEqual([['同单位3年内', 'rule']]);
    // 专家0 leaves for the first item: of the other six four are needed.
    for (const one of voters.slice(0, 4)) await come(one);
    const tooFew = await refusal(take('openVote', { item: 1, way: 'electronic' }));
    expect([tooFew.code, tooFew.reason('zh-CN')]).toEqual(['conflict.quorum', '到会3人，不足4人，不能表决']);
    await take('checkIn', { name: '列席甲' });
    expect((await refusal(take('openVote', { item: 1, way: 'electronic' }))).code).toBe('conflict.quorum');
    await come(voters[4] as Ctx);
    const opened = await take('openVote', { item: 1, way: 'electronic' });
    const [vote] = opened.values.votes as Given[];
    expect([vote?.entitled, (vote?.voters as string[] | undefined)?.length]).toEqual([6, 4]);
    expect((await refusal(take('openVote', { item: 2, way: 'paper' }))).code).toBe('conflict.voting');
    expect((await refusal(take('checkOut', { name: '专家4' }))).code).toBe('conflict.voting');
    expect((await refusal(take('close', { minutes: '纪要', recordedBy: '叶知秋' }))).code).toBe('conflict.voting');
  });

  it('counts electronic ballots only once the vote is closed, one for each, none for who stands aside', async () => {
    const county = await world.county();
    const { id, office, voters, take, come, vote, votes } = await convened(county, 7);
    for (const one of voters) await come(one);
    await move(voters[6] as Ctx, 'panelMeeting', id, 'standAside', { item: 1, ground: '指导过申报人' });
    await take('openVote', { item: 1, way: 'electronic' });
    const [aside, ...able] = voters.slice(0, 6);
    expect((await refusal(vote(aside as Ctx, 'yes'))).code).toBe('forbidden.vote');
    expect((await refusal(vote(voters[6] as Ctx, 'yes'))).code).toBe('forbidden.vote');
    expect((await refusal(vote(office, 'yes'))).code).toBe('forbidden.vote');
    await Promise.all(able.map((one, n) => vote(one, n < 3 ? 'yes' : n === 3 ? 'no' : 'abstain')));
    expect((await refusal(vote(able[0] as Ctx, 'no'))).code).toBe('conflict.voted');
    expect(await votingOf(able[0] as Ctx, id)).toMatchObject({ isComplete: true, mine: 'cast' });
    expect(await votingOf(office, id)).toMatchObject({ isComplete: true, mine: 'none' });
    expect(JSON.stringify(await votes())).not.toMatch(/tally|passed/);
    await take('closeVote');
    expect(await votes()).toMatchObject([
      { state: 'closed', returned: 5, void: 0, tally: { yes: 3, no: 1, abstain: 1 }, passed: true },
    ]);
    expect((await refusal(vote(able[0] as Ctx, 'no'))).code).toBe('conflict.vote');
  });

  it('keeps whoever applies from the item though no expert, and gives one person one seat', async () => {
    const county = await world.county();
    const { read, filed } = await convened(county, 3, [{ name: '申　报人1', role: 'member' }]);
    const { recusals, roll } = (await read()) as { recusals: Given[]; roll: Given[] };
    const [host, self] = [roll.find(({ name }) => name === '专家0'), roll.find(({ name }) => name === '申　报人1')];
    expect(recusals.map(({ seat, application, sort }) => [seat, application, sort])).toEqual([
      [host?.id, filed[0], 'rule'],
      [self?.id, filed[1], 'rule'],
    ]);
    expect(recusals[1]?.ground).toBe('本人申报或为团队成员');
    const [one, other] = [await world.county(), await world.county()];
    const { id: person } = (await one.as('秦部长', 'leader')).actor;
    const account = ['秦部长', '秦副书记'].map((name) => ({ name, role: 'member', person }));
    expect((await refusal(convened(one, 3, account))).code).toBe('conflict.roll');
    const spaced = ['秦部长', '秦 部长'].map((name) => ({ name, role: 'member' }));
    expect((await refusal(convened(other, 3, spaced))).code).toBe('conflict.roll');
  });

  it('keeps no tally where fewer than five vote, only whether it passed', async () => {
    const county = await world.county();
    const { voters, take, come, vote, votes } = await convened(county, 5);
    for (const one of voters) await come(one);
    await take('openVote', { item: 1, way: 'electronic' });
    for (const one of voters.slice(1)) await vote(one, 'yes');
    await take('closeVote');
    const [few] = await votes();
    expect(few).toMatchObject({ passed: true, returned: 4 });
    expect(few).not.toHaveProperty('tally');
    await take('openVote', { item: 2, way: 'electronic' });
    for (const one of voters) await vote(one, 'no');
    await take('closeVote');
    expect((await votes())[1]).toMatchObject({ passed: false, tally: { yes: 0, no: 5, abstain: 0 } });
  });

  it('lapses without a trace of the ballots where one of six has voted, and is put to a new vote', async () => {
    const county = await world.county();
    const { id, office, voters, take, come, vote, votes } = await convened(county, 6);
    for (const one of voters) await come(one);
    await take('openVote', { item: 2, way: 'electronic' });
    const before = await votingOf(office, id);
    await vote(voters[0] as Ctx, 'no');
    const after = await votingOf(office, id);
    expect(after).toEqual(before);
    expect(Object.keys(after).sort()).toEqual(['isComplete', 'mine', 'revision']);
    expect(await votingOf(voters[0] as Ctx, id)).toMatchObject({ isComplete: false, mine: 'cast' });
    await take('closeVote');
    const [lapsed] = await votes();
    expect(lapsed).toMatchObject({ state: 'closed', lapsed: true, passed: false });
    for (const name of ['tally', 'returned', 'void']) expect(lapsed).not.toHaveProperty(name);
    await take('openVote', { item: 2, way: 'electronic' });
    expect(await votingOf(voters[0] as Ctx, id)).toMatchObject({ isComplete: false, mine: 'open' });
    for (const one of voters.slice(0, 5)) await vote(one, 'yes');
    await take('closeVote');
    // Five of six have voted, the ballot of the lapsed vote is not among them.
    expect((await votes())[1]).toMatchObject({ returned: 5, tally: { yes: 5, no: 0, abstain: 0 }, passed: true });
    expect((await refusal(take('openVote', { item: 2, way: 'electronic' }))).code).toBe('conflict.voting');
  });

  it('is not opened by account while somebody who has shown none is there', async () => {
    const county = await world.county();
    const others = [
      { name: '成员甲', role: 'member' },
      { name: '成员乙', role: 'member' },
    ];
    const { id, voters, take, come, votes } = await convened(county, 6, others);
    for (const one of voters.slice(1)) await come(one);
    await take('checkIn', { name: '专家0' });
    await take('checkIn', { name: '成员甲' });
    const told = await refusal(take('openVote', { item: 2, way: 'electronic' }));
    expect([told.code, told.reason('zh-CN')]).toEqual([
      'conflict.accounts',
      '成员甲、专家0没有账号或未本人签到，投不了电子票，请用纸质票',
    ]);
    await come(voters[0] as Ctx);
    expect((await refusal(take('openVote', { item: 2, way: 'electronic' }))).reason('zh-CN')).toMatch(/^成员甲没有/);
    await take('openVote', { item: 2, way: 'paper' });
    await take('closeVote', { returned: 4, yes: 4, no: 0, abstain: 0 });
    expect((await refusal(take('openVote', { item: 2, way: 'electronic' }))).code).toBe('conflict.voting');
    await move(voters[1] as Ctx, 'panelMeeting', id, 'confirmCount');
    expect((await votes())[0]).not.toHaveProperty('tally');
    expect((await votes())[0]).toMatchObject({ lapsed: true, tellers: [{ name: '叶知秋' }, { name: '评委1' }] });
    await take('checkOut', { name: '成员甲' });
    await take('openVote', { item: 2, way: 'electronic' });
  });

  it('takes onto its agenda, and begins with, nothing that is still to be judged blind', async () => {
    const county = await world.county();
    const { office, call, unit } = await openCall(county);
    const ids = await register(office, 3);
    const ticking = await county.ticking();
    const states = ['deliberation', 'formalReview', 'expertReview', 'siteVisit', 'withdrawn'];
    const filed: string[] = [];
    for (const [n, state] of states.entries()) {
      const values = { ...draft(call.id, unit.id, `申报人${n}`, n), hostUnit: undefined };
      filed.push((await placeRecord(ticking, { module: 'application', state, values })).id);
    }
    const [deliberated, formal, expert, visited, withdrawn] = filed as [string, string, string, string, string];
    const lay = (state: string, application: string) =>
      placeRecord(ticking, {
        module: 'panel',
        state,
        values: { call: call.id, kind: 'teacher', items: [{ code: 'T01', application }] },
      });
    await lay('scoring', withdrawn);
    await lay('opened', visited);
    const values = (...applications: string[]) => ({
      heading: '评审会',
      sort: 'panel',
      heldAt: '2026-03-02T09:00:00+08:00',
      agenda: applications.map((application) => ({ application })),
      experts: ids,
    });
    const plan = (...applications: string[]) =>
      createRecord(office, { module: 'panelMeeting', values: values(...applications) });
    const said = (n: number) => `“申报人${n}名师工作室”的盲评尚未结束，不能列入议程；请先移出，待评审组开启评分后再列`;
    const named = new Map([
      [formal, 1],
      [expert, 2],
      [withdrawn, 4],
    ]);
    const { id, revision } = await plan(deliberated);
    for (const [application, n] of named) {
      const { agenda } = values(deliberated, application);
      const change = { module: 'panelMeeting', id, revision, values: { agenda } };
      for (const told of [await refusal(plan(deliberated, application)), await refusal(updateRecord(office, change))])
        expect([told.code, told.reason('zh-CN'), told.details.fields?.[0]?.path]).toEqual([
          'conflict.blind',
          said(n),
          'agenda',
        ]);
    }
    // A panel that is drawn after the agenda was set down.
    await lay('scoring', deliberated);
    const { moves } = await getRecord(office, { module: 'panelMeeting', id });
    expect(moves.find((one) => one.name === 'convene')?.refusal?.message).toBe(said(0));
    expect((await refusal(move(office, 'panelMeeting', id, 'convene'))).code).toBe('conflict.blind');
    const place = { module: 'panelMeeting', id, revision, values: { place: '三楼会议室' } };
    expect((await updateRecord(office, place)).values.place).toBe('三楼会议室');
    const fit = await move(office, 'panelMeeting', (await plan(visited)).id, 'convene');
    expect(fit.state).toBe('convened');
  });

  it('takes a count of paper ballots that adds up, and lets it stand once another account has confirmed it', async () => {
    const county = await world.county();
    const { voters, take, come, votes, id, office } = await convened(county, 7);
    for (const one of voters) await come(one);
    await take('openVote', { item: 2, way: 'paper' });
    expect((await refusal(castVote(voters[0] as Ctx, { meeting: id, choice: 'yes' }))).code).toBe('conflict.vote');
    expect((await votingOf(voters[0] as Ctx, id)).mine).toBe('none');
    const counts = { returned: 7, void: 1, yes: 3, no: 2, abstain: 1 };
    const confirm = (ctx: Ctx) => move(ctx, 'panelMeeting', id, 'confirmCount');
    const codeOf = async (input: Given) => (await refusal(take('closeVote', input))).code;
    expect(await codeOf({ ...counts, yes: 4 })).toBe('invalid.count');
    expect(await codeOf({ ...counts, returned: 8, yes: 4 })).toBe('invalid.count');
    expect((await refusal(confirm(voters[1] as Ctx))).code).toBe('conflict.count');
    await take('closeVote', counts);
    expect(await votes()).toMatchObject([{ state: 'counted', tellers: [{ person: office.actor.id }] }]);
    const again = await refusal(confirm(office));
    expect([again.code, again.reason('zh-CN')]).toEqual([
      'conflict.teller',
      '您已计票；监票人须用另一个账号，两人都要有本县账号，没有的请管理员先开通',
    ]);
    expect((await refusal(take('openVote', { item: 1, way: 'paper' }))).code).toBe('conflict.voting');
    const minutes = { minutes: '会议审议了两项申报。', recordedBy: '叶知秋' };
    expect((await refusal(take('close', minutes))).code).toBe('conflict.voting');
    await move(voters[1] as Ctx, 'panelMeeting', id, 'recount');
    expect(await votes()).toEqual([expect.not.objectContaining({ tally: expect.anything() })]);
    await take('closeVote', counts);
    const day = expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d/);
    await confirm(voters[1] as Ctx);
    // Three of seven entitled are not more than half.
    expect(await votes()).toMatchObject([
      {
        ...{ state: 'closed', tally: { yes: 3, no: 2, abstain: 1 }, void: 1, passed: false },
        tellers: [
          { person: office.actor.id, name: office.actor.name, at: day },
          { name: '评委1', at: day },
        ],
      },
    ]);
    expect((await take('close', minutes)).state).toBe('closed');
  });

  it('is counted by nobody who applies, stands aside, shares the unit or proposed the decision', async () => {
    const county = await world.county();
    const { voters, take, come, id, filed, office } = await convened(county, 7);
    for (const one of voters) await come(one);
    const leader = (name: string, more: Given = {}) => memberOf(county, name, ['leader'], more);
    const [item] = filed as [string];
    const host = (await getRecord(office, { module: 'application', id: item })).values.hostUnit;
    await move(voters[2] as Ctx, 'panelMeeting', id, 'standAside', { item: 1, ground: '师生' });
    await take('openVote', { item: 1, way: 'paper' });
    const proposer = await memberOf(county, '拟定人', ['office'], {});
    const values = { application: item, decision: 'recognise' };
    await placeRecord(await county.ticking(), { module: 'decision', values, owner: proposer.actor.id });
    const counts = { returned: 5, yes: 5, no: 0, abstain: 0 };
    expect((await refusal(move(proposer, 'panelMeeting', id, 'closeVote', counts))).code).toBe('forbidden.teller');
    await take('closeVote', counts);
    const barred: [Ctx, string][] = [
      [voters[2] as Ctx, '本项已回避'],
      [await leader('申报人0'), '本人申报或为团队成员'],
      [await leader('秦副书记', { unit: host }), '同单位3年内'],
      [await leader('报送人', { id: 'filer0' }), '由您申报'],
      [proposer, '由您拟定决定'],
    ];
    for (const [ctx, ground] of barred) {
      const told = await refusal(move(ctx, 'panelMeeting', id, 'confirmCount'));
      expect([told.code, told.reason('zh-CN')]).toEqual(['forbidden.teller', `您不能计票、监票：${ground}`]);
    }
    await move(await leader('叶副部长'), 'panelMeeting', id, 'confirmCount');
  });
});

describe('a secret ballot in the table', () => {
  it('joins no voter with a choice: not by record, event, order or time', async () => {
    const county = await world.county();
    const { id, office, filed, voters, take, come, vote } = await convened(county, 12);
    for (const one of voters) await come(one);
    await take('openVote', { item: 2, way: 'electronic' });
    const before = await rawItems();
    const keyOf = (item: Record<string, Record<string, unknown>>) => `${item.pk?.S}|${item.sk?.S}`;
    const contents: string[] = [];
    for (const [n, one] of voters.entries()) {
      await vote(one, n === 0 ? 'no' : 'yes');
      const item = await office.store.get(office.store.keys.urn('staff', 'panelMeeting', id, filed[1] ?? ''));
      const lying = office
        .seal('staff')
        .open<string[]>(`urn#panelMeeting#${id}#${filed[1]}`, item?.sealed as Uint8Array);
      contents.push(lying.indexOf('no').toString());
      expect(lying).toHaveLength(n + 1);
    }
    const known = new Map(before.map((item) => [keyOf(item), item]));
    const changed = (await rawItems()).filter((item) => !isDeepStrictEqual(known.get(keyOf(item)), item));
    // Twelve marks and the urn: nothing else was written, no event, no message, no access line.
    expect(changed).toHaveLength(13);
    const [urn, ...marks] = changed.sort((a, b) => (String(a.sk?.S) < String(b.sk?.S) ? -1 : 1));
    expect(Object.keys(urn ?? {}).sort()).toEqual(['n', 'pk', 'sealed', 'sk']);
    for (const mark of marks) expect(Object.keys(mark).sort()).toEqual(['pk', 'sk']);
    const { values } = await getRecord(office, { module: 'panelMeeting', id });
    const roll = values.roll as { id: string; expert?: string }[];
    const seats = roll.filter(({ expert }) => expert).map((seat) => seat.id);
    expect(marks.map((mark) => mark.sk?.S).sort()).toEqual(seats.map((seat) => `#B#${filed[1]}#${seat}`).sort());
    const named = [...seats, ...roll.flatMap(({ expert }) => expert ?? [])];
    expect(named.filter((one) => JSON.stringify(urn).includes(one))).toEqual([]);
    // The only vote against was cast first; it does not stay at the place it came in.
    expect(new Set(contents).size).toBeGreaterThan(1);
    await take('closeVote');
    const events = await office.store.query({ pk: office.store.keys.events('staff', 'panelMeeting', id) });
    expect(events.items.map(({ name }) => name).filter((name) => /vote/i.test(String(name)))).toEqual([
      'openVote',
      'closeVote',
    ]);
  });
});
