import { isId } from '@juxian/base/id.ts';
import { say, t } from '@juxian/base/text.ts';
import type { RecordAnswer } from '@juxian/engine/answer.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Typed } from '@juxian/engine/kinds/plain-kind.ts';
import type { FormProblem } from './Form.tsx';
import { listOf } from './read.ts';

/** The field of a student's wishes: posts by their number or name, first wish first. */
const field = 'wishes';

export type PostOption = { id: string; number: string; heading: string; unit: string };

const mostNamed = 5;
const fields = 'number,heading,unit';

async function postsOf(ctx: Ctx, params: Record<string, string>): Promise<PostOption[]> {
  const { items, titles } = await listOf(ctx, 'internshipPost', { limit: '500', fields, ...params });
  return items.map(({ id, values }) => ({
    id,
    number: String(values.number ?? ''),
    heading: String(values.heading ?? ''),
    unit: titles[String(values.unit)] ?? '',
  }));
}

/** The posts a student may wish for now, and those he has wished for. */
export async function offeredPosts(ctx: Ctx, wished: readonly string[]): Promise<PostOption[]> {
  const [open, held] = await Promise.all([
    postsOf(ctx, { 'filter[state]': 'open', sort: 'unit,heading,number' }),
    wished.length > 0 ? postsOf(ctx, { 'filter[id][in]': wished.join() }) : [],
  ]);
  const known = new Set(open.map(({ id }) => id));
  return [...open, ...held.filter(({ id }) => !known.has(id))];
}

/** What the posts of a student's wishes are called where they are read: with number and unit. */
export async function wishTitles(ctx: Ctx, { module, values }: RecordAnswer): Promise<Record<string, string>> {
  const wished = (values[field] ?? []) as string[];
  if (module !== 'internshipApplication' || wished.length === 0) return {};
  const posts = await postsOf(ctx, { 'filter[id][in]': wished.join() });
  return Object.fromEntries(posts.map(({ id, number, heading, unit }) => [id, `${heading}（${unit} ${number}）`]));
}

/**
 * A form in which each wish that was typed as a number or a name has become the post itself; what fits no post or
 * several stays as typed, with the reason.
 */
export async function withPosts(
  ctx: Ctx,
  record: Pick<RecordAnswer, 'module'>,
  typed: Typed,
): Promise<{ typed: Typed; problems: FormProblem[] }> {
  const given = typed.get(field);
  if (record.module !== 'internshipApplication' || !given) return { typed, problems: [] };
  const wishes = given.map((text) => text.normalize('NFKC').trim()).filter(Boolean);
  if (wishes.every((wish) => isId('record', wish)))
    return { typed: new Map([...typed, [field, wishes]]), problems: [] };
  const open = await postsOf(ctx, { 'filter[state]': 'open' });
  const problems: FormProblem[] = [];
  const found = wishes.map((wish) => {
    if (isId('record', wish)) return wish;
    const fits = fitting(open, wish);
    const [only] = fits;
    if (only && fits.length === 1) return only.id;
    problems.push({ path: field, message: whyNot(ctx, wish, fits) });
    return wish;
  });
  return { typed: new Map([...typed, [field, found]]), problems };
}

/** Posts of that number, else of that very name, else whose name, unit or number holds every word. */
function fitting(open: readonly PostOption[], wish: string): readonly PostOption[] {
  const [first = ''] = wish.split(/\s+/);
  const numbered = open.filter(({ number }) => number === wish || number === first);
  if (numbered.length > 0) return numbered;
  const words = wish.split(/\s+/);
  const held = open.filter((post) =>
    words.every((word) => `${post.heading} ${post.unit} ${post.number}`.includes(word)),
  );
  const exact = held.filter(({ heading }) => heading === wish);
  return exact.length > 0 ? exact : held;
}

function whyNot(ctx: Ctx, wish: string, fits: readonly PostOption[]): string {
  if (fits.length === 0)
    return say(
      t('没有报名中的岗位符合“{wish}”，请核对编号或名称', 'No open post fits “{wish}”; check its number or name'),
      ctx.locale,
      { wish },
    );
  const named = fits
    .slice(0, mostNamed)
    .map(({ number, heading, unit }) => `${number} ${heading} ${unit}`)
    .join(say(t('；', '; '), ctx.locale));
  const more = fits.length > mostNamed ? say(t('等', ' and more'), ctx.locale) : '';
  return say(
    t('有{n}个岗位符合“{wish}”，请填编号：{named}{more}', '{n} posts fit “{wish}”; give the number: {named}{more}'),
    ctx.locale,
    { n: fits.length, wish, named, more },
  );
}
