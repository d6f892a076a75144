import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { recordAccess } from '@juxian/core/audit.ts';
import { isListForm, listForms, listPaper } from '@juxian/documents/cadre/lists.ts';
import { nextCopy } from '@juxian/engine/number.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { listIds } from '@juxian/engine/views.ts';
import type { Context } from 'hono';
import { actorLine } from '../actor.ts';
import { among } from '../among.ts';
import { issuedBy } from '../copies.ts';
import { exportGate } from './exportGate.ts';
import { answerFile, answerHtml } from './forms.ts';
import type { ApiEdge } from './records.ts';
import { tailsFor } from './tails.ts';

type Asked = Record<string, string>;

/**
 * A list of cadres on paper: who is in it, in which order and as of which day are those of the list with the same
 * parameters; its own order or one that begins with the unit stands under units. The line of the log stands before it leaves.
 * @throws Refusal `missing.form`, `forbidden.export`, `invalid.format`, and whatever the list refuses.
 */
export async function answerListForm(
  c: Context<ApiEdge>,
  name: string,
  { form, meeting }: { form: string; meeting?: string },
  { format = 'html', ...asked }: Asked,
): Promise<Response> {
  const { ctx } = c.var;
  const module = moduleOf(ctx, name);
  const gate = await exportGate(ctx, module);
  if (name !== 'cadre' || !isListForm(form))
    throw new Refusal('missing.form', t('没有这种表', 'There is no such form'));
  if (format !== 'html' && format !== 'docx' && format !== 'pdf')
    throw new Refusal('invalid.format', t('没有这种格式：{format}', 'There is no format {format}'), {
      values: { format },
    });
  const { limit: _, cursor: __, facets: ___, group: ____, measure: _____, fields: ______, ...given } = asked;
  const params = await among(ctx, name, given);
  const ids = (await listIds(ctx, module, params, gate, await tailsFor(ctx, module, gate, params.q))).map(
    ({ id }) => id,
  );
  const drawn = await listPaper(ctx, form, {
    ids,
    gate,
    day: params.asOf || ctx.clock.today(),
    byUnit: /^unit(,|$)/.test(params.sort || module.views.sort),
    ...(meeting ? { meeting: meeting.slice(0, 40) } : {}),
  });
  const copy = await nextCopy(ctx, module, 'list', form);
  await recordAccess(ctx.store, ctx.clock, {
    actor: actorLine(ctx.actor),
    name: 'records.exported',
    object: { module: name },
    outcome: 'done',
    details: { form, format, rows: ids.length, copy, filters: Object.keys(given) },
  });
  const paper = { ...drawn, watermark: `${issuedBy(ctx)} 第${copy}份` };
  return format === 'html'
    ? answerHtml(c, paper)
    : answerFile(c, paper, `${listForms[form].zh}-${ctx.clock.today()}`, format);
}
