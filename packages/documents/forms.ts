import { portalAddress } from '@juxian/base/portal.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Address } from '@juxian/engine/open.ts';
import type { Times } from '@juxian/engine/open-at.ts';
import { agreementForms } from './forms/agreement.ts';
import { applicationForms } from './forms/application.ts';
import { appointmentDocumentForms } from './forms/appointment.ts';
import { appraisalForms, secondmentForms, withdrawalForms } from './forms/appraisal.ts';
import { internshipCertificateForms, talentCardForms } from './forms/attraction.ts';
import { cadreForms } from './forms/cadre.ts';
import { callForms, certificateForms, publicityForms, slateForms } from './forms/decision.ts';
import { grantForms, studioForms, yearForms } from './forms/grant.ts';
import { meetingForms } from './forms/meeting.ts';
import { panelForms, reviewForms } from './forms/review.ts';
import { adoptionCertificateForms, engagementForms } from './forms/think-tank.ts';
import { type ExchangeFile, type Form, type Forms, type Seen, see } from './forms/view.ts';
import type { Paper } from './paper.ts';
import type { Printable } from './print.ts';

/** The papers of each module, by module and form. */
export const forms: Readonly<Record<string, Forms>> = {
  application: applicationForms,
  review: reviewForms,
  panel: panelForms,
  publicity: publicityForms,
  slate: slateForms,
  panelMeeting: meetingForms,
  call: { ...callForms, ...yearForms },
  grant: grantForms,
  studio: studioForms,
  appraisal: appraisalForms,
  studioWithdrawal: withdrawalForms,
  agreement: agreementForms,
  secondment: secondmentForms,
  talentCard: talentCardForms,
  internshipCertificate: internshipCertificateForms,
  certificate: certificateForms,
  engagement: engagementForms,
  adoptionCertificate: adoptionCertificateForms,
  cadre: cadreForms,
  appointmentDocument: appointmentDocumentForms,
};

const isFor = ({ by }: Form, { roles }: Seen): boolean => by.some((role) => roles.has(role));

/** `exchange`: the format in which it is also handed to other systems. */
type Offered = { name: string; title: Text; exchange?: 'lrmx' };

/**
 * The papers the reader may print of a record as it stands.
 * @throws Refusal `missing.*` out of scope.
 */
export async function formsOf(ctx: Ctx, address: Address): Promise<Offered[]> {
  const seen = await see(ctx, address);
  const offered: Offered[] = [];
  for (const [name, form] of Object.entries(forms[seen.module] ?? {}))
    if (isFor(form, seen) && (!form.when || (await form.when(seen, ctx)) === true))
      offered.push({ name, title: form.title, ...(form.exchange ? { exchange: 'lrmx' as const } : {}) });
  return offered;
}

type Asked = Address & Times & { form: string };
/** Where the house is served. */
type Origin = { origin: string };

/**
 * One paper of a record, holding what the reader may see, and what a file of it is called.
 * @throws Refusal `missing.form` where there is none for the reader, `conflict.*` with the reason why not yet.
 */
export async function printForm(
  ctx: Ctx,
  asked: Asked,
  { origin }: Origin,
): Promise<{ paper: Printable; file: string }> {
  const { form, seen, times } = await formOf(ctx, asked);
  const paper = await form.paper(ctx, seen, { portal: portalAddress(origin, ctx.config), times });
  if ('relatives' in paper) return { paper, file: `${paper.name}任免表` };
  if (!form.hotline) refuseHotline(paper);
  return { paper, file: `${form.title.zh}-${ctx.clock.today()}` };
}

/** The same as a file for another system. @throws Refusal `invalid.format` where the paper has none. */
export async function exchangeForm(ctx: Ctx, asked: Asked): Promise<ExchangeFile> {
  const { form, seen, times } = await formOf(ctx, asked);
  if (!form.exchange) throw new Refusal('invalid.format', t('这种表没有交换文件', 'This form has no exchange file'));
  return form.exchange(ctx, seen, { times });
}

/** As many files as one answer holds; more are a job of printing. */
const mostAtOnce = 500;

/**
 * The records as files for another system, each as `exchangeForm` makes it, in one archive.
 * @throws Refusal `invalid.format` where the module has no such form, `invalid.tooMany` for over 500.
 */
export async function exchangeMany(ctx: Ctx, module: string, ids: readonly string[]): Promise<Uint8Array> {
  const [form] = Object.entries(forms[module] ?? {}).find(([, { exchange }]) => exchange) ?? [];
  if (!form)
    throw new Refusal('invalid.format', t('没有这种格式：{format}', 'There is no format {format}'), {
      values: { format: 'lrmx' },
    });
  if (ids.length > mostAtOnce)
    throw new Refusal(
      'invalid.tooMany',
      t(
        '一次最多导出{most}人，现有{found}人；更多的请用成批打印',
        'At most {most} at once; there are {found}; print them as a job',
      ),
      { values: { most: mostAtOnce, found: ids.length } },
    );
  const files: ExchangeFile[] = [];
  for (const id of ids) files.push(await exchangeForm(ctx, { module, id, form }));
  const { zipFiles } = await import('./zip.ts');
  return zipFiles(files);
}

async function formOf(ctx: Ctx, { form: name, asOf, knownAt, ...address }: Asked) {
  const times: Times = { ...(asOf ? { asOf } : {}), ...(knownAt ? { knownAt } : {}) };
  const seen = await see(ctx, { ...address, ...times });
  const known = forms[seen.module] ?? {};
  const form = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!form || !isFor(form, seen)) throw new Refusal('missing.form', t('没有这种表', 'There is no such form'));
  const may = form.when ? await form.when(seen, ctx) : true;
  if (may !== true) throw may;
  return { form, seen, times };
}

/** 12380 takes reports about the appointment of cadres; on a talent paper it would lead people astray. */
function refuseHotline(paper: Paper): void {
  if (paper.layout === 'letter' && /(?<!\d)12380(?!\d)/.test(JSON.stringify(paper.blocks)))
    throw new Refusal(
      'conflict.hotline',
      t(
        '人才工作的公示和文书不印12380，请改为人才办电话',
        'A talent paper does not print 12380; give the office telephone',
      ),
    );
}
