import { isId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import type { OfferedMove, RecordAnswer } from '@juxian/engine/answer.ts';
import { attach } from '@juxian/engine/attachment.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Attachment } from '@juxian/engine/kinds/kind.ts';
import { settled, valuesIn } from '@juxian/engine/kinds/plain.ts';
import type { Typed } from '@juxian/engine/kinds/plain-kind.ts';
import { getRecord, takeMove } from '@juxian/engine/record.ts';
import type { Context, Hono } from 'hono';
import { createElement } from 'react';
import { alreadyAt } from './already.ts';
import { type CallAnswer, openKinds } from './Calls.tsx';
import type { FormProblem } from './Form.tsx';
import { problemsOf } from './filling.ts';
import { MovePage } from './My.tsx';
import { getOwn, ownOf } from './own.ts';
import { drawOwn } from './respond.ts';
import { readForm, type Sent } from './sent.ts';
import type { PortalEdge } from './visit.ts';

/** Moves with pages of their own. */
export const paged: ReadonlySet<string> = new Set(['submit', 'complete', 'inviteMember']);

/** What takes something back. */
const ends: ReadonlySet<string> = new Set(['withdraw', 'decline', 'retract']);

/** Each of the other moves an applicant may take has a page that says what follows, and is taken from there. */
export function moveRoutes(pages: Hono<PortalEdge>): void {
  pages.get('/my/:id/moves/:move', async (c) => {
    const { record, name, move } = await openMove(c);
    return move ? drawMove(c, record, move, [], new Map()) : toWhatStands(c, record, name);
  });
  pages.post('/my/:id/moves/:move', takeOwnMove);
}

/** A record of the visitor's own and its move of the address, where that is offered now. */
async function openMove(c: Context<PortalEdge>) {
  const id = c.req.param('id') ?? '';
  const name = c.req.param('move') ?? '';
  if (!isId('record', id)) throw new Refusal('missing.record', t('未找到', 'Not found'));
  const record = await getOwn(c.var.visit.ctx, id);
  if (paged.has(name)) throw new Refusal('missing.page', t('没有这个页面', 'There is no such page'));
  const move = record.moves.find((one) => one.name === name);
  return { record, name, move: move && (await withChance(c.var.visit.ctx, record, move)) };
}

/** Withdrawing says that one may apply again only while the kind of the call is open. */
export async function withChance(ctx: Ctx, { module, values }: RecordAnswer, move: OfferedMove): Promise<OfferedMove> {
  if (module !== 'application' || move.name !== 'withdraw') return move;
  const call = (await getRecord(ctx, { module: 'call', id: String(values.call) })) as CallAnswer;
  if (!openKinds(call, ctx.clock.now()).some(({ kind }) => kind === values.kind)) return move;
  const words = t('撤回后不能恢复，截止前可以重新申报', 'It cannot be undone; before the deadline you may apply again');
  return { ...move, hint: say(words, ctx.locale) };
}

async function toWhatStands(c: Context<PortalEdge>, record: RecordAnswer, name: string): Promise<Response> {
  const { ctx, site } = c.var.visit;
  return c.redirect(await alreadyAt(ctx, site.base, record, name), 303);
}

function drawMove(
  c: Context<PortalEdge>,
  record: RecordAnswer,
  move: OfferedMove,
  problems: readonly FormProblem[],
  typed: Typed,
): Response {
  const { site } = c.var.visit;
  const back = `${site.base}/my/${record.id}`;
  return drawOwn(
    c,
    `${move.label} · ${record.title}`,
    createElement(MovePage, {
      action: `${back}/moves/${move.name}`,
      back,
      title: record.title,
      move,
      stop: ends.has(move.name),
      fields: move.asks.filter(({ name }) => !ownOf(record.module).unasked.includes(name)),
      typed,
      values: {},
      problems,
      titles: record.titles,
    }),
    problems.length > 0 ? 422 : 200,
    problems.length > 0,
  );
}

async function takeOwnMove(c: Context<PortalEdge>): Promise<Response> {
  const { ctx, site } = c.var.visit;
  const sent = await readForm(c);
  const { record, name, move } = await openMove(c);
  if (!move) return toWhatStands(c, record, name);
  const { id, module } = record;
  try {
    const input = await inputOf(ctx, { module, id }, move, sent);
    await takeMove(ctx, { module, id, move: name, input, revision: record.revision });
    return c.redirect(`${site.base}/my/${id}`, 303);
  } catch (error) {
    if (!(error instanceof Refusal) || error.group === 'missing') throw error;
    const now = await openMove(c);
    return now.move
      ? drawMove(c, now.record, now.move, problemsOf(ctx, error), sent.typed)
      : toWhatStands(c, now.record, name);
  }
}

/** The input of a move from a sent form, its files attached first. */
export async function inputOf(
  ctx: Ctx,
  address: { module: string; id: string },
  move: OfferedMove,
  sent: Sent,
): Promise<Record<string, unknown>> {
  const input = valuesIn(move.asks, settled(move.asks, sent.typed));
  for (const { field, name, bytes } of sent.files) {
    const asked = move.asks.find((one) => one.name === field);
    if (!asked) continue;
    const kept = await attach(ctx, { ...address, field, name, bytes });
    input[field] = asked.kind === 'photo' ? kept : [...((input[field] as Attachment[] | undefined) ?? []), kept];
  }
  return input;
}

/** An unticked box is not a blank field to the applicant. */
export function consentWords(refusal: Refusal): Refusal {
  const fields = refusal.details.fields?.map((field) =>
    field.path.endsWith('consent')
      ? { ...field, says: t('请阅读告知与承诺，同意的勾选', 'Read the notice and tick the box to agree') }
      : field,
  );
  return fields ? new Refusal(refusal.code, refusal.says, { ...refusal.details, fields }) : refusal;
}
