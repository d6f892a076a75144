import type { ListAnswer, ModuleAnswer } from '@juxian/engine/answer.ts';
import { useState } from 'react';
import { go, listHref } from '../go.ts';
import { locale, say } from '../locale.ts';
import { words } from '../words.ts';
import {
  changed,
  choose,
  chosen,
  columnChoices,
  columnsOf,
  columnTitle,
  type Params,
  usualColumns,
} from './listState.ts';

const shown = 8;

/** The values of each facet with how many records hold them under the other filters. */
export function Facets({
  module,
  params,
  answer,
  drawn,
}: {
  module: ModuleAnswer;
  params: Params;
  answer: ListAnswer | undefined;
  drawn?: boolean;
}) {
  return (
    <form className={drawn ? 'facets drawn' : 'facets'} aria-label={say(words.list.filters)}>
      {module.list.facets.map((field) => (
        <Facet key={field} module={module} field={field} params={params} values={answer?.facets?.[field] ?? []} />
      ))}
    </form>
  );
}

type Values = { value: string; label: string; count: number }[];

function Facet({
  module,
  field,
  params,
  values,
}: {
  module: ModuleAnswer;
  field: string;
  params: Params;
  values: Values;
}) {
  const [whole, setWhole] = useState(false);
  const on = chosen(params, field);
  const listed = [...values].sort((a, b) => order(module, field, a.value) - order(module, field, b.value));
  const visible = whole ? listed : listed.filter(({ value }, i) => i < shown || on.includes(value));
  if (listed.length === 0) return null;
  const toggle = (value: string) => {
    const next = on.includes(value) ? on.filter((one) => one !== value) : [...on, value];
    go(listHref(module.name, choose(params, field, next)));
  };
  return (
    <fieldset>
      <legend>{columnTitle(module, field)}</legend>
      {visible.map(({ value, label, count }) => (
        <label className="opt" key={value}>
          <input type="checkbox" checked={on.includes(value)} onChange={() => toggle(value)} />
          {label || say(words.none)}
          <span>{count.toLocaleString(locale)}</span>
        </label>
      ))}
      {listed.length > visible.length ? (
        <button type="button" className="linky" onClick={() => setWhole(true)}>
          {say(words.list.moreChoices, { n: listed.length - visible.length })}
        </button>
      ) : null}
    </fieldset>
  );
}

/** States and choices keep the order they are declared in; everything else comes as counted. */
function order(module: ModuleAnswer, field: string, value: string): number {
  const known =
    field === 'state'
      ? module.states.map(({ name }) => name)
      : (module.fields.find(({ name }) => name === field)?.choices?.map((choice) => choice.value) ?? []);
  const at = known.indexOf(value);
  return at < 0 ? known.length : at;
}

/** Which columns are shown, kept in the address: a link shared shows the same. */
export function Columns({ module, params }: { module: ModuleAnswer; params: Params }) {
  const on = columnsOf(module, params);
  const toggle = (name: string) => {
    const next = on.includes(name) ? on.filter((one) => one !== name) : [...on, name];
    const plain = next.join(',') === usualColumns(module, params).join(',');
    go(listHref(module.name, { ...params, columns: plain ? '' : next.join(',') }), { replace: true });
  };
  return (
    <details
      className="columns"
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.open = false;
      }}
    >
      <summary className="linky">{say(words.list.columnsButton)}</summary>
      <fieldset>
        <legend className="sr">{say(words.list.columns)}</legend>
        {columnChoices(module).map(({ name, label }) => (
          <label className="opt" key={name}>
            <input type="checkbox" checked={on.includes(name)} onChange={() => toggle(name)} />
            {label}
          </label>
        ))}
        {params.columns ? (
          <button
            type="button"
            className="linky"
            onClick={() => go(listHref(module.name, changed(params, { columns: '' })), { replace: true })}
          >
            {say(words.list.columnsReset)}
          </button>
        ) : null}
      </fieldset>
    </details>
  );
}
