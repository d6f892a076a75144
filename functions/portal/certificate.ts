import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { fileHeaders } from '@juxian/engine/content.ts';
import type { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { getOwn } from './own.ts';
import { certificateOf } from './read.ts';
import type { PortalEdge, Visit } from './visit.ts';

const module = 'internshipCertificate';

/** The visitor's certificate of an internship, where it has one that holds. */
export async function heldCertificate({ ctx }: Visit, values: Readonly<Record<string, unknown>>) {
  if (typeof values.certificate !== 'string') return undefined;
  const found = await certificateOf(ctx, values.certificate);
  return found?.module === module && found.state === 'valid' ? found : undefined;
}

/** `GET /my/:id/certificate.pdf`: the paper of the office, for whoever served the internship. */
export function certificateRoute(pages: Hono<PortalEdge>, deps: Pick<Deps, 'origin'>): void {
  pages.get('/my/:id/certificate.pdf', async (c) => {
    const { visit } = c.var;
    const { values } = await getOwn(visit.ctx, c.req.param('id'));
    const held = await heldCertificate(visit, values);
    if (!held) throw new Refusal('missing.page', t('没有这个页面', 'There is no such page'));
    const { printForm } = await import('@juxian/documents/forms.ts');
    const { printPdf } = await import('@juxian/documents/print.ts');
    const asked = { module, id: held.id, form: 'certificate' };
    const { paper, file } = await printForm(visit.ctx, asked, deps);
    const bytes = Uint8Array.from(await printPdf(paper)).buffer;
    return c.body(bytes, 200, fileHeaders(`${file}.pdf`, 'application/pdf'));
  });
}
