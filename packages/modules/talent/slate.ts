import { createHash, randomBytes } from 'node:crypto';
import { newId } from '@juxian/base/id.ts';
import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { type Look, module, type NewRecord, type OtherChange, type RecordFacts } from '@juxian/engine/define.ts';
import { choice, computed, date, entries, longText, money, number, ref, text } from '@juxian/engine/kinds/index.ts';
import { cut, ranking } from '@juxian/rules/score.ts';
import { stepAfter } from './application/steps.ts';
import { studioKinds } from './studio-kind.ts';

const tieOrder: Record<string, readonly string[]> = { achievements: ['achievements', 'plan'], lot: [] };

/** The leading group's list: applications of one kind ranked by score, cut by the quota, ties by the rule of the call. */
export const slate = module({
  name: 'slate',
  reach: 'staff',
  room: 'talent',
  title: t('领导小组审议', "Leading group's lists"),
  fields: {
    call: ref(t('征集公告', 'Call'), 'call', { required: true }),
    kind: choice(t('类别', 'Kind'), studioKinds, { required: true }),
    quota: number(t('名额', 'Quota'), { min: 0, max: 200 }),
    amount: money(t('每个核定经费', 'Grant each'), { min: 0 }),
    seed: text(t('抽签种子', 'Seed of the lot'), { max: 64, unlisted: true }),
    ranking: entries(
      t('排序', 'Ranking'),
      {
        place: number(t('名次', 'Place'), { min: 1, max: 999 }),
        application: ref(t('申报', 'Application'), 'application', { required: true }),
        studioName: text(t('工作室', 'Studio'), { max: 40 }),
        unit: ref(t('依托单位', 'Host unit'), 'unit'),
        score: number(t('得分', 'Score'), { min: 0, max: 100 }),
        tie: choice(t('同分', 'Tie'), {
          none: t('无', 'None'),
          rule: t('按规则分出', 'By the rule'),
          lot: t('抽签分出', 'By lot'),
        }),
        listed: choice(t('拟定', 'Listed'), { yes: t('列入', 'Listed'), no: t('不列入', 'Not listed') }),
        note: text(t('说明', 'Note'), { max: 100 }),
      },
      { max: 100 },
    ),
    meetingOn: date(t('会议日期', 'Meeting on')),
    attendance: text(t('出席', 'Attendance'), { max: 100 }),
    minutes: longText(t('会议纪要', 'Minutes'), { max: 3000 }),
    lotShown: computed(t('抽签过程', 'The lot as drawn'), 'json'),
  },
  states: {
    draft: {
      label: t('待排序', 'To be ranked'),
      phase: 'draft',
      initial: true,
      owes: { roles: ['office'], task: t('汇总排序', 'Rank the applications') },
    },
    ranked: {
      label: t('待审议', 'To be deliberated'),
      phase: 'waiting',
      owes: { roles: ['office'], task: t('提交领导小组审议', 'Put before the leading group') },
    },
    decided: { label: t('已审议', 'Decided'), phase: 'done' },
  },
}).with(({ move, all }) => {
  const fields = [
    'call',
    'kind',
    'quota',
    'amount',
    'ranking',
    'meetingOn',
    'attendance',
    'minutes',
    'seed',
    'lotShown',
  ] as const;
  return {
    moves: {
      rank: move({
        label: t('汇总排序', 'Rank'),
        from: ['draft', 'ranked'],
        to: 'ranked',
        by: ['office'],
        act: true,
        when: async ({ record, look, now }) => {
          const open = await unready(look, record.values);
          if (open > 0)
            return new Refusal(
              'conflict.unready',
              t('还有{open}项未走到审议', '{open} application(s) have not come this far'),
              { values: { open } },
            );
          return rebuttalsSettled(look, record.values, now);
        },
        derive: ({ record, look }) => rank(look, record.values),
      }),
      decide: move({
        label: t('登记审议结果', 'Record the decision'),
        from: ['ranked'],
        to: 'decided',
        by: ['office'],
        act: true,
        optional: true,
        hint: t('列入的进入公示，其余结束', 'Those listed go to public notice, the others end here'),
        asks: {
          meetingOn: date(t('会议日期', 'Meeting on'), { required: true }),
          attendance: text(t('出席', 'Attendance'), { required: true, max: 100 }),
          minutes: longText(t('会议纪要', 'Minutes'), { required: true, max: 3000 }),
        },
        when: ({ record, look, now }) => rebuttalsSettled(look, record.values, now),
        derive: ({ record, look }) => decide(look, record),
      }),
    },
    access: {
      office: { scope: all(), fields, create: ['call', 'kind'], edit: { ranked: ['ranking'] }, export: true },
      leader: { scope: all(), fields },
    },
    views: {
      columns: ['call', 'kind', 'quota', 'meetingOn', 'state'],
      sort: '-meetingOn',
      facets: ['call', 'kind', 'state'],
    },
    form: [
      { title: t('审议', 'Deliberation'), fields: ['call', 'kind', 'quota', 'amount'] },
      { title: t('排序', 'Ranking'), fields: ['ranking', 'seed', 'lotShown'] },
      { title: t('会议', 'Meeting'), fields: ['meetingOn', 'attendance', 'minutes'] },
    ],
    summary: (values) => `${values.kind ? studioKinds[values.kind].zh : ''}拟定名单`,
  };
});

