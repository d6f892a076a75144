import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { fileHeaders } from '@juxian/engine/content.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { type Sheet, writeXlsx } from '@juxian/engine/sheet.ts';
import { homeOf } from '@juxian/modules/talent/home.ts';
import type { Hono } from 'hono';
import type { ApiEdge } from './records.ts';

type Report = { title: { zh: string; en: string }; sheet(ctx: Ctx): Promise<Sheet> };

/** Reports by name. Every figure of a report stands over a list that holds exactly its rows. */
const reports: Readonly<Record<string, Report>> = {
  'talent-studios': {
    title: t('工作室年度汇总', 'Studios by year'),
    async sheet(ctx) {
      const { years = [] } = await homeOf(ctx);
      const column = (zh: string, en: string, kind: 'number' | 'money') => ({
        title: say(t(zh, en), ctx.locale),
        kind,
      });
      return {
        name: say(t('工作室年度汇总', 'Studios by year'), ctx.locale),
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
    },
  },
};

/** `GET /reports/{report}?format=json|xlsx`. @throws Refusal `missing.report`, `invalid.format`. */
export function reportRoutes(app: Hono<ApiEdge>): void {
  app.get('/reports/:report', async (c) => {
    const { ctx } = c.var;
    const name = c.req.param('report');
    const report = Object.hasOwn(reports, name) ? reports[name] : undefined;
    if (!report) throw new Refusal('missing.report', t('没有这张报表', 'There is no such report'));
    const format = c.req.query('format') ?? 'json';
    const sheet = await report.sheet(ctx);
    if (format === 'json')
      return c.json({ title: sheet.name, asOf: ctx.clock.today(), columns: sheet.columns, rows: sheet.rows });
    if (format !== 'xlsx')
      throw new Refusal('invalid.format', t('格式应为 json 或 xlsx', 'The format is json or xlsx'));
    const bytes = await writeXlsx([sheet]);
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    return c.body(Uint8Array.from(bytes).buffer, 200, fileHeaders(`${sheet.name}.xlsx`, type));
  });
}
