import type { TenantActor } from '@juxian/base/actor.ts';
import { isId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { RecordAnswer } from '@juxian/engine/answer.ts';
import { createRecord, getRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { loadRecord } from '@juxian/engine/stored.ts';
import { postSorts } from '@juxian/modules/talent/internship/subject.ts';
import { studioKinds } from '@juxian/modules/talent/studio-kind.ts';
import type { Context, Hono } from 'hono';
import { createElement } from 'react';
import { makeCtx } from '../context.ts';
import type { Deps } from '../deps.ts';
import { toSignIn } from './door.ts';
import { isOn, listOf } from './read.ts';
import { respond } from './respond.ts';
import { StopPage, SubscribePage } from './Subscribe.tsx';
import { readForm } from './sent.ts';
import { stopKey } from './stop.ts';
import type { PortalEdge, Visit } from './visit.ts';
import { sayIn } from './words.ts';

const module = 'subscription';

const missingPage = () => new Refusal('missing.page', t('没有这个页面', 'There is no such page'));

/** Being told of new calls and posts: by the contact one has signed in with, until one stops it. */
export function subscriptionRoutes(pages: Hono<PortalEdge>, deps: Deps): void {
  pages.get('/subscribe', async (c) => {
    const { visit } = c.var;
    if (!isOn(visit.ctx, module)) throw missingPage();
    if (!visit.session) return toSignIn(c);
    return drawSubscribe(c, c.req.query('saved') === '1');
  });

  pages.post('/subscribe', async (c) => {
    const { visit } = c.var;
    if (!isOn(visit.ctx, module)) throw missingPage();
    if (!visit.session) return toSignIn(c);
    const { typed } = await readForm(c);
    const chosen = (name: keyof Chosen, known: object) =>
      (typed.get(name) ?? []).filter((one) => Object.hasOwn(known, one));
    await settle(visit, { kinds: chosen('kinds', studioKinds), posts: chosen('posts', postSorts) });
    return c.redirect(`${visit.site.base}/subscribe?saved=1`, 303);
  });

  pages.get('/subscriptions/:id/:key', async (c) => {
    const { state } = await stoppable(c);
    return drawStop(c, state === 'stopped');
  });

  pages.post('/subscriptions/:id/:key', async (c) => {
    const { id, owner, state } = await stoppable(c);
    const { ctx } = c.var.visit;
    if (state === 'active') {
      const actor: TenantActor = {
        kind: 'applicant',
        id: owner,
        name: '',
        tenant: ctx.store.tenant,
        roles: ['applicant'],
        contact: '',
      };
      const own = await makeCtx(deps, { actor, locale: ctx.locale, requestId: ctx.requestId });
      await takeMove(own, { module, id, move: 'stop', input: {} });
    }
    return drawStop(c, true);
  });
}

/** The visitor's own subscription, or undefined. */
async function ownSubscription({ ctx }: Visit): Promise<RecordAnswer | undefined> {
  const [first] = (await listOf(ctx, module, { sort: '-changedAt', limit: '1' })).items;
  return first && getRecord(ctx, { module, id: first.id });
}

type Chosen = { kinds: readonly string[]; posts: readonly string[] };

/** Makes the subscription say these kinds; none ends it. */
async function settle(visit: Visit, { kinds, posts }: Chosen): Promise<void> {
  const { ctx } = visit;
  const own = await ownSubscription(visit);
  const topics = [...(kinds.length > 0 ? ['calls'] : []), ...(posts.length > 0 ? ['posts'] : [])];
  if (topics.length === 0) {
    if (own?.state === 'active') await takeMove(ctx, { module, id: own.id, move: 'stop', input: {} });
    return;
  }
  if (!own) {
    await createRecord(ctx, { module, values: { topics, kinds, posts } });
    return;
  }
  const { revision } =
    own.state === 'stopped' ? await takeMove(ctx, { module, id: own.id, move: 'resume', input: {} }) : own;
  await updateRecord(ctx, { module, id: own.id, revision, values: { topics, kinds, posts } });
}

/** The subscription of a stop link. @throws Refusal `missing.page` for any other address. */
async function stoppable(c: Context<PortalEdge>) {
  const { ctx } = c.var.visit;
  const id = c.req.param('id') ?? '';
  const isOurs = isOn(ctx, module) && isId('record', id) && c.req.param('key') === stopKey(ctx, id);
  const record = isOurs ? await loadRecord(ctx, moduleOf(ctx, module), id) : undefined;
  if (!record || record.gone) throw missingPage();
  return record;
}

async function drawSubscribe(c: Context<PortalEdge>, isSaved: boolean): Promise<Response> {
  const { visit } = c.var;
  const own = await ownSubscription(visit);
  const { kinds = [], posts = [] } = (own?.state === 'active' ? own.values : {}) as Partial<Chosen>;
  const { site } = visit;
  return respond(c, {
    site,
    title: sayIn(site.locale)(t('订阅新公告', 'Subscribe to news')),
    place: 'calls',
    personal: true,
    children: createElement(SubscribePage, { kinds, posts, isSaved }),
  });
}

function drawStop(c: Context<PortalEdge>, isStopped: boolean): Response {
  const { site } = c.var.visit;
  return respond(c, {
    site,
    title: sayIn(site.locale)(t('退订', 'Stop')),
    personal: true,
    children: createElement(StopPage, { isStopped }),
  });
}
