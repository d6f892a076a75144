import { isId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { maskedContact } from '@juxian/core/code.ts';
import type { RecordAnswer } from '@juxian/engine/answer.ts';
import { lookOf } from '@juxian/engine/look.ts';
import { getRecord, stateLabel, takeMove } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { loadRecord, type Stored } from '@juxian/engine/stored.ts';
import { memberRoles } from '@juxian/modules/talent/application/team.ts';
import type { Context, Hono } from 'hono';
import { createElement } from 'react';
import { alreadyWords } from './already.ts';
import { drawSignIn } from './door.ts';
import type { FormProblem } from './Form.tsx';
import { problemsOf } from './filling.ts';
import { InvitationPage } from './Invitation.tsx';
import { opensInvitation } from './invited.ts';
import { consentWords, inputOf } from './moves.ts';
import { aboutOf } from './own.ts';
import { isOn } from './read.ts';
import { respond } from './respond.ts';
import { readForm, type Sent, sentText } from './sent.ts';
import type { PortalEdge } from './visit.ts';
import { sayIn } from './words.ts';

const module = 'teamInvitation';
const asked = new Set(['consent', 'consentVersion']);

/** The page behind the link of an invitation: whoever has it reads it, only the person it was sent to answers. */
export function invitationRoutes(pages: Hono<PortalEdge>): void {
  pages.get('/team/:id/:key', async (c) => draw(c, await openInvitation(c), {}));
  pages.post('/team/:id/:key', async (c) => {
    const { visit } = c.var;
    const sent = await readForm(c);
    const opened = await openInvitation(c);
    const here = visit.site.here.split('?')[0] ?? '';
    if (!visit.session) return drawSignIn(c, { step: 'to', to: '', next: here, problems: [] }, 401);
    const move = opened.mine?.moves.find(({ name }) => name === 'confirm');
    if (!opened.mine) return draw(c, opened, {}, 403);
    if (!move) return c.redirect(`${here}?already=confirm`, 303);
    try {
      const { id, revision } = opened.mine;
      const given = await inputOf(visit.ctx, { module, id }, { ...move, asks: fieldsOf(move.asks) }, sent);
      const consent = { consent: sentText(sent, 'consent') || null, consentVersion: sentText(sent, 'consentVersion') };
      await takeMove(visit.ctx, { module, id, move: 'confirm', input: { ...given, ...consent }, revision });
      return c.redirect(`${here}?done=1`, 303);
    } catch (error) {
      if (!(error instanceof Refusal) || error.group === 'missing') throw error;
      const now = await openInvitation(c);
      if (now.mine?.state === 'confirmed') return c.redirect(`${here}?already=confirm`, 303);
      return draw(c, now, { sent, problems: problemsOf(visit.ctx, consentWords(error)) }, 422);
    }
  });
}

const fieldsOf = <A extends { name: string }>(asks: readonly A[]): A[] => asks.filter(({ name }) => !asked.has(name));

type OpenedInvitation = { stored: Stored; mine?: RecordAnswer };

/** The invitation of a link. @throws Refusal `missing.page` for any other address. */
async function openInvitation(c: Context<PortalEdge>): Promise<OpenedInvitation> {
  const { ctx } = c.var.visit;
  const { id = '', key = '' } = c.req.param() as { id?: string; key?: string };
  const isOurs = isOn(ctx, module) && isId('record', id) && opensInvitation(ctx, id, key);
  const stored = isOurs ? await loadRecord(ctx, moduleOf(ctx, module), id) : undefined;
  if (!stored || stored.gone) throw new Refusal('missing.page', t('没有这个页面', 'There is no such page'));
  return stored.owner === ctx.actor.id ? { stored, mine: await getRecord(ctx, { module, id }) } : { stored };
}

type Answered = { sent?: Sent; problems?: readonly FormProblem[] };

async function draw(
  c: Context<PortalEdge>,
  { stored, mine }: OpenedInvitation,
  { sent, problems = [] }: Answered,
  status: 200 | 403 | 422 = 200,
): Promise<Response> {
  const { ctx, site, session, contact = '' } = c.var.visit;
  const words = sayIn(site.locale);
  const { values, state } = stored;
  const resolved = moduleOf(ctx, module);
  const call = await lookOf(ctx).record('call', String(values.call));
  const already = c.req.query('already');
  const moves = mine?.moves ?? [];
  return respond(
    c,
    {
      site,
      title: words(t('团队邀请', 'Invitation to a team')),
      ...(mine ? { place: 'my' as const } : {}),
      personal: true,
      refused: problems.length > 0,
      children: createElement(InvitationPage, {
        id: stored.id,
        ...(call && call.state !== 'cancelled' ? { call: { id: call.id, heading: String(call.values.heading) } } : {}),
        said: {
          studio: String(values.studioName),
          leader: String(values.leaderName),
          kind: String(values.kind ?? ''),
          role: words(memberRoles[values.role as keyof typeof memberRoles]),
          ...(values.task ? { task: String(values.task) } : {}),
          ...(values.until ? { until: String(values.until) } : {}),
          to: maskedContact(String(values.to)),
        },
        state,
        phase: resolved.states[state]?.phase ?? 'open',
        label: say(stateLabel(ctx, resolved, state), ctx.locale),
        reader: mine ? 'invited' : session ? 'other' : 'nobody',
        contact: maskedContact(contact),
        ...(mine ? { mine: { values: mine.values, moves, notice: (await aboutOf(ctx, mine)).notice } } : {}),
        fields: fieldsOf(moves.find(({ name }) => name === 'confirm')?.asks ?? []),
        typed: sent?.typed ?? new Map(),
        agreed: sent ? sentText(sent, 'consent') === 'yes' : false,
        problems,
        done: c.req.query('done') === '1' && state === 'confirmed',
        ...(mine && already ? { already: await alreadyWords(ctx, mine, already) } : {}),
      }),
    },
    status,
  );
}
