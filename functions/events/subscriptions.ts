import { say, type Text, t } from '@juxian/base/text.ts';
import { contactOfPerson } from '@juxian/core/code.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Values } from '@juxian/engine/kinds/kind.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { loadRecord } from '@juxian/engine/stored.ts';
import type { call } from '@juxian/modules/talent/call.ts';
import { studioKinds } from '@juxian/modules/talent/studio-kind.ts';
import type { Deps } from '../deps.ts';
import { stopPath } from '../portal/stop.ts';
import type { Happened } from './happened.ts';
import { post } from './messages.ts';

/**
 * Tells whoever subscribed to one of its kinds that a call was published, each person once, with a link that ends it.
 * @throws the first failure, after everybody else has been told.
 */
export async function tellSubscribers(deps: Deps, ctx: Ctx, happened: Happened): Promise<void> {
  if (happened.module !== 'call' || happened.name !== 'publish') return;
  if (!ctx.registry.has('subscription') || ctx.config.off.includes('subscription')) return;
  const record = await loadRecord(ctx, moduleOf(ctx, 'call'), happened.id);
  if (record?.state !== 'open' || record.gone) return;
  const values = record.values as Values<(typeof call)['fields']>;
  const offered = (values.kinds ?? []).flatMap(({ kind }) => kind ?? []);
  const rows = await ctx.rows.fresh(ctx, moduleOf(ctx, 'subscription'));
  let failure: unknown;
  for (const row of rows.where({ state: 'active' })) {
    const wanted = offered.filter((kind) => (row.values.kinds as string[] | undefined)?.includes(kind));
    if (wanted.length === 0) continue;
    try {
      const contact = await contactOfPerson(ctx.store, ctx.seal('portal'), row.owner);
      const base = `${deps.origin}/p/${ctx.config.slug}`;
      const text = wordsOf(values, wanted, `${base}/calls/${record.id}`, `${deps.origin}${stopPath(ctx, row.id)}`);
      const reader = { id: row.owner, reach: 'portal' as const, ...(contact ? { contact } : {}) };
      await post(deps, ctx, reader, happened, { title: t('征集公告', 'Call'), text });
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure) throw failure;
}

const news = t(
  '新发布：{heading}（{kinds}）。查看{url} 退订{stop}',
  'New: {heading} ({kinds}). See {url} Stop these messages: {stop}',
);

function wordsOf(
  { heading }: Values<(typeof call)['fields']>,
  wanted: readonly (keyof typeof studioKinds)[],
  url: string,
  stop: string,
): Text {
  const kinds = {
    zh: wanted.map((kind) => studioKinds[kind].zh).join('、'),
    en: wanted.map((kind) => studioKinds[kind].en).join(', '),
  };
  const values = { heading, kinds, url, stop };
  return { zh: say(news, 'zh-CN', values), en: say(news, 'en', values) };
}
