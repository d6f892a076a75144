import type { ListAnswer, ModuleAnswer } from '@juxian/engine/answer.ts';
import { go, listHref, newHref, passed } from '../go.ts';
import { locale, say } from '../locale.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/state.tsx';
import { words } from '../words.ts';
import { filtersOf, type Params, pageSize } from './listState.ts';

/** Where in the list this page stands, and the way to the pages beside it. */
export function Pager({
  module,
  params,
  data,
  from,
}: {
  module: ModuleAnswer;
  params: Params;
  data: ListAnswer;
  from: number;
}) {
  const cursors = passed().cursors ?? [];
  const forward = () => {
    if (data.nextCursor)
      go(listHref(module.name, { ...params, cursor: data.nextCursor, from: String(from + data.items.length) }), {
        passed: { cursors: [...cursors, params.cursor ?? ''] },
      });
  };
  const back = () => {
    const cursor = cursors.at(-1) ?? '';
    go(listHref(module.name, { ...params, cursor, from: cursor ? String(Math.max(0, from - pageSize)) : '' }), {
      passed: { cursors: cursors.slice(0, -1) },
    });
  };
  const n = (value: number) => value.toLocaleString(locale);
  return (
    <div className="pager">
      <span>{say(words.list.range, { from: n(from + 1), to: n(from + data.items.length), total: n(data.total) })}</span>
      {params.asOf ? <span className="faint">{say(words.list.asOfNote, { day: params.asOf })}</span> : null}
      {from > 0 || data.nextCursor ? (
        <div className="end">
          {from > 0 ? (
            <Button onClick={back}>{say(cursors.length > 0 ? words.list.previous : words.list.first)}</Button>
          ) : null}
          {data.nextCursor ? <Button onClick={forward}>{say(words.list.next)}</Button> : null}
        </div>
      ) : null}
    </div>
  );
}

/** Why there is nothing, and what to do about it. */
export function NoRows({ module, params, answer }: { module: ModuleAnswer; params: Params; answer: ListAnswer }) {
  const filters = filtersOf(module, params, answer);
  if (filters.length > 0 || params.tab)
    return (
      <Empty title={say(words.list.noMatchTitle)}>
        {filters.length > 0 ? (
          <p>
            {say(words.list.noMatch, {
              filters: filters.map(({ label, words: said }) => `${label} ${said}`).join(locale === 'en' ? '; ' : '；'),
            })}
          </p>
        ) : null}
        <a className="btn" href={listHref(module.name)}>
          {say(words.list.clear)}
        </a>
      </Empty>
    );
  const mayCreate = module.access.create.length > 0;
  return (
    <Empty title={say(words.list.emptyTitle, { title: module.title })}>
      <p>
        {say(
          mayCreate ? (module.access.import ? words.list.emptyImport : words.list.emptyCreate) : words.list.emptyScope,
        )}
      </p>
      {mayCreate ? (
        <a className="btn" href={newHref(module.name)}>
          {say(words.list.create)}
        </a>
      ) : null}
    </Empty>
  );
}
