import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Address } from '@juxian/engine/open.ts';
import type { Times } from '@juxian/engine/open-at.ts';
import { applicationForms } from './forms/application.ts';
import { callForms, certificateForms, engagementForms, publicityForms, slateForms } from './forms/decision.ts';
import { grantForms, studioForms, yearForms } from './forms/grant.ts';
import { panelForms, reviewForms } from './forms/review.ts';
import { type Form, type Forms, type Seen, see } from './forms/view.ts';
import type { Printable } from './print.ts';

/** The papers of each module, by module and form. */
export const forms: Readonly<Record<string, Forms>> = {
  application: applicationForms,
  review: reviewForms,
  panel: panelForms,
  publicity: publicityForms,
  slate: slateForms,
  call: { ...callForms, ...yearForms },
  grant: grantForms,
  studio: studioForms,
  certificate: certificateForms,
  engagement: engagementForms,
};

const isFor = ({ by }: Form, { roles }: Seen): boolean => by.some((role) => roles.has(role));

/**
 * The papers the reader may print of a record as it stands.
 * @throws Refusal `missing.*` out of scope.
 */
export async function formsOf(ctx: Ctx, address: Address): Promise<{ name: string; title: Text }[]> {
  const seen = await see(ctx, address);
  const offered: { name: string; title: Text }[] = [];
  for (const [name, form] of Object.entries(forms[seen.module] ?? {}))
    if (isFor(form, seen) && (!form.when || (await form.when(seen, ctx)) === true))
      offered.push({ name, title: form.title });
  return offered;
}

/**
 * One paper of a record, holding what the reader may see.
 * @throws Refusal `missing.form` where there is none for the reader, `conflict.*` with the reason why not yet.
 */
export async function printForm(
  ctx: Ctx,
  { form: name, ...address }: Address & Times & { form: string },
  given: { origin: string },
): Promise<{ paper: Printable; title: Text }> {
  const seen = await see(ctx, address);
  const known = forms[seen.module] ?? {};
  const form = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!form || !isFor(form, seen)) throw new Refusal('missing.form', t('没有这种表', 'There is no such form'));
  const may = form.when ? await form.when(seen, ctx) : true;
  if (may !== true) throw may;
  const paper = await form.paper(ctx, seen, given);
  if (!form.hotline) refuseHotline(paper);
  return { paper, title: form.title };
}

/** 12380 takes reports about the appointment of cadres; on a talent paper it would lead people astray. */
function refuseHotline(paper: Printable): void {
  if (paper.layout === 'letter' && /(?<!\d)12380(?!\d)/.test(JSON.stringify(paper.blocks)))
    throw new Refusal(
      'conflict.hotline',
      t(
        '人才工作的公示和文书不印12380，请改为人才办电话',
        'A talent paper does not print 12380; give the office telephone',
      ),
    );
}
