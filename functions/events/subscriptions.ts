import { portalAddress } from '@juxian/base/portal.ts';
import { say, type Text, t } from '@juxian/base/text.ts';
import { contactOfPerson } from '@juxian/core/code.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Values } from '@juxian/engine/kinds/kind.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { loadRecord } from '@juxian/engine/stored.ts';
import type { call } from '@juxian/modules/talent/call.ts';
import type { internshipPost } from '@juxian/modules/talent/internship/post.ts';
import { postSorts } from '@juxian/modules/talent/internship/subject.ts';
import { studioKinds } from '@juxian/modules/talent/studio-kind.ts';
import type { subscription } from '@juxian/modules/talent/subscription.ts';
import type { Deps } from '../deps.ts';
import { stopPath } from '../portal/stop.ts';
import type { Happened } from './happened.ts';
import { post } from './messages.ts';

type Wanted = Values<(typeof subscription)['fields']>;
type News = {
  title: Text;
  /** What a subscriber is told of it, or undefined where he has not asked for any of its kinds. */
  tell(wanted: Wanted): { heading: string; kinds: Text } | undefined;
  path: string;
};

/**
 * Tells whoever subscribed to its kind that a call or an internship post was published, each person once, with a link
 * that ends it.
 * @throws the first failure, after everybody else has been told.
 */
export async function tellSubscribers(deps: Deps, ctx: Ctx, happened: Happened): Promise<void> {
  if (happened.name !== 'publish' || !Object.hasOwn(news, happened.module)) return;
  if (!ctx.registry.has('subscription') || ctx.config.off.includes('subscription')) return;
  const record = await loadRecord(ctx, moduleOf(ctx, happened.module), happened.id);
  const newsOf = news[happened.module];
  if (record?.state !== 'open' || record.gone || !newsOf) return;
  const { title, tell, path } = newsOf(record.values);
  const rows = await ctx.rows.fresh(ctx, moduleOf(ctx, 'subscription'));
  let failure: unknown;
  for (const row of rows.where({ state: 'active' })) {
    const told = tell(row.values as Wanted);
    if (!told) continue;
    try {
      const contact = await contactOfPerson(ctx.store, ctx.seal('portal'), row.owner);
      const address = portalAddress(deps.origin, ctx.config);
      const url = `${address}/${path}/${record.id}`;
      const text = wordsOf({ ...told, url, stop: `${address}${stopPath(ctx, row.id)}` });
      const reader = { id: row.owner, reach: 'portal' as const, ...(contact ? { contact } : {}) };
      await post(deps, ctx, reader, happened, { title, text });
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure) throw failure;
}

const news: Readonly<Record<string, (values: Readonly<Record<string, unknown>>) => News>> = {
  call: (values) => {
    const { heading = '', kinds = [] } = values as Values<(typeof call)['fields']>;
    const offered = kinds.flatMap(({ kind }) => kind ?? []);
    return {
      title: t('征集公告', 'Call'),
      path: 'calls',
      tell: (wanted) => {
        const fits = offered.filter((kind) => wanted.kinds?.includes(kind));
        return fits.length > 0 ? { heading, kinds: listed(fits.map((kind) => studioKinds[kind])) } : undefined;
      },
    };
  },
  internshipPost: (values) => {
    const { heading = '', sort } = values as Values<(typeof internshipPost)['fields']>;
    return {
      title: t('实习岗位', 'Internship post'),
      path: 'posts',
      tell: ({ posts }) => (sort && posts?.includes(sort) ? { heading, kinds: postSorts[sort] } : undefined),
    };
  },
};

const listed = (words: readonly Text[]): Text => ({
  zh: words.map(({ zh }) => zh).join('、'),
  en: words.map(({ en }) => en).join(', '),
});

const said = t(
  '新发布：{heading}（{kinds}）。查看{url} 退订{stop}',
  'New: {heading} ({kinds}). See {url} Stop these messages: {stop}',
);

const wordsOf = ({ kinds, ...values }: { heading: string; kinds: Text; url: string; stop: string }): Text => ({
  zh: say(said, 'zh-CN', { ...values, kinds: kinds.zh }),
  en: say(said, 'en', { ...values, kinds: kinds.en }),
});
