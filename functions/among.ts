import type { Ctx } from '@juxian/engine/context.ts';

type Params = Readonly<Record<string, string>>;

/**
 * List parameters, with `report` (a figure of a report, as its links write it) turned into the people it counts for this
 * reader. Loaded by the first who asks: most lists follow no report.
 * @throws Refusal whatever the report refuses.
 */
export async function among(ctx: Ctx, module: string, params: Params): Promise<Params> {
  const { report, ...rest } = params;
  if (report === undefined || module !== 'cadre') return params;
  const { idsInReport } = await import('@juxian/documents/cadre/reports/index.ts');
  const counted = await idsInReport(ctx, report);
  const only = rest['filter[id][in]']?.split(',');
  return { ...rest, 'filter[id][in]': (only ? counted.filter((id) => only.includes(id)) : counted).join() };
}
