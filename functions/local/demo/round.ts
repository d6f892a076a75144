import { newId } from '@juxian/base/id.ts';
import { personAt } from '@juxian/core/code.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { createRecord, getRecord, updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { notices } from '@juxian/modules/talent/purpose.ts';
import type { StudioKind } from '@juxian/modules/talent/studio-kind.ts';
import type { Stage } from './county.ts';
import { type Days, moment } from './days.ts';
import { applicationValues, callText, kindLines } from './past.ts';
import { person } from './people.ts';

type Filed = Record<StudioKind, string[]>;
const consent = { consent: 'yes', consentVersion: '2' };

/**
 * The round in flight, told through its real moves: 名匠 open; 名师 in review with six of seven sheets in; 名医 on the
 * fifth day of its notice with an objection; 名家 recognised, its plaque to come. 14 applications in all.
 */
export async function tellRound(
  stage: Stage,
  days: Days,
  hosts: Record<StudioKind, string[]>,
  applicant: { id: string; name: string; contact: string },
): Promise<{ lastSheet: { expert: string } }> {
  const call = await publish(stage, days);
  const filed = await file(stage, days, call, hosts, applicant);
  stage.at(moment(days.day(-26)));
  await throughOffices(stage, filed.teacher, 'teacher');
  await throughOffices(stage, filed.physician, 'physician');
  await throughOffices(stage, filed.master, 'master');
  await recogniseMasters(stage, days, call, filed.master);
  await publicisePhysicians(stage, days, call, filed.physician);
  const lastSheet = await scoreTeachers(stage, days, call);
  stage.at(moment(days.day(-1)));
  await craftsmenUnderWay(stage, filed.craftsman);
  await inviteTeam(stage, days, { call, host: hosts.craftsman[0] ?? '' }, applicant);
  return { lastSheet };
}

async function publish(stage: Stage, days: Days): Promise<string> {
  stage.at(moment(days.day(-50)));
  const office = await stage.office();
  const closed = moment(days.day(-28), '17:30:00');
  const { id } = await createRecord(office, {
    module: 'call',
    values: {
      ...callText(days.year),
      opens: moment(days.day(-50), '08:30:00'),
      kinds: kindLines((kind) => (kind === 'craftsman' ? moment(days.day(12), '17:30:00') : closed), {
        teacher: 3,
        physician: 2,
        master: 1,
        craftsman: 2,
      }).map(({ id: _, ...line }) => line),
    },
  });
  await stage.move(office, 'call', id, 'publish');
  return id;
}

async function file(
  stage: Stage,
  days: Days,
  call: string,
  hosts: Record<StudioKind, string[]>,
  own: { id: string; name: string },
): Promise<Filed> {
  const filed: Filed = { teacher: [], physician: [], master: [], craftsman: [] };
  const count: Record<StudioKind, number> = { teacher: 5, physician: 4, master: 2, craftsman: 3 };
  let n = 200;
  for (const kind of Object.keys(count) as StudioKind[])
    for (let i = 0; i < count[kind]; i++) {
      stage.at(moment(days.day(kind === 'craftsman' ? -4 : -34), `10:${10 + i}:00`));
      const isOwn = kind === 'craftsman' && i === 0;
      const filer = isOwn ? own : { id: newId('person'), name: person(n).name };
      const ctx = await stage.applicant(filer.id, filer.name);
      const values = applicationValues(n++, {
        call,
        kind,
        host: hosts[kind][i % hosts[kind].length] ?? '',
        programme: days.year,
      });
      const { id } = await createRecord(ctx, { module: 'application', values });
      await stage.move(ctx, 'application', id, 'submit', consent);
      filed[kind].push(id);
    }
  return filed;
}

async function recommend(stage: Stage, id: string, rank: number): Promise<void> {
  const office = await stage.office();
  const { values } = await getRecord(office, { module: 'application', id });
  const unit = String(values.hostUnit);
  const host = await stage.as({ id: newId('user'), name: '单位经办', roles: ['unit'], unit });
  await stage.move(host, 'application', id, 'recommend', {
    unitOpinion: '政治表现良好，业绩突出，同意推荐。',
    unitRank: rank,
    unitIntegrity: 'clear',
  });
}

async function endorse(stage: Stage, id: string, kind: StudioKind): Promise<void> {
  const department = await stage.as({ id: newId('user'), name: '部门经办', roles: ['industry'], kinds: [kind] });
  await stage.move(department, 'application', id, 'endorse', {
    departmentOpinion: '材料属实，专业能力突出，同意申报。',
  });
}

