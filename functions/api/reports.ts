import { Refusal, refuseStray } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { recordAccess } from '@juxian/core/audit.ts';
import { fileHeaders } from '@juxian/engine/content.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Sheet } from '@juxian/engine/sheet.ts';
import type { Context, Hono } from 'hono';
import { actorLine } from '../actor.ts';
import { issuedBy } from '../copies.ts';
import { type ApiEdge, listParams } from './records.ts';

// Loaded by the first who asks: most processes answer no report, and every process starts.
const xlsxOf = async (sheets: readonly Sheet[]) => (await import('@juxian/engine/sheet.ts')).writeXlsx(sheets);
const cadre = () => import('@juxian/documents/cadre/reports/index.ts');
const written = () => import('@juxian/documents/cadre/reports/written.ts');

const studios = 'talent-studios';
const studiosTitle = t('工作室年度汇总', 'Studios by year');

/** Every figure stands over a list that holds exactly its rows. */
async function studiosSheet(ctx: Ctx): Promise<Sheet> {
  const { homeOf } = await import('@juxian/modules/talent/home.ts');
  const { years = [] } = await homeOf(ctx);
  const column = (zh: string, en: string, kind: 'number' | 'money') => ({ title: say(t(zh, en), ctx.locale), kind });
  return {
    name: say(studiosTitle, ctx.locale),
    columns: [
      column('年度', 'Year', 'number'),
      column('申报', 'Applications', 'number'),
      column('在册工作室', 'Studios', 'number'),
      column('核定', 'Approved', 'money'),
      column('已拨', 'Paid', 'money'),
      column('待拨', 'To be paid', 'money'),
    ],
    rows: years.map(({ year, filed, recognised, approved, paid }) => [
      year,
      filed,
      recognised,
      approved,
      paid,
      approved - paid,
    ]),
  };
}

const formats = {
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;
type Format = keyof typeof formats;

function formatOf(given: string, known: readonly Format[]): Format {
  const format = known.find((one) => one === given);
  if (format) return format;
  throw new Refusal('invalid.format', t('格式应为 {formats}', 'The format is one of {formats}'), {
    values: { formats: known.join(', ') },
  });
}

/** `GET /reports`, `GET /reports/compare?ids=&asOf=` and `GET /reports/{report}?asOf=&unit=&format=json|xlsx|pdf` and its own. */
export function reportRoutes(app: Hono<ApiEdge>): void {
  app.get('/reports', async (c) => {
    const { reportsOf } = await cadre();
    const { ctx } = c.var;
    const reports = await reportsOf(ctx);
    return c.json(
      reports.map(({ name, title, file }) => ({ name, title: say(title, ctx.locale), room: 'cadre', file })),
    );
  });
  app.get('/reports/:report', async (c) => {
    const { ctx } = c.var;
    const name = c.req.param('report');
    const { format: given = 'json', ...params } = listParams(c.req.url);
    if (name === studios) {
      refuseStray(params, []);
      return answerStudios(c, formatOf(given, ['json', 'xlsx']));
    }
    if (name === 'compare') {
      formatOf(given, ['json']);
      const { compareOf } = await import('@juxian/documents/cadre/compare.ts');
      return c.json(await compareOf(ctx, params));
    }
    const format = formatOf(given, ['json', 'xlsx', 'pdf']);
    const { reportOf } = await cadre();
    const report = await reportOf(ctx, name, params, format !== 'json');
    const { reportAnswer, reportPaper, reportSheets } = await written();
    if (format === 'json') return c.json(reportAnswer(name, report, ctx.locale));
    await noteTaken(ctx, name, format, report.rows.length);
    const file = `${say(report.title, ctx.locale)}-${report.day}.${format}`;
    if (format === 'xlsx') return sent(c, await xlsxOf(reportSheets(report, ctx.locale)), file, format);
    const [{ toPdf }, { issuerOf }] = await Promise.all([
      import('@juxian/documents/pdf/paper.ts'),
      import('@juxian/documents/forms/view.ts'),
    ]);
    return sent(
      c,
      (await toPdf({ ...reportPaper(report, issuerOf(ctx)), watermark: issuedBy(ctx) })).bytes,
      file,
      format,
    );
  });
}

async function answerStudios(c: Context<ApiEdge>, format: Format): Promise<Response> {
  const { ctx } = c.var;
  const sheet = await studiosSheet(ctx);
  if (format === 'json')
    return c.json({ title: sheet.name, asOf: ctx.clock.today(), columns: sheet.columns, rows: sheet.rows });
  return sent(c, await xlsxOf([sheet]), `${sheet.name}.xlsx`, 'xlsx');
}

const sent = (c: Context<ApiEdge>, bytes: Uint8Array, name: string, format: Format): Response =>
  c.body(Uint8Array.from(bytes).buffer, 200, fileHeaders(name, formats[format]));

/** The line of the log stands before the file leaves. */
const noteTaken = (ctx: Ctx, report: string, format: Format, rows: number): Promise<void> =>
  recordAccess(ctx.store, ctx.clock, {
    actor: actorLine(ctx.actor),
    name: 'records.exported',
    object: { module: 'cadre' },
    outcome: 'done',
    details: { report, format, rows },
  });
