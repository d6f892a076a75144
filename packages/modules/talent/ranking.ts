import { createHash, randomBytes } from 'node:crypto';
import { newId } from '@juxian/base/id.ts';
import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, NewRecord, OtherChange, RecordFacts } from '@juxian/engine/define.ts';
import { cut, ranking } from '@juxian/rules/score.ts';
import { stepAfter } from './application/steps.ts';
import { studioKinds } from './studio-kind.ts';

const tieOrder: Record<string, readonly string[]> = { achievements: ['achievements', 'plan'], lot: [] };

type SlateValues = {
  call?: string;
  kind?: string;
  ranking?: { application?: string; listed?: string; place?: number; studioName?: string; unit?: string }[];
  quota?: number;
};

/** No list is made while an applicant may still answer the comments, or waits for the reply. */
export async function rebuttalsSettled(look: Look, { call, kind }: SlateValues, now: string): Promise<Refusal | true> {
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

/** Whether every application of the call and the kind has come as far as the deliberation, all it had to answer settled. */
export async function mayRank(look: Look, values: SlateValues, now: string): Promise<Refusal | true> {
  const { call, kind } = values;
  const open = (await look.rows('application', { call, kind })).filter(({ state }) => before.includes(state)).length;
  if (open > 0)
    return new Refusal(
      'conflict.unready',
      t('还有{open}项未走到审议', '{open} application(s) have not come this far'),
      {
        values: { open },
      },
    );
  return rebuttalsSettled(look, values, now);
}

/** Ranks the applications by score, ties by the rule of the call and then by lot, and cuts by the quota. */
export async function rank(look: Look, values: SlateValues) {
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

/**
 * Sends those listed on to the notice and ends the others.
 * @throws Refusal where the quota is exceeded, nobody is listed, or an application has moved on.
 */
export async function decide(look: Look, record: RecordFacts) {
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
