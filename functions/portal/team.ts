import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { takeTry } from '@juxian/core/attempt.ts';
import { contactOf, personAt } from '@juxian/core/code.ts';
import type { OfferedMove, RecordAnswer } from '@juxian/engine/answer.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { lookOf } from '@juxian/engine/look.ts';
import { getRecord, takeMove } from '@juxian/engine/record.ts';
import type { Context, Hono } from 'hono';
import { createElement } from 'react';
import type { Deps } from '../deps.ts';
import { alreadyWords } from './already.ts';
import { type FormProblem, isBlank } from './Form.tsx';
import { problemsOf } from './filling.ts';
import { invitationRoutes } from './invitation.ts';
import { invitationPath } from './invited.ts';
import { inputOf } from './moves.ts';
import { getOwn } from './own.ts';
import { isOn } from './read.ts';
import { respond } from './respond.ts';
import { readForm, type Sent } from './sent.ts';
import { TeamPage } from './Team.tsx';
import type { PortalEdge } from './visit.ts';
import { sayIn } from './words.ts';

const module = 'teamInvitation';
const hour = 3600;
const tooMany = t('邀请发送太频繁，请{minutes}分钟后再试', 'Too many invitations; try again in {minutes} minutes');

/** As many as may be invited at the same moment. */
const invitesAgain = 40;

/** The people an applicant invites into his team, and the pages they answer on. */
export function teamRoutes(pages: Hono<PortalEdge>, deps: Deps): void {
  pages.get('/my/:id/team', async (c) => drawTeam(c, await openTeam(c), { typed: new Map(), problems: [] }));
  pages.post('/my/:id/team', async (c) => {
    const { site, ctx } = c.var.visit;
    const team = await openTeam(c);
    const sent = await readForm(c);
    try {
      await invite(deps, c, team, sent);
      return c.redirect(`${site.base}/my/${team.record.id}/team?invited=1`, 303);
    } catch (error) {
      if (!(error instanceof Refusal) || error.group === 'missing') throw error;
      const status = error.code === 'limit.attempts' ? 429 : 422;
      return drawTeam(c, await openTeam(c), { typed: sent.typed, problems: problemsOf(ctx, wordsOf(error)) }, status);
    }
  });
  invitationRoutes(pages);
}

type Team = { record: RecordAnswer; move: OfferedMove };

/** An application of the visitor's own whose team he may still name. @throws Refusal `missing.page`, `missing.record`. */
async function openTeam(c: Context<PortalEdge>): Promise<Team> {
  const { ctx } = c.var.visit;
  const record = await getOwn(ctx, c.req.param('id') ?? '');
  const move = isOn(ctx, module) ? record.moves.find(({ name }) => name === 'inviteMember') : undefined;
  if (!move) throw new Refusal('missing.page', t('没有这个页面', 'There is no such page'));
  return { record, move: { ...move, asks: move.asks.filter(({ name }) => name !== 'person') } };
}

/** Who was invited twice is told so beside the address, not in the words of a unique field. */
const wordsOf = (refusal: Refusal): Refusal =>
  refusal.code === 'conflict.taken'
    ? refuseField('to', 'conflict.taken', t('已经邀请过这个人', 'This person has been invited already'))
    : refusal;

async function invite(deps: Deps, c: Context<PortalEdge>, { record, move }: Team, sent: Sent): Promise<void> {
  const address = { module: record.module, id: record.id };
  const input = await inputOf(c.var.visit.ctx, address, move, sent);
  const blank = move.asks.filter(({ name, required }) => required && isBlank(input[name]));
  if (blank.length > 0)
    throw new Refusal('invalid.incomplete', t('还有{count}处必填未填', '{count} required fields are blank'), {
      values: { count: blank.length },
      fields: blank.map(({ name }) => ({ path: name, code: 'invalid.required', says: t('必填', 'Required') })),
    });
  await inviteByContact(deps, c, address, input);
}

/**
 * Invites whoever a number or an address belongs to, whatever `person` says; so often an hour, whichever door it came by.
 * @throws Refusal `missing.record`, `invalid.contact`, `forbidden.unverified`, `limit.attempts`, and as the move.
 */
