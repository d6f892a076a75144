import { listEvents } from '@juxian/engine/history.ts';
import { createRecord, getRecord, placeRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { loadRecord } from '@juxian/engine/stored.ts';
import { blindCopy } from '@juxian/modules/talent/review/blind.ts';
import { rulesBetween, tiesOfExpert, tiesOfFiled } from '@juxian/modules/talent/review/conflict.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type County, openWorld } from '../support/county.ts';
import {
  consent,
  draft,
  endorse,
  memberOf,
  move,
  openCall,
  refusal,
  register,
  spread,
  submit,
  tellRound,
} from '../support/selection.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
let county: County;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

const fresh = async () => {
  county = await world.county();
  return county;
};
const outcomes = async (work: readonly Promise<unknown>[]) => {
  const settled = await Promise.allSettled(work);
  return settled.map((one) => (one.status === 'fulfilled' ? 'done' : String(one.reason?.code ?? one.reason)));
};

describe('an objection', () => {
  it('names no sender, whoever is signed in while sending it', async () => {
    await fresh();
    const office = await county.as('叶知秋', 'office');
    const notice = { module: 'publicity', state: 'running', values: { heading: '公示', text: '名单', days: 5 } };
    const { id: publicity } = await placeRecord(await county.ticking(), notice);
    const values = { publicity, substance: '业绩存疑', named: 'anonymous' };
    const senders = [
      await county.applicant('139****0126'),
      await county.as('秦以南', 'unit'),
      await county.as('程望舒', 'leader'),
    ];
    for (const sender of senders) {
      const { id } = await createRecord(sender, { module: 'objection', values });
      const stored = await loadRecord(office, moduleOf(office, 'objection'), id);
      expect(stored).toMatchObject({ owner: 'public', changedBy: '' });
      expect((await listEvents(office, { module: 'objection', id })).map(({ actor }) => actor)).toEqual([
        { id: 'public', name: '' },
      ]);
    }
    const received = await createRecord(office, { module: 'objection', values });
    expect((await listEvents(office, { module: 'objection', id: received.id }))[0]?.actor.name).toBe('叶知秋');
  });
});

describe('a blind copy', () => {
  it('hides a name whatever invisible or separating signs stand inside it', () => {
    const application = {
      values: { leaderName: '沈知微', phone: '13900000126', aims: '沈\u200b知\u2060微、沈-知—微、电话139-0000-0126' },
    } as never;
    const plan = blindCopy(application, 'S01', []).sections.find(({ title }) => title === '三年规划');
    expect(plan?.lines).toEqual(['〔领衔人〕、〔领衔人〕、电话〔电话〕']);
    const cased = { values: { leaderName: '沈知微', aims: '在aCmE 实验·学校任教，ACME之外不变' } } as never;
    const told = blindCopy(cased, 'S01', ['Acme实验学校', '青山县第一中学']).sections.find(
      ({ title }) => title === '三年规划',
    );
    expect(told?.lines).toEqual(['在〔某单位〕任教，ACME之外不变']);
  });

  it('hides a name that is itself written with spaces, wide letters or signs not seen, and bars its bearer all the same', () => {
    const application = {
      id: 'rec_1',
      values: {
        leaderName: '王　芳',
        team: [{ name: '陆\u200b闻笛', role: 'core' }],
        members: [{ name: 'ＬＩ Ｎａ', role: 'core' }],
        email: 'wang.fang@a.cn',
        aims: '王芳带教，陆闻笛、陆\u3164闻\ufe00笛教研，Li Na和liｎａ讲学，信箱wang·fang@a.cn，王和芳不变',
      },
    } as never;
    const plan = blindCopy(application, 'S01', []).sections.find(({ title }) => title === '三年规划');
    expect(plan?.lines).toEqual([
      '〔领衔人〕带教，〔成员1〕、〔成员1〕教研，〔成员2〕和〔成员2〕讲学，信箱〔邮箱〕，王和芳不变',
    ]);
    const filed = tiesOfFiled(application, new Map());
    const rules = (values: object) => rulesBetween(tiesOfExpert({ id: 'exp_1', values } as never), filed, '2023-03');
    for (const name of ['王芳', '王 芳', '陆闻笛', 'Li Na']) expect(rules({ name })).toEqual(['self']);
    expect(rules({ name: '顾砚秋', ties: [{ sort: 'kin', person: '王·芳' }] })).toEqual(['kin']);
    expect(rules({ name: '顾砚秋', ties: [{ sort: 'kin', person: '王芬' }] })).toEqual([]);
    const hosted = tiesOfFiled(
      { id: 'rec_2', values: { hostUnit: 'u' } } as never,
      new Map([['u', '青山县 第１中学']]),
    );
    const own = tiesOfExpert({ id: 'exp_1', values: { name: '顾砚秋', unitName: '青山县第1中学' } } as never);
    expect(rulesBetween(own, hosted, '2023-03')).toEqual(['unit']);
  });

  it('hides and counts members who were invited as those typed, and an expert among them is barred', () => {
    const team = [{ id: 'lin_1', name: '林渡', role: 'core', task: '教研' }];
    const members = [
      { id: 'lin_2', name: '陆闻笛', role: 'core', unit: '云麓中学', title: '一级教师', task: '陆闻笛带教' },
    ];
    const application = { id: 'rec_1', values: { team, members, aims: '陆闻笛在云麓中学带教，林渡教研' } } as never;
    const { sections } = blindCopy(application, 'S01', []);
    const linesOf = (wanted: string) => sections.find(({ title }) => title === wanted)?.lines;
    expect(linesOf('三年规划')).toEqual(['〔成员2〕在〔某单位〕带教，〔成员1〕教研']);
    expect(linesOf('团队')).toEqual(['核心成员2人，培养对象0人', '教研', '一级教师，〔成员2〕带教']);
    expect(tiesOfFiled(application, new Map()).people).toEqual(new Set(['林渡', '陆闻笛']));
  });
});

describe('a panel', () => {
  it('shows an expert no other expert, neither in a history nor in a refusal', async () => {
    await fresh();
    const { office, sheets, reader } = await tellRound(county);
    const expert = await reader(0);
    const [copy = ''] = (await getRecord(expert, { module: 'review', id: sheets[0]?.id ?? '' })).values
      .copies as string[];
    const seen = await listEvents(expert, { module: 'blindCopy', id: copy });
    expect(seen).toHaveLength(8);
    expect(seen.map(({ actor }) => actor.name).filter(Boolean)).toEqual(['评委0']);
    const all = await listEvents(office, { module: 'blindCopy', id: copy });
    expect(all.map(({ actor }) => actor.name)).toContain('评委6');
  });

  it('takes sheets handed in at the same moment, each under the revision its expert read', async () => {
    await fresh();
    const { office, call, unit } = await openCall(county);
    const { id } = await submit(county, '沈知微', 1, call.id, unit.id);
    await endorse(county, id, unit.id, office);
    await register(office, 7);
    const panel = await createRecord(office, { module: 'panel', values: { call: call.id, kind: 'teacher' } });
    const drawn = await move(office, 'panel', panel.id, 'draw', { size: '5', until: '2026-03-10' });
    const [item] = drawn.values.items as { code: string }[];
    const rows = (await office.rows.fresh(office, moduleOf(office, 'review'))).where({ panel: panel.id });
    const experts = await Promise.all(
      rows.map((row, i) => memberOf(county, `评委${i}`, ['expert'], { expert: row.values.expert })),
    );
    const handed = rows.map(async (row, i) => {
      const expert = experts[i] as (typeof experts)[number];
      const { revision } = await move(expert, 'review', row.id, 'accept', { declaration: 'none' });
      const scores = [{ code: item?.code, ...spread(80), comment: '规划较弱' }];
      return updateRecord(expert, { module: 'review', id: row.id, revision, values: { scores } });
    });
    const read = [];
    for (const one of handed) read.push(await one);
    const all = read.map(({ id: sheet, revision }, i) =>
      takeMove(experts[i] as (typeof experts)[number], { module: 'review', id: sheet, move: 'submit', revision }),
    );
    expect(await outcomes(all)).toEqual(Array(5).fill('done'));
    const complete = await getRecord(office, { module: 'panel', id: panel.id });
    expect([complete.state, complete.values.returned]).toEqual(['complete', 5]);
  });
});

describe('an application handed in again', () => {
  const returned = async (
    n: number,
    name: string,
    call: string,
    unit: string,
    office: Awaited<ReturnType<County['as']>>,
  ) => {
    const { applicant, id } = await submit(county, name, n, call, unit);
    const host = await memberOf(county, '秦校长', ['unit'], { unit });
    const department = await memberOf(county, '教育局', ['industry'], { kinds: ['teacher'] });
    await move(host, 'application', id, 'recommend', { unitOpinion: '同意', unitRank: 1, unitIntegrity: 'clear' });
    await move(department, 'application', id, 'endorse', { departmentOpinion: '同意' });
    const parts = ['leader', 'team'];
    await move(office, 'application', id, 'returnForCompletion', { returnReason: '补正', parts, days: 3 });
    return { applicant, id, revision: (await getRecord(applicant, { module: 'application', id })).revision };
  };

  it('keeps to the team limit of the call and to one application a leader', async () => {
    await fresh();
    const { office, call, unit } = await openCall(county);
    const { applicant, id, revision } = await returned(1, '沈知微', call.id, unit.id, office);
    const team = ['甲', '乙', '丙', '丁'].map((name) => ({ name: `成员${name}`, role: 'core' }));
    const wide = await updateRecord(applicant, { module: 'application', id, revision, values: { team } });
    expect((await refusal(move(applicant, 'application', id, 'complete'))).reason('zh-CN')).toBe(
      '团队成员最多3人，现有4人',
    );
    const second = await county.applicant('顾砚秋');
    const other = await createRecord(second, {
      module: 'application',
      values: draft(call.id, unit.id, '顾砚秋', 2),
    });
    await move(second, 'application', other.id, 'submit', consent);
    const { identityNumber } = draft(call.id, unit.id, '顾砚秋', 2);
    const values = { team: team.slice(0, 3), identityNumber };
    await updateRecord(applicant, { module: 'application', id, revision: wide.revision, values });
    expect((await refusal(move(applicant, 'application', id, 'complete'))).code).toBe('conflict.taken');
  });
});

describe('money', () => {
  it('is paid once when a tranche is paid ten times at once, and never twice on one document', async () => {
    await fresh();
    const { office, decide } = await tellRound(county);
    const { studio, grant } = await decide();
    await move(office, 'studio', studio, 'openAppraisal', { sort: 'midterm', year: 2026, until: '2026-04-10' });
    const [check] = (await office.rows.fresh(office, moduleOf(office, 'appraisal'))).where({ studio });
    const graded = await loadRecord(office, moduleOf(office, 'appraisal'), check?.id ?? '');
    const unit = await memberOf(county, '秦校长', ['unit'], { unit: graded?.values.hostUnit });
    await updateRecord(unit, { module: 'appraisal', id: check?.id ?? '', revision: 1, values: { selfReport: '好' } });
    await move(unit, 'appraisal', check?.id ?? '', 'report');
    const marks = { tasks: 40, growth: 20, service: 25, money: 10, management: 5, grade: 'passed', opinion: '好' };
    await move(office, 'appraisal', check?.id ?? '', 'grade', marks);
    const before = await getRecord(office, { module: 'grant', id: grant });
    const tranches = before.values.tranches as { amount: number; paidOn?: string }[];
    expect(tranches.filter(({ paidOn }) => !paidOn).length).toBeGreaterThan(0);
    expect((await refusal(move(office, 'grant', grant, 'pay', { paidOn: '2026-03-28', document: '拨1' }))).code).toBe(
      'conflict.document',
    );
    const pays = Array.from({ length: 10 }, (_, i) =>
      move(office, 'grant', grant, 'pay', { paidOn: '2026-03-28', document: `再拨${i}` }),
    );
    expect((await outcomes(pays)).filter((one) => one === 'done')).toHaveLength(1);
    const after = await getRecord(office, { module: 'grant', id: grant });
    expect(after.values.paid).toBe((tranches[0]?.amount ?? 0) + (tranches[1]?.amount ?? 0));
  });

  it('is not spent below nothing by reversing a reversal', async () => {
    await fresh();
    const { office, decide } = await tellRound(county);
    const { grant } = await decide();
    const voucher = (number: string) => ({ number, item: 'materials', amount: 1000, date: '2026-03-28', what: '教具' });
    await move(office, 'grant', grant, 'bookVoucher', voucher('001'));
    await move(office, 'grant', grant, 'reverseVoucher', { number: '001', what: '记错' });
    const again = move(office, 'grant', grant, 'reverseVoucher', { number: '001-冲', what: '再来' });
    expect((await refusal(again)).code).toBe('invalid.voucher');
    const forged = move(office, 'grant', grant, 'bookVoucher', voucher('002-冲'));
    expect((await refusal(forged)).details.fields?.[0]?.path).toBe('input.number');
    expect((await getRecord(office, { module: 'grant', id: grant })).values.spent).toBe(0);
  });
});

describe('what is counted out', () => {
  it('gives the last excellent grade once when it is given twice at once', async () => {
    await fresh();
    const office = await county.as('叶知秋', 'office');
    const ticking = await county.ticking();
    const place = (n: number) =>
      placeRecord(ticking, {
        module: 'appraisal',
        state: 'reported',
        values: {
          studio: 'rec_0000000000000000000000',
          studioName: `工作室${n}`,
          kind: 'teacher',
          hostUnit: 'rec_0000000000000000000000',
          sort: 'annual',
          year: 2026,
          selfReport: '好',
        },
      });
    const placed = [];
    for (let n = 0; n < 4; n++) placed.push(await place(n));
    const marks = { tasks: 40, growth: 20, service: 25, money: 10, management: 5, grade: 'excellent', opinion: '好' };
    const given = placed.map(({ id }) => move(office, 'appraisal', id, 'grade', marks));
    expect((await outcomes(given)).sort()).toEqual([...Array(3).fill('conflict.excellent'), 'done']);
  });

  it('keeps the quota over several lists, each application in its own kind and once', async () => {
    await fresh();
    const { office, call, unit } = await openCall(county, 2);
    const ticking = await county.ticking();
    const place = (name: string, n: number, more: Record<string, unknown> = {}) =>
      placeRecord(ticking, {
        module: 'application',
        state: 'deliberation',
        values: { ...draft(call.id, unit.id, name, n), score: 80 - n, ...more },
      });
    const meeting = { meetingOn: '2026-03-11', attendance: '7人', minutes: '同意' };
    const listOf = async () => {
      const slate = await createRecord(office, { module: 'slate', values: { call: call.id, kind: 'teacher' } });
      return move(office, 'slate', slate.id, 'rank');
    };
    await place('沈知微', 1);
    await place('顾砚秋', 2);
    const first = await listOf();
    const foreign = await place('卫明远', 3, { kind: 'physician' });
    const ranking = first.values.ranking as Record<string, unknown>[];
    const [top] = ranking;
    for (const application of [foreign.id, top?.application]) {
      const lines = [top, { ...ranking[1], application }];
      const { revision } = await getRecord(office, { module: 'slate', id: first.id });
      await updateRecord(office, { module: 'slate', id: first.id, revision, values: { ranking: lines } });
      expect((await refusal(move(office, 'slate', first.id, 'decide', meeting))).code).toBe('conflict.moved');
    }
    await move(office, 'slate', first.id, 'rank');
    await move(office, 'slate', first.id, 'decide', meeting);
    await place('陆清扬', 4);
    const late = await listOf();
    expect((await refusal(move(office, 'slate', late.id, 'decide', meeting))).code).toBe('conflict.quota');
  });

  it('decides a list of forty, and says so where one is too long', async () => {
    await fresh();
    const { office, call, unit } = await openCall(county, 5);
    const ticking = await county.ticking();
    const place = (n: number) =>
      placeRecord(ticking, {
        module: 'application',
        state: 'deliberation',
        values: { ...draft(call.id, unit.id, `申报人${n}`, 1), oneLeader: `${call.id}|${n}`, score: 90 - n },
      });
    for (let n = 0; n < 50; n++) await place(n);
    const slate = await createRecord(office, { module: 'slate', values: { call: call.id, kind: 'teacher' } });
    const ranked = await move(office, 'slate', slate.id, 'rank');
    const meeting = { meetingOn: '2026-03-11', attendance: '7人', minutes: '同意' };
    expect((await refusal(move(office, 'slate', slate.id, 'decide', meeting))).code).toBe('invalid.changes');
    const ranking = (ranked.values.ranking as unknown[]).slice(0, 40);
    const { revision } = ranked;
    await updateRecord(office, { module: 'slate', id: slate.id, revision, values: { ranking } });
    expect((await move(office, 'slate', slate.id, 'decide', meeting)).state).toBe('decided');
  });
});