type SlateValues = {
  call?: string;
  kind?: string;
  ranking?: { application?: string; listed?: string; place?: number; studioName?: string; unit?: string }[];
  quota?: number;
};

/** No list is made while an applicant may still answer the comments, or waits for the reply. */
async function rebuttalsSettled(look: Look, { call, kind }: SlateValues, now: string): Promise<Refusal | true> {
  const { openRebuttals } = await import('./application/rebuttal.ts');
  const open = await openRebuttals(look, { call, kind, state: 'deliberation' }, now);
  return (
    open === 0 ||
    new Refusal('conflict.rebuttal', t('还有{open}项申辩未办结', '{open} rebuttal(s) are not settled'), {
      values: { open },
    })
  );
}

const before = ['atUnit', 'atDepartment', 'formalReview', 'returned', 'expertReview', 'siteVisit', 'consultation'];

async function unready(look: Look, { call, kind }: SlateValues): Promise<number> {
  return (await look.rows('application', { call, kind })).filter(({ state }) => before.includes(state)).length;
}

async function rank(look: Look, values: SlateValues) {
  const call = values.call ? await look.record('call', values.call) : undefined;
  const line = ((call?.values.kinds ?? []) as { kind: string; quota: number; amount: number }[]).find(
    ({ kind }) => kind === values.kind,
  );
  if (!call || !line) throw refuseField('kind', 'invalid.kind', t('本公告没有这一类别', 'The call has no such kind'));
  const rows = await look.rows('application', { call: call.id, kind: values.kind, state: 'deliberation' });
  const filed = (await Promise.all(rows.map(({ id }) => look.record('application', id)))).filter(
    (one) => one !== undefined,
  );
  const seed = randomBytes(16).toString('hex');
  const lots = [...filed].sort((a, b) => (hash(seed, a.id) < hash(seed, b.id) ? -1 : 1)).map(({ id }) => id);
  const order = tieOrder[String(call.values.ties)] ?? [];
  const entry = (one: RecordFacts, lot?: number) => ({
    id: one.id,
    score: Number(one.values.score ?? 0),
    marks: (one.values.marks ?? {}) as Record<string, number>,
    one,
    ...(lot === undefined ? {} : { lot }),
  });
  const byScore = ranking(filed.map((one) => entry(one)));
  const byRule = ranking(
    filed.map((one) => entry(one)),
    order,
  );
  const placed = ranking(
    filed.map((one) => entry(one, lots.indexOf(one.id))),
    order,
  );
  const within = new Set(cut(placed, line.quota).within.map(({ id }) => id));
  const tiedIn = (list: { id: string; tied: boolean }[], id: string) => list.find((other) => other.id === id)?.tied;
  return {
    set: {
      quota: line.quota,
      amount: line.amount,
      seed,
      lotShown: { order: lots, method: 'sha256(seed + "\\n" + id)' },
      ranking: placed.map(({ id, place, score, one }) => ({
        id: newId('line'),
        place,
        application: id,
        studioName: String(one.values.studioName),
        unit: String(one.values.hostUnit),
        score,
        tie: tiedIn(byRule, id) ? ('lot' as const) : tiedIn(byScore, id) ? ('rule' as const) : ('none' as const),
        listed: within.has(id) ? ('yes' as const) : ('no' as const),
      })),
    },
  };
}

