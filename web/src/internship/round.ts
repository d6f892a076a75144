import type { ListItem } from '@juxian/engine/answer.ts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** A student of the round's season and the place proposed; `wish` 0 = not wished for. */
export type Line = {
  id: string;
  name: string;
  school: string;
  state: string;
  post?: { id: string; title: string; unit: string };
  wish: number;
};

/** The lists answer at most so many rows at once. */
const page = 500;

async function everyRow(module: string, params: Record<string, string>) {
  const items: ListItem[] = [];
  const titles: Record<string, string> = {};
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const asked = { ...params, limit: String(page), ...(cursor ? { cursor } : {}) };
    const answer = await api.record.list({ module, params: asked });
    items.push(...answer.items);
    Object.assign(titles, answer.titles);
    cursor = answer.nextCursor;
  }
  return { items, titles };
}

/** The parameters of a list that holds the season's records. */
export const seasonParams = (values: Readonly<Record<string, unknown>>): Record<string, string> => ({
  'filter[year]': String(values.year),
  'filter[season]': String(values.season),
});

/** Every application of the round's season, and every post. */
export const seasonQuery = (values: Readonly<Record<string, unknown>>) => {
  const params = seasonParams(values);
  return queryOptions({
    queryKey: ['list', 'internshipApplication', 'season', params],
    queryFn: async () => {
      const [students, posts] = await Promise.all([
        everyRow('internshipApplication', { ...params, fields: 'name,school,wishes', sort: 'number' }),
        everyRow('internshipPost', { ...params, fields: 'heading,unit' }),
      ]);
      return { students: students.items, posts: posts.items, titles: posts.titles };
    },
  });
};

type Season = { students: readonly ListItem[]; posts: readonly ListItem[]; titles: Readonly<Record<string, string>> };

/** Who was placed where by the proposal, and who of those that waited was not. */
export function linesOf(
  { students, posts, titles }: Season,
  proposal: Readonly<Record<string, string>>,
): { placed: Line[]; left: Line[] } {
  const known = new Map(
    posts.map(({ id, title, values }) => [id, { id, title, unit: titles[String(values.unit)] ?? '' }]),
  );
  const lines = students.map(({ id, title, state, values }): Line => {
    const post = known.get(proposal[id] ?? '');
    const wishes = Array.isArray(values.wishes) ? (values.wishes as string[]) : [];
    return {
      id,
      name: title,
      school: String(values.school ?? ''),
      state,
      wish: post ? wishes.indexOf(post.id) + 1 : 0,
      ...(post ? { post } : {}),
    };
  });
  return {
    placed: lines.filter(({ id }) => id in proposal),
    left: lines.filter(({ id, state }) => state === 'submitted' && !(id in proposal)),
  };
}

/** Lines whose post, unit or name holds the words; all of them for none. */
export function found(lines: readonly Line[], words: string): readonly Line[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return lines;
  return lines.filter(({ name, school, post }) =>
    [name, school, post?.title, post?.unit].some((text) => text?.toLowerCase().includes(wanted)),
  );
}

export const proposalIn = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  (values.proposal ?? {}) as Record<string, string>;
