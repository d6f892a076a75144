import { Refusal } from '@juxian/base/refusal.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { createRecord, getRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { checkDigit } from '@juxian/rules/identity-number.ts';
import { at, type County } from './county.ts';

type Given = Record<string, unknown>;
/** One move of a record. */
export const move = (ctx: Ctx, module: string, id: string, name: string, input: Given = {}) =>
  takeMove(ctx, { module, id, move: name, input });
/** The refusal that the work ends in. */
export const refusal = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => Promise.reject(new Error('was not refused')),
    (error) => (error instanceof Refusal ? error : Promise.reject(error)),
  );

export async function openCall(county: County, quota = 1, more: Given = {}) {
  county.clock.set(at('2026-03-02T09:00:00'));
  const office = await county.as('叶知秋', 'office');
  const unit = await createRecord(office, {
    module: 'unit',
    values: { name: '青山县第一中学', order: 10, sort: 'school', accountName: '青山县第一中学' },
  });
  const call = await createRecord(office, {
    module: 'call',
    values: {
      heading: '2026年度工作室申报公告',
      year: 2026,
      summary: '面向全县',
      opens: '2026-03-01T09:00:00+08:00',
      kinds: [{ kind: 'teacher', quota, amount: 5_000_000, deadline: '2026-03-20T17:30:00+08:00' }],
      conditions: '在本县工作满3年',
      ties: 'achievements',
      consentText: '本人同意处理个人信息',
      consentVersion: '1',
      contact: '0999-0000126',
      teamMost: 3,
      ...more,
    },
  });
  await move(office, 'call', call.id, 'publish');
  return { office, unit, call };
}

export const draft = (call: string, unit: string, leaderName: string, n: number): Given => ({
  call,
  kind: 'teacher',
  studioName: `${leaderName}名师工作室`,
  hostUnit: unit,
  leaderName,
  sex: 'female',
  birth: '1978-05',
  education: '21',
  professionalTitle: '正高级教师',
  identityConsent: ['given'],
  identityNumber: withCheck(`9900011978050100${n}`),
  phone: '13900000126',
  aims: `${leaderName}在青山县第一中学把课上明白`,
});
export const withCheck = (first17: string) => first17 + checkDigit(first17);
/** The usual list of the formal review, all of it met. */
export const checklist = ['申报条件', '材料齐全', '未重复申报', '签章完整'].map((item) => ({ item, result: 'yes' }));
export const consent = { consent: 'yes', consentVersion: '1' };

export async function submit(county: County, name: string, n: number, call: string, unit: string) {
  const applicant = await county.applicant(name);
  const { id } = await createRecord(applicant, { module: 'application', values: draft(call, unit, name, n) });
  await move(applicant, 'application', id, 'submit', consent);
  return { applicant, id };
}

export async function endorse(county: County, id: string, unit: string, office: Ctx) {
  const host = await memberOf(county, '秦校长', ['unit'], { unit });
  const department = await memberOf(county, '教育局', ['industry'], { kinds: ['teacher'] });
  await move(host, 'application', id, 'recommend', { unitOpinion: '同意推荐', unitRank: 1, unitIntegrity: 'clear' });
  await move(department, 'application', id, 'endorse', { departmentOpinion: '同意' });
  await move(office, 'application', id, 'passForm', { checklist });
}

export async function memberOf(county: County, name: string, roles: Ctx['actor']['roles'], more: Given): Promise<Ctx> {
  const ctx = await county.as(name, ...roles);
  return { ...ctx, actor: { ...ctx.actor, ...more } as Ctx['actor'] };
}

export async function register(office: Ctx, count: number, more: (i: number) => Given = () => ({})) {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const made = await createRecord(office, {
      module: 'expert',
      values: {
        name: `专家${i}`,
        professionalTitle: '教授',
        unitName: '岭东大学',
        reviewer: 'yes',
        kinds: ['teacher'],
        ...more(i),
      },
    });
    ids.push(made.id);
  }
  return ids;
}

/** Points in five criteria of 30/25/15/20/10 that add up to the total. */
export function spread(total: number): Record<string, number> {
  const most = [30, 25, 15, 20, 10];
  let left = total;
  return Object.fromEntries(
    most.map((weight, i) => {
      const points = Math.min(weight, left);
      left -= points;
      return [`c${i + 1}`, points];
    }),
  );
}

