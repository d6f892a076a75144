import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { ModuleAnswer } from '@juxian/engine/answer.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { describeModule } from '@juxian/engine/describe.ts';
import { getRecord } from '@juxian/engine/record.ts';
import type { Context, Hono } from 'hono';
import { createElement } from 'react';
import { type Asked, DirectoryList, DirectoryPage, type FilterField } from './Directory.tsx';
import { type Directory, directories } from './directories.ts';
import { problemsOf } from './filling.ts';
import { PostPage } from './Posts.tsx';
import { isOn, listOf } from './read.ts';
import { respond } from './respond.ts';
import type { PortalEdge, Visit } from './visit.ts';

const perPage = 50;
const longestQuery = 60;

/** What a county shows everybody: lists to search and to choose by, a page for each record. */
export function directoryRoutes(pages: Hono<PortalEdge>): void {
  for (const directory of directories) {
    pages.get(`/${directory.path}`, (c) => drawList(c, directory));
    pages.get(`/${directory.path}/:id`, (c) => drawPage(c, directory));
  }
}

function need({ ctx }: Visit, { module }: Directory): void {
  if (!isOn(ctx, module)) throw new Refusal('missing.page', t('没有这个页面', 'There is no such page'));
}

function askedIn(c: Context<PortalEdge>, { filters }: Directory): Asked {
  const given = (name: string) => c.req.query(name)?.trim() ?? '';
  const page = Number(given('page'));
  return {
    q: given('q').slice(0, longestQuery),
    filters: Object.fromEntries(
      filters.flatMap((name) => {
        const value = given(`filter[${name}]`);
        return value ? [[name, value]] : [];
      }),
    ),
    cursor: given('cursor'),
    page: Number.isInteger(page) && page > 1 ? page : 1,
  };
}

const paramsOf = ({ sort }: Directory, { q, filters, cursor }: Asked): Record<string, string> => ({
  limit: String(perPage),
  ...(sort ? { sort } : {}),
  ...(q ? { q } : {}),
  ...(cursor ? { cursor } : {}),
  ...Object.fromEntries(Object.entries(filters).map(([name, value]) => [`filter[${name}]`, value])),
});

/** What can be chosen by, each with the values that occur. */
async function filtersOf(ctx: Ctx, described: ModuleAnswer, { module, filters }: Directory): Promise<FilterField[]> {
  if (filters.length === 0) return [];
  const { facets = {} } = await listOf(ctx, module, { limit: '1', facets: filters.join() });
  const labels = new Map(described.fields.map(({ name, label }) => [name, label]));
  return filters.map((name) => ({
    name,
    label: labels.get(name) ?? '',
    options: inOrder(described, name, facets[name] ?? []),
  }));
}

/** The values in the order they were declared in; those of a ref as they are counted. */
function inOrder(described: ModuleAnswer, name: string, found: readonly { value: string; label: string }[]) {
  const declared =
    name === 'state'
      ? described.states.map((state) => state.name)
      : (described.fields.find((field) => field.name === name)?.choices ?? []).map(({ value }) => value);
  const held = found.filter(({ value }) => value !== '');
  if (declared.length > 0) return held.sort((a, b) => declared.indexOf(a.value) - declared.indexOf(b.value));
  return held.sort((a, b) => a.label.localeCompare(b.label, 'zh-CN'));
}

async function drawList(c: Context<PortalEdge>, directory: Directory): Promise<Response> {
  const { visit } = c.var;
  need(visit, directory);
  const { ctx, site } = visit;
  const asked = askedIn(c, directory);
  const described = await describeModule(ctx, directory.module);
  const fields = await filtersOf(ctx, described, directory);
  const found = await listOf(ctx, directory.module, paramsOf(directory, asked)).catch((error: unknown) => {
    if (error instanceof Refusal && error.group === 'invalid') return error;
    throw error;
  });
  if (found instanceof Refusal && found.code === 'invalid.cursor')
    return c.redirect(`${site.base}/${directory.path}${searchOf(asked)}`, 303);
  const problems = found instanceof Refusal ? problemsOf(ctx, found) : [];
  const { items, total, titles, nextCursor } =
    found instanceof Refusal ? { items: [], total: 0, titles: {}, nextCursor: undefined } : found;
  const known = new Map(described.fields.map((field) => [field.name, field]));
  return respond(
    c,
    {
      site,
      title: described.title,
      place: directory.place,
      refused: problems.length > 0,
      children: createElement(DirectoryList, {
        title: described.title,
        directory,
        lead: described.list.lead ?? '',
        brief: (directory.brief ?? described.list.columns).flatMap((name) => known.get(name) ?? []),
        labels: new Map(described.states.map(({ name, label }) => [name, label])),
        fields,
        asked,
        problems,
        items,
        titles,
        total,
        ...(nextCursor
          ? {
              next: `${site.base}/${directory.path}${searchOf(asked, { cursor: nextCursor, page: String(asked.page + 1) })}`,
            }
          : {}),
        first: `${site.base}/${directory.path}${searchOf(asked)}`,
      }),
    },
    problems.length > 0 ? 422 : 200,
  );
}

function searchOf({ q, filters }: Asked, more: Record<string, string> = {}): string {
  const search = new URLSearchParams({
    ...(q ? { q } : {}),
    ...Object.fromEntries(Object.entries(filters).map(([name, value]) => [`filter[${name}]`, value])),
    ...more,
  }).toString();
  return search && `?${search}`;
}

async function drawPage(c: Context<PortalEdge>, directory: Directory): Promise<Response> {
  const { visit } = c.var;
  need(visit, directory);
  const { ctx, site } = visit;
  const [described, item] = await Promise.all([
    describeModule(ctx, directory.module),
    getRecord(ctx, { module: directory.module, id: c.req.param('id') ?? '' }),
  ]);
  return respond(c, {
    site,
    title: item.title,
    place: directory.place,
    children:
      directory.module === 'internshipPost'
        ? createElement(PostPage, { post: item, described })
        : createElement(DirectoryPage, { item, described, plaque: directory.place !== '' }),
  });
}