const checklist = ['申报条件', '材料齐全', '未重复申报', '签章完整'].map((item) => ({ item, result: 'yes' }));

async function throughOffices(stage: Stage, ids: readonly string[], kind: StudioKind): Promise<void> {
  for (const [i, id] of ids.entries()) {
    await recommend(stage, id, i + 1);
    await endorse(stage, id, kind);
    await stage.move(await stage.office(), 'application', id, 'passForm', { checklist });
  }
}

/** Draws a panel and hands in so many sheets. @returns the experts whose sheets are still open. */
async function review(
  stage: Stage,
  days: Days,
  given: { call: string; kind: StudioKind; size: 5 | 7; sheets: number; at: number; until: number },
): Promise<{ panel: string; open: string[] }> {
  const { call, kind, size, sheets } = given;
  stage.at(moment(days.day(given.at)));
  const office = await stage.office();
  const panel = await createRecord(office, { module: 'panel', values: { call, kind } });
  await stage.move(office, 'panel', panel.id, 'draw', { size: String(size), until: days.day(given.until) });
  const rows = (await office.rows.fresh(office, moduleOf(office, 'review'))).where({ panel: panel.id });
  for (const [i, row] of rows.slice(0, sheets).entries()) {
    stage.at(moment(days.day(given.at + 2), `1${i}:20:00`));
    const expert = await stage.as({
      id: newId('user'),
      name: row.title,
      roles: ['expert'],
      expert: String(row.values.expert),
    });
    await score(stage, expert, row.id, i);
  }
  return { panel: panel.id, open: rows.slice(sheets).map(({ values }) => String(values.expert)) };
}

async function score(stage: Stage, expert: Ctx, sheet: string, i: number): Promise<void> {
  await stage.move(expert, 'review', sheet, 'accept', { declaration: 'none' });
  const { values, revision } = await getRecord(expert, { module: 'review', id: sheet });
  const codes = values.codes as string[];
  const scores = codes.map((code, n) => ({
    code,
    c1: 26 - ((n + i) % 4),
    c2: 21 - ((n * 2 + i) % 4),
    c3: 12 - (n % 3),
    c4: 16 - ((n + i) % 3),
    c5: 8,
    comment: '目标清楚，带教扎实',
  }));
  await updateRecord(expert, { module: 'review', id: sheet, revision, values: { scores } });
  await stage.move(expert, 'review', sheet, 'submit');
}

async function toDeliberation(stage: Stage, ids: readonly string[]): Promise<void> {
  const office = await stage.office();
  for (const [i, id] of ids.entries()) {
    await stage.move(office, 'application', id, 'recordVisit', {
      visit: 'held',
      visitScore: 90 - i,
      visitNote: '场地、团队与申报一致。',
    });
    const replies = ['discipline', 'police', 'credit'].map((body, n) => ({
      body,
      result: 'clear',
      letter: `复函〔${stage.deps.clock.today().slice(0, 4)}〕${n + 1}号`,
    }));
    await stage.move(office, 'application', id, 'recordReplies', { replies });
  }
}

async function deliberate(stage: Stage, call: string, kind: StudioKind, meetingOn: string): Promise<string> {
  const office = await stage.office();
  const slate = await createRecord(office, { module: 'slate', values: { call, kind } });
  await stage.move(office, 'slate', slate.id, 'rank');
  await stage.move(office, 'slate', slate.id, 'decide', {
    meetingOn,
    attendance: '应到9人，实到8人',
    minutes: '听取评审情况汇报，同意按名次和名额列入拟定名单。',
  });
  const notices = (await office.rows.fresh(office, moduleOf(office, 'publicity'))).where({ call, kind });
  return notices[0]?.id ?? '';
}