export async function placeObjection(county: County, publicity: string, application: string): Promise<string> {
  const visitor = await county.visitor();
  const office = await county.as('叶知秋', 'office');
  await createRecord(visitor, {
    module: 'objection',
    values: { publicity, application, substance: '业绩存疑', named: 'anonymous' },
  });
  const rows = (await office.rows.fresh(office, moduleOf(office, 'objection'))).where({ publicity });
  return rows[0]?.id ?? '';
}

/**
 * A round of one quota and two applicants, 沈知微 and 顾砚秋 of 青山县第一中学, from the call to the first tranche paid.
 * 沈知微 gets 70, 80 five times and 85 from seven experts, 顾砚秋 60 from each.
 */
export async function tellRound(county: County) {
  const { office, call, unit } = await openCall(county);
  const filed: string[] = [];
  for (const [i, name] of ['沈知微', '顾砚秋'].entries()) {
    const { id } = await submit(county, name, i, call.id, unit.id);
    await endorse(county, id, unit.id, office);
    filed.push(id);
  }
  const [first = '', second = ''] = filed;
  await register(office, 7);
  const panel = await createRecord(office, { module: 'panel', values: { call: call.id, kind: 'teacher' } });
  const { values } = await move(office, 'panel', panel.id, 'draw', { size: '7', until: '2026-03-10' });
  const items = values.items as { code: string; application: string }[];
  const codeOf = (id: string) => items.find(({ application }) => application === id)?.code ?? '';
  const rows = (await office.rows.fresh(office, moduleOf(office, 'review'))).where({ panel: panel.id });
  const sheets = [...rows].sort((a, b) => Number(a.values.seat) - Number(b.values.seat));
  for (const [i, row] of sheets.entries()) {
    const expert = await memberOf(county, `评委${i}`, ['expert'], { expert: row.values.expert });
    const { revision } = await move(expert, 'review', row.id, 'accept', { declaration: 'none' });
    const scores = items.map(({ code, application }) => ({
      code,
      comment: '目标清楚',
      ...spread(application === first ? ([70, 80, 80, 80, 80, 80, 85][i] ?? 0) : 60),
    }));
    await updateRecord(expert, { module: 'review', id: row.id, revision, values: { scores } });
    await move(expert, 'review', row.id, 'submit');
  }
  const reader = (i: number) => memberOf(county, `评委${i}`, ['expert'], { expert: sheets[i]?.values.expert });
  const round = { office, call: call.id, unit: unit.id, first, second, panel: panel.id, sheets, codeOf, reader };
  return { ...round, decide: () => decideRound(county, round) };
}

type Round = { office: Ctx; call: string; first: string; second: string; panel: string };

async function decideRound(county: County, { office, call, first, second, panel }: Round) {
  await move(office, 'panel', panel, 'open');
  for (const id of [first, second]) {
    await move(office, 'application', id, 'recordVisit', { visit: 'none', visitNote: '不需要' });
    await move(office, 'application', id, 'recordReplies', {
      replies: [{ body: 'discipline', result: 'clear', letter: '函1号' }],
    });
  }
  const slate = await createRecord(office, { module: 'slate', values: { call, kind: 'teacher' } });
  await move(office, 'slate', slate.id, 'rank');
  await move(office, 'slate', slate.id, 'decide', { meetingOn: '2026-03-11', attendance: '7人', minutes: '同意' });
  const listed = await getRecord(office, { module: 'application', id: first });
  const notice = String(listed.values.publicity);
  county.clock.set(at('2026-03-12T09:00:00'));
  await move(office, 'publicity', notice, 'start');
  county.clock.set(at('2026-03-19T09:00:00'));
  await move(office, 'publicity', notice, 'close');
  const decision = { decisionNumber: '青人才〔2026〕3号', recognisedOn: '2026-03-20' };
  const recognised = await move(office, 'application', first, 'recognise', decision);
  const id = String(recognised.values.studio);
  const { revision, values } = await getRecord(office, { module: 'studio', id });
  const goals = [{ year: 2026, goal: '公开课', measure: '节', target: 12 }];
  await updateRecord(office, { module: 'studio', id, revision, values: { goals } });
  await move(office, 'studio', id, 'signTaskBook', { taskBookOn: '2026-03-25' });
  const plaque = { plaqueNumber: '青001', plaqueOn: '2026-03-26', plaquePlace: '县礼堂', plaqueReceiver: '沈知微' };
  const running = await move(office, 'studio', id, 'awardPlaque', plaque);
  const grant = String(running.values.grant);
  await move(office, 'grant', grant, 'pay', { paidOn: '2026-03-27', document: '拨1' });
  return { slate: slate.id, notice, studio: id, certificate: String(values.certificate), grant };
}
