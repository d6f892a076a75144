import { optionsOf, useFound } from '@juxian/engine/kinds/ref/Screen.tsx';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { api } from '../api.ts';
import { go } from '../go.ts';
import { say } from '../locale.ts';
import { lookOf } from '../record/look.ts';
import { Button } from '../ui/Button.tsx';
import { words } from '../words.ts';
import { type Params, reportHref } from './Asked.tsx';

const acts = ['leave', 'toRank', 'rise'] as const;
type Act = (typeof acts)[number];

const partsOf = (text = ''): string[] => text.split(',').filter(Boolean);

/** Names who is supposed to leave, to move to a rank only, or to take a post; it all stands in the address. */
export function Suppose({ params }: { params: Params }) {
  const [person, setPerson] = useState<string>();
  const [act, setAct] = useState<Act>('leave');
  const [post, setPost] = useState<string>();
  const named = acts.flatMap((one) => partsOf(params[one]).map((part) => ({ act: one, part })));
  const titles = {
    ...useTitles(
      'cadre',
      named.map(({ part }) => part.split(':')[0] ?? ''),
    ),
    ...useTitles(
      'position',
      named.flatMap(({ part }) => part.split(':')[1] ?? []),
    ),
  };
  const ask = (change: Params) => go(reportHref('freed-posts', { ...params, ...change }), { replace: true });
  const add = () => {
    if (!person) return;
    const without = Object.fromEntries(
      acts.map((one) => [
        one,
        partsOf(params[one])
          .filter((part) => part.split(':')[0] !== person)
          .join(),
      ]),
    );
    const part = act === 'rise' ? `${person}:${post ?? ''}` : person;
    ask({ ...without, [act]: [...partsOf(without[act]), part].join() });
    setPerson(undefined);
    setPost(undefined);
  };
  return (
    <fieldset className="suppose">
      <legend>{say(words.report.suppose)}</legend>
      <div className="strip">
        <Finder module="cadre" label={say(words.report.person)} value={person} settled={setPerson} />
        <label>
          <span className="sr">{say(words.report.act)}</span>
          <select className="in" value={act} onChange={({ target }) => setAct(target.value as Act)}>
            {acts.map((one) => (
              <option key={one} value={one}>
                {say(words.report[one])}
              </option>
            ))}
          </select>
        </label>
        {act === 'rise' ? (
          <Finder module="position" label={say(words.report.position)} value={post} settled={setPost} />
        ) : null}
        <Button onClick={add} disabled={!person || (act === 'rise' && !post)}>
          {say(words.report.addOne)}
        </Button>
      </div>
      {named.length > 0 ? (
        <ul className="supposed">
          {named.map(({ act: one, part }) => {
            const [id = '', to = ''] = part.split(':');
            const what = `${titles[id] ?? '…'}　${say(words.report[one])}${to ? ` ${titles[to] ?? ''}` : ''}`;
            return (
              <li key={part}>
                {what}
                <button
                  type="button"
                  aria-label={say(words.report.dropOne, { what })}
                  onClick={() =>
                    ask({
                      [one]: partsOf(params[one])
                        .filter((other) => other !== part)
                        .join(),
                    })
                  }
                >
                  ×
                </button>
              </li>
            );
          })}
        </ul>
      ) : null}
    </fieldset>
  );
}

function useTitles(module: string, ids: readonly string[]): Record<string, string> {
  const { data } = useQuery({
    queryKey: ['list', module, 'titles', ids.join()],
    queryFn: () => api.record.list({ module, params: { 'filter[id][in]': ids.join(), fields: 'name', limit: '500' } }),
    enabled: ids.length > 0,
    placeholderData: (before) => before,
  });
  return Object.fromEntries((data?.items ?? []).map(({ id, title }) => [id, title]));
}

function Finder({
  module,
  label,
  value,
  settled,
}: {
  module: string;
  label: string;
  value: string | undefined;
  settled(id: string | undefined): void;
}) {
  const { found, seeking, seek } = useFound(async (q) => {
    const { items, titles } = await api.record.list({ module, params: { q, limit: '20' } });
    return items.map(({ id, title, values }) => {
      const note = titles[String(values.unit)];
      return { id, title, ...(note ? { note } : {}) };
    });
  });
  const chosen = useTitles(module, value ? [value] : []);
  return (
    <Select
      className="suppose-find"
      aria-label={label}
      placeholder={label}
      value={value ?? null}
      options={optionsOf(found, value ? [value] : [], { ...lookOf(), titles: chosen })}
      showSearch={{ filterOption: false, onSearch: seek }}
      onOpenChange={(open) => open && seek('')}
      loading={seeking}
      allowClear
      onChange={(next) => settled(next ?? undefined)}
    />
  );
}
