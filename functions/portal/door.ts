import { t } from '@juxian/base/text.ts';
import type { Context } from 'hono';
import { createElement } from 'react';
import { respond } from './respond.ts';
import { SignInPage, type SignInProps } from './SignIn.tsx';
import type { PortalEdge } from './visit.ts';
import { sayIn } from './words.ts';

export function drawSignIn(
  c: Context<PortalEdge>,
  props: Omit<SignInProps, 'inbox'>,
  status: 200 | 401 | 422 | 429 = 200,
): Response {
  const { site, inbox } = c.var.visit;
  return respond(
    c,
    {
      site,
      title: sayIn(site.locale)(t('登录', 'Sign in')),
      refused: props.problems.length > 0,
      personal: true,
      children: createElement(SignInPage, { ...props, ...(inbox ? { inbox } : {}) }),
    },
    status,
  );
}

/** Sends who is not signed in to do so, and back again. */
export function toSignIn(c: Context<PortalEdge>): Response {
  const { base, here } = c.var.visit.site;
  return c.redirect(`${base}/sign-in?next=${encodeURIComponent(here)}`, 303);
}