async function recogniseMasters(stage: Stage, days: Days, call: string, ids: readonly string[]): Promise<void> {
  const { panel } = await review(stage, days, { call, kind: 'master', size: 5, sheets: 5, at: -24, until: -18 });
  stage.at(moment(days.day(-20)));
  await stage.move(await stage.office(), 'panel', panel, 'open');
  await toDeliberation(stage, ids);
  const notice = await deliberate(stage, call, 'master', days.day(-18));
  stage.at(moment(days.day(-16)));
  await stage.move(await stage.office(), 'publicity', notice, 'start');
  stage.at(moment(days.day(-11)));
  const office = await stage.office();
  await stage.move(office, 'publicity', notice, 'close', { result: '公示期满，无异议。' });
  stage.at(moment(days.day(-9)));
  for (const id of ids) {
    const { state } = await getRecord(office, { module: 'application', id });
    if (state !== 'recognition') continue;
    await stage.move(office, 'application', id, 'recognise', {
      decisionNumber: `青人才〔${days.year}〕9号`,
      recognisedOn: days.day(-9),
    });
    const { values } = await getRecord(office, { module: 'application', id });
    const studio = await getRecord(office, { module: 'studio', id: String(values.studio) });
    stage.at(moment(days.day(-6)));
    await updateRecord(office, {
      module: 'studio',
      id: studio.id,
      revision: studio.revision,
      values: { goals: [{ year: days.year + 1, goal: '青瓷技艺传习', measure: '场', target: 12 }] },
    });
    await stage.move(office, 'studio', studio.id, 'signTaskBook', { taskBookOn: days.day(-6) });
  }
}

async function publicisePhysicians(stage: Stage, days: Days, call: string, ids: readonly string[]): Promise<void> {
  const { panel } = await review(stage, days, { call, kind: 'physician', size: 7, sheets: 7, at: -17, until: -12 });
  stage.at(moment(days.day(-13)));
  await stage.move(await stage.office(), 'panel', panel, 'open');
  await toDeliberation(stage, ids);
  stage.at(moment(days.day(-8)));
  const notice = await deliberate(stage, call, 'physician', days.day(-8));
  stage.at(moment(days.day(-4)));
  await stage.move(await stage.office(), 'publicity', notice, 'start');
  const visitor = await stage.applicant(newId('person'), '');
  const { values } = await getRecord(visitor, { module: 'publicity', id: notice });
  const [first] = values.list as { application?: string; studioName: string }[];
  stage.at(moment(days.day(-2), '15:40:00'));
  await createRecord(visitor, {
    module: 'objection',
    values: {
      publicity: notice,
      studioName: first?.studioName,
      ...(first?.application ? { application: first.application } : {}),
      substance: '公示材料中一项课题的完成人排序与结题证书不一致，请核实。',
      named: 'anonymous',
    },
  });
}

async function scoreTeachers(stage: Stage, days: Days, call: string): Promise<{ expert: string }> {
  const { open } = await review(stage, days, { call, kind: 'teacher', size: 7, sheets: 6, at: -7, until: 4 });
  return { expert: open[0] ?? '' };
}

/** One waits for its unit, one for its department, one for the formal review. */
async function craftsmenUnderWay(stage: Stage, ids: readonly string[]): Promise<void> {
  const [, second, third] = ids;
  if (second) await recommend(stage, second, 1);
  if (third) {
    await recommend(stage, third, 1);
    await endorse(stage, third, 'craftsman');
  }
}

/** A draft whose leader has invited two: one has confirmed, the demonstration's applicant has not answered yet. */
async function inviteTeam(
  stage: Stage,
  days: Days,
  { call, host }: { call: string; host: string },
  invited: { id: string; name: string; contact: string },
): Promise<void> {
  const leader = await stage.applicant(newId('person'), person(218).name);
  const { team: _, ...values } = applicationValues(218, { call, kind: 'craftsman', host, programme: days.year });
  const { id } = await createRecord(leader, { module: 'application', values });
  const to = '13900000233';
  const colleague = await personAt(stage.deps, stage.tenant, { channel: 'phone', to });
  const invite = (name: string, more: { to: string; person: string; role: string; task: string }) =>
    stage.move(leader, 'application', id, 'inviteMember', { name, ...more });
  await invite(person(233).name, { to, person: colleague, role: 'core', task: '带教' });
  await invite(invited.name, { to: invited.contact, person: invited.id, role: 'pupil', task: '跟岗学习' });
  const own = await stage.applicant(colleague, person(233).name, to);
  const [sent] = (await own.rows.fresh(own, moduleOf(own, 'teamInvitation'))).where({ name: person(233).name });
  await stage.move(own, 'teamInvitation', sent?.id ?? '', 'confirm', {
    unit: '松溪茶业专业合作社',
    professionalTitle: '高级技师',
    education: '大专',
    consent: 'yes',
    consentVersion: notices.team.version,
  });
}
