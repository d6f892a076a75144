import { Refusal } from '@juxian/base/refusal.ts';
import { contactOf, redeemCode, sendCode } from '@juxian/core/code.ts';
import { endSession } from '@juxian/core/session.ts';
import type { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { hostCookie } from '../http.ts';
import { resendKept } from './apply.ts';
import { drawSignIn } from './door.ts';
import { problemsOf } from './filling.ts';
import { readForm, sentText } from './sent.ts';
import { type PortalEdge, portalCookie, visitWith, within } from './visit.ts';

export function signInRoutes(pages: Hono<PortalEdge>, deps: Deps): void {
  pages.get('/sign-in', (c) => {
    const { base } = c.var.visit.site;
    const next = within(base, c.req.query('next') ?? '', `${base}/my`);
    if (c.var.visit.session) return c.redirect(next, 303);
    return drawSignIn(c, { step: 'to', to: '', next, problems: [] });
  });

  pages.post('/sign-in', async (c) => {
    const { visit } = c.var;
    const sent = await readForm(c);
    const to = sentText(sent, 'to').trim();
    const kept = sentText(sent, 'kept');
    const { base } = visit.site;
    const shared = { to, next: within(base, sentText(sent, 'next'), `${base}/my`), ...(kept ? { kept } : {}) };
    const asksAgain = sentText(sent, 'again') === 'yes';
    const step = sentText(sent, 'step') === 'code' && !asksAgain ? 'code' : 'to';
    const code = sentText(sent, 'code').normalize('NFKC').replace(/\s/g, '');
    try {
      const contact = contactOf(to);
      if (step === 'to') {
        await sendCode(deps, visit.tenant, { contact, ip: c.var.ip, locale: visit.ctx.locale });
        return drawSignIn(c, { ...shared, step: 'code', problems: [] });
      }
      const { token, expiresAt } = await redeemCode(deps, visit.tenant, { contact, code, ip: c.var.ip });
      c.header('Set-Cookie', hostCookie(portalCookie, token, (expiresAt - deps.clock.wall()) / 1000), { append: true });
      const again = kept ? await resendKept(await visitWith(deps, c, visit.tenant.slug, token), kept) : undefined;
      return c.redirect(again ?? shared.next, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const shown = asksAgain ? 'code' : step;
      return drawSignIn(
        c,
        { ...shared, step: shown, code, problems: problemsOf(visit.ctx, error) },
        error.group === 'limit' ? 429 : 422,
      );
    }
  });

  pages.post('/sign-out', async (c) => {
    const { session, site } = c.var.visit;
    if (session) await endSession(deps.table.control, session.hash);
    c.header('Set-Cookie', hostCookie(portalCookie, '', 0), { append: true });
    return c.redirect(`${site.base}/`, 303);
  });
}
