import { createHash, randomBytes } from 'node:crypto';
import { newId } from '@juxian/base/id.ts';
import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, NewRecord, OtherChange, RecordFacts } from '@juxian/engine/define.ts';
import type { Values } from '@juxian/engine/kinds/kind.ts';
import { cut, ranking, weightedSum } from '@juxian/rules/score.ts';
import { beforeReview, stepAfter } from './application/steps.ts';
import { outcomesOf } from './meeting/outcome.ts';
import type { slate } from './slate.ts';
import { studioKinds } from './studio-kind.ts';

const tieOrder: Record<string, readonly string[]> = { achievements: ['achievements', 'plan'], lot: [] };

type SlateValues = Values<(typeof slate)['fields']>;

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

const before = new Set([...beforeReview, 'expertReview', 'siteVisit', 'consultation']);

/** Whether every application of the call and the kind has come as far as the deliberation, all it had to answer settled. */
export async function mayRank(look: Look, values: SlateValues, now: string): Promise<Refusal | true> {
  const { call, kind } = values;
  const open = (await look.rows('application', { call, kind })).filter(({ state }) => before.has(state)).length;
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

/**
 * Ranks the applications by score, ties by the rule of the call and then by lot, and cuts by the quota. Where the call
 * weighs the visit, the score is the weighted sum. What a meeting voted down is not listed.
 * @throws Refusal `invalid.kind`, `conflict.unvisited` naming what has no score to be weighed.
 */
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
  const weight = Number(call.values.visitWeight ?? 0);
  if (weight > 0) refuseUnvisited(filed, weight);
  const votes = await outcomesOf(look);
  const entry = (one: RecordFacts, lot?: number) => ({
    id: one.id,
    ...scoreOf(one, weight),
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
  const open = placed.filter(({ id }) => votes.get(id)?.passed !== 'no');
  const within = new Set(cut(open, line.quota).within.map(({ id }) => id));
  const tiedIn = (list: { id: string; tied: boolean }[], id: string) => list.find((other) => other.id === id)?.tied;
  return {
    set: {
      quota: line.quota,
      amount: line.amount,
      seed,
      lotShown: { order: lots, method: 'sha256(seed + "\\n" + id)' },
      ranking: placed.map(({ id, place, score, parts, one }) => ({
        id: newId('line'),
        place,
        application: id,
        studioName: String(one.values.studioName),
        unit: String(one.values.hostUnit),
        ...parts,
        score,
        ...votes.get(id),
        tie: tiedIn(byRule, id) ? ('lot' as const) : tiedIn(byScore, id) ? ('rule' as const) : ('none' as const),
        listed: within.has(id) ? ('yes' as const) : ('no' as const),
      })),
    },
  };
}

/** The score to rank by; where the visit is weighed, with the two it is made of. */
function scoreOf({ values }: RecordFacts, weight: number) {
  const panelScore = Number(values.score ?? 0);
  if (weight === 0) return { score: panelScore, parts: {} };
  const visitScore = Number(values.visitScore);
  const score = weightedSum([
    { score: panelScore, weight: 100 - weight },
    { score: visitScore, weight },
  ]);
  return { score, parts: { panelScore, visitScore } };
}

function refuseUnvisited(filed: readonly RecordFacts[], weight: number): void {
  const titles = filed.filter(({ values }) => values.visitScore === undefined).map(({ title }) => `“${title}”`);
  if (titles.length > 0)
    throw new Refusal(
      'conflict.unvisited',
      t('{titles}没有考察答辩得分，公告规定其占{weight}%', '{titles}: no visit score, which weighs {weight} percent'),
      { values: { titles: titles.join('、'), weight } },
    );
}

const hash = (seed: string, id: string): string => createHash('sha256').update(`${seed}\n${id}`).digest('hex');

/**
 * Sends those listed on to the notice and ends the others; the list keeps the votes as they now stand.
 * @throws Refusal where the quota is exceeded, nobody is listed, an application has moved on, or one that a meeting voted
 * down is listed without a reason.
 */
export async function decide(look: Look, record: RecordFacts) {
  const { call, kind, ranking: given = [], quota = 0 } = record.values as SlateValues;
  const votes = await outcomesOf(look);
  const lines = given.map(({ vote: _, passed: __, ...line }) => ({ ...line, ...votes.get(line.application ?? '') }));
  const listed = lines.filter((line) => line.listed === 'yes');
  const taken = (await look.rows('application', { call, kind })).filter(({ state }) => holdsPlace.has(state)).length;
  if (listed.length + taken > quota)
    throw refuseField(
      'ranking',
      'conflict.quota',
      t('名额{quota}个，已列入{found}个', 'The quota is {quota}; {found} are listed'),
      { quota, found: listed.length + taken },
    );
  const against = listed.find(({ passed, note }) => passed === 'no' && !note?.trim());
  if (against)
    throw refuseField(
      'ranking',
      'conflict.votedDown',
      t(
        '会议未通过“{studio}”，列入须在说明中写明理由',
        'The meeting did not pass “{studio}”; note the reason to list it',
      ),
      { studio: against.studioName },
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
  return { set: { ranking: lines }, change, create };
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
