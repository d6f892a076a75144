import { portalAddress } from '@juxian/base/portal.ts';
import { say, type Text, t } from '@juxian/base/text.ts';
import { contactOfPerson } from '@juxian/core/code.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Values } from '@juxian/engine/kinds/kind.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { loadRecord, type Stored } from '@juxian/engine/stored.ts';
import type { call } from '@juxian/modules/talent/call.ts';
import type { internshipPost } from '@juxian/modules/talent/internship/post.ts';
import { postSorts } from '@juxian/modules/talent/internship/subject.ts';
import { studioKinds } from '@juxian/modules/talent/studio-kind.ts';
import type { subscription } from '@juxian/modules/talent/subscription.ts';
import type { Deps } from '../deps.ts';
import { stopPath } from '../portal/stop.ts';
import type { Happened } from './happened.ts';
import { post } from './messages.ts';
import { layNews } from './news.ts';

type Wanted = Values<(typeof subscription)['fields']>;
type Told = { title: Text; text: Text };

/**
 * Tells whoever subscribed to its kind that a call was published, each person once, with a link that ends it. Posts are
 * laid down and told of together.
 * @throws the first failure, after everybody else has been told.
 */
export async function tellSubscribers(deps: Deps, ctx: Ctx, happened: Happened): Promise<void> {
  if (happened.name !== 'publish') return;
  if (happened.module === 'internshipPost') return layNews(ctx, happened);
  if (happened.module !== 'call') return;
  const [record] = await openRecords(ctx, 'call', [happened.id]);
  if (!record) return;
  const { heading = '', kinds = [] } = record.values as Values<(typeof call)['fields']>;
  const offered = kinds.flatMap(({ kind }) => kind ?? []);
  await tellEverybody(deps, ctx, happened, (wanted, { address, stop }) => {
    const fits = offered.filter((kind) => wanted.kinds?.includes(kind));
    if (fits.length === 0) return undefined;
    const places = { heading, url: `${address}/calls/${record.id}`, stop };
    return {
      title: t('征集公告', 'Call'),
      text: filled(said, places, { kinds: listed(fits.map((kind) => studioKinds[kind])) }),
    };
  });
}

/** The same for posts published together: of one its page, of more the list. */
export async function tellOfPosts(deps: Deps, ctx: Ctx, happened: Happened, ids: readonly string[]): Promise<void> {
  const records = await openRecords(ctx, 'internshipPost', ids);
  const posts = records.map(({ id, values }) => ({ id, ...(values as Values<(typeof internshipPost)['fields']>) }));
  await tellEverybody(deps, ctx, happened, (wanted, { address, stop }) => {
    const fits = posts.filter(({ sort }) => sort && wanted.posts?.includes(sort));
    const sorts = [...new Set(fits.flatMap(({ sort }) => sort ?? []))];
    const [first] = fits;
    if (!first) return undefined;
    const isOne = fits.length === 1;
    const url = `${address}/posts${isOne ? `/${first.id}` : ''}`;
    const some = fits.slice(0, named).map(({ heading = '' }) => t(heading, heading));
    const places = { heading: first.heading ?? '', n: String(fits.length), url, stop };
    const words = { kinds: listed(sorts.map((sort) => postSorts[sort])), some: listed(some) };
    return { title: t('实习岗位', 'Internship post'), text: filled(isOne ? said : saidOfMany, places, words) };
  });
}

/** So many of the posts published together are named. */
const named = 3;

const openRecords = async (ctx: Ctx, module: string, ids: readonly string[]): Promise<Stored[]> =>
  (await Promise.all(ids.map((id) => loadRecord(ctx, moduleOf(ctx, module), id)))).filter(
    (record) => record?.state === 'open' && !record.gone,
  ) as Stored[];

async function tellEverybody(
  deps: Deps,
  ctx: Ctx,
  happened: Happened,
  tell: (wanted: Wanted, at: { address: string; stop: string }) => Told | undefined,
): Promise<void> {
  if (!ctx.registry.has('subscription') || ctx.config.off.includes('subscription')) return;
  const rows = await ctx.rows.fresh(ctx, moduleOf(ctx, 'subscription'));
  const address = portalAddress(deps.origin, ctx.config);
  let failure: unknown;
  for (const row of rows.where({ state: 'active' })) {
    const told = tell(row.values as Wanted, { address, stop: `${address}${stopPath(ctx, row.id)}` });
    if (!told) continue;
    try {
      const contact = await contactOfPerson(ctx.store, ctx.seal('portal'), row.owner);
      const reader = { id: row.owner, reach: 'portal' as const, ...(contact ? { contact } : {}) };
      await post(deps, ctx, reader, happened, told);
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure) throw failure;
}

const listed = (words: readonly Text[]): Text => ({
  zh: words.map(({ zh }) => zh).join('、'),
  en: words.map(({ en }) => en).join(', '),
});

const said = t(
  '新发布：{heading}（{kinds}）。查看{url} 退订{stop}',
  'New: {heading} ({kinds}). See {url} Stop these messages: {stop}',
);

const saidOfMany = t(
  '新发布{n}个实习岗位（{kinds}）：{some}等。查看{url} 退订{stop}',
  '{n} new internship posts ({kinds}): {some} and more. See {url} Stop these messages: {stop}',
);

/** A text in both languages, with places that are the same in both and words that are not. */
const filled = (text: Text, places: Record<string, string>, words: Record<string, Text>): Text => {
  const as = (language: 'zh' | 'en') => ({
    ...places,
    ...Object.fromEntries(Object.entries(words).map(([name, word]) => [name, word[language]])),
  });
  return { zh: say(text, 'zh-CN', as('zh')), en: say(text, 'en', as('en')) };
};
