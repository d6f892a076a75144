import { isId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { gateOf } from '@juxian/engine/access.ts';
import type { ListAnswer, RecordAnswer } from '@juxian/engine/answer.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { describeModule } from '@juxian/engine/describe.ts';
import { getRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { listRecords } from '@juxian/engine/views.ts';
import { workingDaysBetween } from '@juxian/rules/calendar.ts';
import { addDays } from '@juxian/rules/day.ts';
import type { CallAnswer } from './Calls.tsx';
import type { NoticeAnswer, NoticeDays } from './Notices.tsx';

/** A page of a module's list as the visitor may see it; nothing where the county has no such module. */
export async function listOf(ctx: Ctx, module: string, params: Record<string, string> = {}): Promise<ListAnswer> {
  if (!isOn(ctx, module)) return { items: [], total: 0, titles: {} };
  const resolved = moduleOf(ctx, module);
  return listRecords(ctx, resolved, { limit: '100', ...params }, await gateOf(ctx, resolved));
}

export const isOn = (ctx: Ctx, module: string): boolean => ctx.registry.has(module) && !ctx.config.off.includes(module);

/** The whole records of a list: what a list keeps of them lacks long texts and sub-tables. */
export async function recordsOf(
  ctx: Ctx,
  module: string,
  params: Record<string, string> = {},
): Promise<RecordAnswer[]> {
  const { items } = await listOf(ctx, module, { limit: '30', ...params });
  return Promise.all(items.map(({ id }) => getRecord(ctx, { module, id })));
}

/** The calls a visitor may see, the open ones first. */
export async function callsShown(ctx: Ctx): Promise<CallAnswer[]> {
  const calls = (await recordsOf(ctx, 'call', { sort: 'state,-opens' })) as CallAnswer[];
  const rank = ({ state }: CallAnswer) => ['open', 'closed', 'finished'].indexOf(state);
  return calls.sort((a, b) => rank(a) - rank(b));
}

/** What the states of a module are called to the reader. */
export const stateLabelsOf = async (ctx: Ctx, module: string): Promise<Map<string, string>> =>
  new Map((await describeModule(ctx, module)).states.map(({ name, label }) => [name, label]));

/** What a ref may name, in the county's own order. */
export async function optionsOf(ctx: Ctx, module: string): Promise<{ value: string; label: string }[]> {
  const { items } = await listOf(ctx, module, { limit: '500' });
  return items.map(({ id, title }) => ({ value: id, label: title }));
}

/** Working days of a notice with today as one of those left, by the county's calendar. */
export function noticeDays(ctx: Ctx, { values: { starts = '', ends = '', days = 0 } }: NoticeAnswer): NoticeDays {
  const local = { closed: ctx.config.closedDays };
  const today = ctx.clock.today();
  const left = !ends || today > ends ? 0 : workingDaysBetween(today < starts ? starts : today, addDays(ends, 1), local);
  return { total: days, left: Math.min(left, days), past: days - Math.min(left, days) };
}

/** What can be checked by the number on its paper. */
const checkable = ['certificate', 'talentCard', 'internshipCertificate', 'adoptionCertificate'] as const;

/** The modules of the county whose papers can be checked here. */
export const checkableIn = (ctx: Ctx): string[] => checkable.filter((module) => isOn(ctx, module));

/** A certificate by the number on it or by the id in its QR code; a wrong one and none look the same. */
export async function certificateOf(ctx: Ctx, given: string): Promise<RecordAnswer | undefined> {
  for (const module of checkableIn(ctx)) {
    const found = isId('record', given) ? await recordAt(ctx, module, given) : await numbered(ctx, module, given);
    if (found) return found;
  }
  return undefined;
}

export type Standing = { valid: boolean; phase: string; label: string };

/** Whether a paper still holds today: one whose term is over does not, though nobody has taken it back. */
export function standingOf(ctx: Ctx, { module, state, stateLabel, values }: RecordAnswer): Standing {
  const until = String((module === 'talentCard' ? values.to : values.termTo) ?? '');
  if (state !== 'valid') return { valid: false, phase: 'refused', label: stateLabel };
  return until !== '' && until < ctx.clock.today()
    ? { valid: false, phase: 'refused', label: say(t('已过期', 'Expired'), ctx.locale) }
    : { valid: true, phase: 'done', label: stateLabel };
}

async function numbered(ctx: Ctx, module: string, number: string): Promise<RecordAnswer | undefined> {
  const [only] = (await ctx.rows.recent(ctx, moduleOf(ctx, module))).where({ number });
  return only && recordAt(ctx, module, only.id);
}

async function recordAt(ctx: Ctx, module: string, id: string): Promise<RecordAnswer | undefined> {
  try {
    return await getRecord(ctx, { module, id });
  } catch (error) {
    if (error instanceof Refusal && error.group === 'missing') return undefined;
    throw error;
  }
}