export async function inviteByContact(
  deps: Deps,
  c: Context<PortalEdge>,
  address: { module: string; id: string },
  input: Record<string, unknown>,
): Promise<RecordAnswer> {
  const { ctx, tenant } = c.var.visit;
  await getRecord(ctx, address);
  const contact = contactOf(String(input.to ?? ''));
  if (contact.channel === 'phone' && !tenant.verified)
    throw refuseField(
      'to',
      'forbidden.unverified',
      t('本单位尚待核验，请填邮箱', 'This county is not verified yet; give an e-mail address'),
    );
  const { control } = deps.table;
  const { clock } = deps;
  await takeTry(control, clock, { name: `team|network|${c.var.ip}`, most: 120, seconds: hour }, tooMany);
  await takeTry(control, clock, { name: `team|person|${ctx.actor.id}`, most: 60, seconds: hour }, tooMany);
  await takeTry(control, clock, { name: `team|${contact.channel}|${contact.to}`, most: 5, seconds: hour }, tooMany);
  const person = await personAt(deps, tenant, contact);
  return inviteAgain(ctx, address, { ...input, to: contact.to, person });
}

/** Invitations to one team do not get in each other's way: who comes second begins again with what then stands. */
async function inviteAgain(ctx: Ctx, address: { module: string; id: string }, input: Record<string, unknown>) {
  for (let attempt = 1; ; attempt++)
    try {
      return await takeMove(ctx, { ...address, move: 'inviteMember', input });
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'conflict.stale' || attempt >= invitesAgain) throw error;
    }
}

/** Everybody invited to an application of the visitor's own, in order. */
async function invitationsOf(ctx: Ctx, application: string): Promise<RecordAnswer[]> {
  const rows = await lookOf(ctx).rows(module, { application });
  const all = await Promise.all(rows.map(({ id }) => getRecord(ctx, { module, id })));
  return all.sort((a, b) => a.createdAt.localeCompare(b.createdAt));
}

/** Takes back what was sent for a draft that is to be deleted. @returns the draft as it then stands. */
export async function retractAll(ctx: Ctx, draft: RecordAnswer): Promise<RecordAnswer> {
  if (draft.module !== 'application' || !isOn(ctx, module)) return draft;
  for (const { id, moves } of await invitationsOf(ctx, draft.id))
    if (moves.some(({ name, refusal }) => name === 'retract' && !refusal))
      await takeMove(ctx, { module, id, move: 'retract', input: {} });
  return getOwn(ctx, draft.id);
}

async function drawTeam(
  c: Context<PortalEdge>,
  { record, move }: Team,
  form: { typed: Sent['typed']; problems: readonly FormProblem[] },
  status: 200 | 422 | 429 = 200,
): Promise<Response> {
  const { site, ctx } = c.var.visit;
  const words = sayIn(site.locale);
  const [invitations, call] = await Promise.all([
    invitationsOf(ctx, record.id),
    lookOf(ctx).record('call', String(record.values.call)),
  ]);
  const { team = [], members = [] } = record.values as { team?: unknown[]; members?: unknown[] };
  const about = invitations.find(({ id }) => id === c.req.query('of'));
  const already = c.req.query('already');
  return respond(
    c,
    {
      site,
      title: `${words(t('邀请成员', 'Invite members'))} · ${record.title}`,
      place: 'my',
      personal: true,
      refused: form.problems.length > 0,
      children: createElement(TeamPage, {
        id: record.id,
        title: record.title || words(t('未命名的申报', 'Untitled application')),
        invitations: invitations.map((one) => ({ ...one, link: `${site.base}${invitationPath(ctx, one.id)}` })),
        count: team.length + members.length,
        ...(typeof call?.values.teamMost === 'number' ? { most: call.values.teamMost } : {}),
        move,
        invited: c.req.query('invited') === '1',
        ...(about && already ? { already: await alreadyWords(ctx, about, already) } : {}),
        ...form,
      }),
    },
    status,
  );
}
