import { randomBytes } from 'node:crypto';
import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import type { Printable } from '@juxian/documents/print.ts';
import { fileHeaders } from '@juxian/engine/content.ts';
import type { Context, Hono } from 'hono';
import { issuePaper, noteIssue } from '../copies.ts';
import type { Deps } from '../deps.ts';
import { type ApiEdge, timesOf } from './records.ts';

// Loaded by the first paper: most processes never print one, and every process starts.
const forms = () => import('@juxian/documents/forms.ts');
const print = () => import('@juxian/documents/print.ts');

const types = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  lrmx: 'application/xml',
} as const;

/** The papers of a record: which there are for the reader, and one of them to print, as a Word file or as PDF. */
export function formRoutes(app: Hono<ApiEdge>, deps: Pick<Deps, 'origin' | 'table'>): void {
  app.get('/records/:module/:id/forms', async (c) => {
    const { ctx } = c.var;
    const { formsOf } = await forms();
    const offered = await formsOf(ctx, { module: c.req.param('module'), id: c.req.param('id') });
    return c.json(offered.map((one) => ({ ...one, title: say(one.title, ctx.locale) })));
  });
  app.get('/records/:module/:id/form/:form', async (c) => {
    const { module, id, form } = c.req.param();
    const format = formatOf(c.req.query('format'));
    const asked = { module, id, form, ...timesOf(c) };
    const { printForm, exchangeForm } = await forms();
    const log = deps.table.for(c.var.ctx.actor.tenant);
    if (format === 'lrmx') {
      const file = await exchangeForm(c.var.ctx, asked);
      await noteIssue(c.var.ctx, log, { module, id, form, format });
      return c.body(Uint8Array.from(file.bytes).buffer, 200, fileHeaders(file.name, types.lrmx));
    }
    const { paper: drawn, file } = await printForm(c.var.ctx, asked, { origin: deps.origin });
    const paper = await issuePaper(c.var.ctx, log, { module, id, form, format }, drawn);
    return format === 'html' ? answerHtml(c, paper) : answerFile(c, paper, file, format);
  });
}

/** `GET /me/self-check?format=html|docx|pdf`: of the own file what one has filled in oneself. */
export function selfCheckRoute(app: Hono<ApiEdge>, deps: Pick<Deps, 'table'>): void {
  app.get('/me/self-check', async (c) => {
    const format = formatOf(c.req.query('format'));
    if (format === 'lrmx')
      throw new Refusal('invalid.format', t('没有这种格式：{format}', 'There is no format {format}'), {
        values: { format },
      });
    const { selfCheck } = await import('./selfCheck.ts');
    const paper = await selfCheck(deps, c.var.ctx, format);
    return format === 'html' ? answerHtml(c, paper) : answerFile(c, paper, paper.title, format);
  });
}

export async function answerFile(
  c: Context<ApiEdge>,
  paper: Printable,
  name: string,
  format: 'docx' | 'pdf',
): Promise<Response> {
  const { printDocx, printPdf } = await print();
  const bytes = format === 'docx' ? printDocx(paper) : printPdf(paper);
  return c.body(Uint8Array.from(await bytes).buffer, 200, fileHeaders(`${name}.${format}`, types[format]));
}

const formats = ['html', 'docx', 'pdf', 'lrmx'] as const;

function formatOf(given = 'html'): (typeof formats)[number] {
  const format = formats.find((one) => one === given);
  if (format) return format;
  throw new Refusal('invalid.format', t('没有这种格式：{format}', 'There is no format {format}'), {
    values: { format: given },
  });
}

export async function answerHtml(c: Context<ApiEdge>, paper: Printable): Promise<Response> {
  const { printHtml } = await print();
  const { locale } = c.var.ctx;
  const nonce = randomBytes(16).toString('base64');
  const html = await printHtml(paper, locale, {
    nonce,
    bar: {
      print: say(t('打印', 'Print'), locale),
      word: say(t('下载 Word', 'Word file'), locale),
      pdf: say(t('下载 PDF', 'PDF file'), locale),
    },
  });
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; img-src data:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
  return c.html(html);
}