const hash = (seed: string, id: string): string => createHash('sha256').update(`${seed}\n${id}`).digest('hex');

async function decide(look: Look, record: RecordFacts) {
  const { call, kind, ranking: lines = [], quota = 0 } = record.values as SlateValues;
  const listed = lines.filter((line) => line.listed === 'yes');
  const taken = (await look.rows('application', { call, kind })).filter(({ state }) => holdsPlace.has(state)).length;
  if (listed.length + taken > quota)
    throw refuseField(
      'ranking',
      'conflict.quota',
      t('名额{quota}个，已列入{found}个', 'The quota is {quota}; {found} are listed'),
      { quota, found: listed.length + taken },
    );
  if (listed.length === 0) throw refuseField('ranking', 'invalid.empty', t('至少列入一项', 'List at least one'));
  const next = stepAfter(look, 'deliberation');
  const change: OtherChange[] = [];
  const notice: { id: string; application: string; studioName: string; leaderName: string; unitName: string }[] = [];
  const noticeId = newId('record');
  const seen = new Set<string>();
  for (const line of lines) {
    const filed = line.application ? await look.record('application', line.application) : undefined;
    const isOurs = filed?.values.call === call && filed?.values.kind === kind && !seen.has(filed?.id ?? '');
    if (filed?.state !== 'deliberation' || !isOurs)
      throw new Refusal(
        'conflict.moved',
        t('“{studio}”已不在审议中，请重新排序', '“{studio}” has moved on; rank again'),
        { values: { studio: line.studioName } },
      );
    seen.add(filed.id);
    const unit = await look.record('unit', String(filed.values.hostUnit));
    const isListed = line.listed === 'yes';
    if (isListed)
      notice.push({
        id: newId('line'),
        application: filed.id,
        studioName: String(filed.values.studioName),
        leaderName: String(filed.values.leaderName),
        unitName: String(unit?.values.name ?? ''),
      });
    change.push({
      module: 'application',
      id: filed.id,
      revision: filed.revision,
      event: isListed ? 'listed' : 'notListed',
      state: isListed ? next : 'rejected',
      set: isListed
        ? { place: line.place, ...(next === 'publicity' ? { publicity: noticeId } : {}) }
        : { place: line.place, refusal: '未列入拟定名单' },
    });
  }
  const create: NewRecord[] = next === 'publicity' ? [noticeOf(look, noticeId, { call, kind, notice })] : [];
  return { change, create };
}

/** Where an application of an earlier list of the same call and kind uses up a place of the quota. */
const holdsPlace = new Set(['publicity', 'recognition', 'held', 'recognised']);

function noticeOf(
  look: Look,
  id: string,
  { call, kind, notice }: { call?: string; kind?: string; notice: object[] },
): NewRecord {
  const title = kind && kind in studioKinds ? studioKinds[kind as keyof typeof studioKinds].zh : '';
  return {
    module: 'publicity',
    id,
    values: {
      heading: `${title}工作室拟认定名单公示`,
      call,
      kind,
      text: '经申报推荐、形式审查、专家评审和人才工作领导小组审议，现将拟认定名单予以公示。公示期内如有异议，请以书面、电话或网上方式向受理单位反映；可以署名，也可以匿名。',
      list: notice,
      days: look.figure('talent.publicityDays').value,
      contact: `${look.office.name}　${look.office.phone}`,
    },
  };
}
