import { type Text, t } from '@juxian/base/text.ts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { go, listHref } from '../go.ts';
import { say } from '../locale.ts';
import { DayBox } from '../record/ListTools.tsx';
import { words } from '../words.ts';

export type Params = Record<string, string>;

const unitsQuery = queryOptions({
  queryKey: ['list', 'unit', 'of reports'],
  queryFn: () => api.record.list({ module: 'unit', params: { limit: '500', state: 'active' } }),
  staleTime: 60_000,
});

export const reportHref = (name: string, params: Params): string => listHref(`reports/${name}`, params);

type Asking = {
  param: string;
  label: Text;
  usual?: string;
  /** What is usual while none of these parameters is given. */
  unless?: { usual: string; given: readonly string[] };
  of: readonly (readonly [string, Text])[];
};

const usualOf = ({ usual = '', unless }: Asking, params: Params): string =>
  unless && !unless.given.some((name) => params[name]) ? unless.usual : usual;

const whom: Asking = {
  param: 'people',
  label: words.report.people,
  of: [
    ['', words.report.everybody],
    ['leaders', words.report.leaders],
  ],
};
const months = (n: number): readonly [string, Text] => [String(n), t(`${n}个月`, `${n} months`)];

/** What each report lets one choose beside day and unit. */
const choices: Readonly<Record<string, readonly Asking[]>> = {
  'team-structure': [whom],
  retirement: [
    { param: 'months', label: words.report.ahead, usual: '12', of: [months(3), months(6), months(12), months(36)] },
    whom,
  ],
  probation: [whom],
  'effect-periods': [whom],
  'post-limits': [whom],
  'rank-eligible': [
    {
      param: 'rank',
      label: words.report.rank,
      of: [
        ['', words.report.everyRank],
        ['researcher3', t('三级调研员', 'Researcher 3')],
        ['researcher4', t('四级调研员', 'Researcher 4')],
        ['section1', t('一级主任科员', 'Principal staff 1')],
        ['section2', t('二级主任科员', 'Principal staff 2')],
        ['section3', t('三级主任科员', 'Principal staff 3')],
        ['section4', t('四级主任科员', 'Principal staff 4')],
        ['clerk1', t('一级科员', 'Staff member 1')],
      ],
    },
    {
      param: 'show',
      label: words.report.show,
      of: [
        ['', words.report.everyone],
        ['eligible', words.report.eligible],
        ['not', words.report.notYet],
      ],
    },
  ],
  'freed-posts': [
    {
      param: 'months',
      label: words.report.retiringIn,
      of: [['', words.report.onlyNamed], months(3), months(6), months(12), months(36)],
      unless: { usual: '12', given: ['leave', 'toRank', 'rise'] },
    },
  ],
};

/** Cut-off day, unit, and what the report itself lets one choose. */
export function Asked({ name, params }: { name: string; params: Params }) {
  const { data: units } = useQuery(unitsQuery);
  const ask = (change: Params) => go(reportHref(name, { ...params, ...change }), { replace: true });
  return (
    <div className="strip">
      <label htmlFor="report-as-of">
        {say(words.report.asOf)}
        <DayBox id="report-as-of" day={params.asOf ?? ''} settled={(asOf) => ask({ asOf })} />
      </label>
      <Choice
        label={say(words.report.unit)}
        value={params.unit ?? ''}
        settled={(unit) => ask({ unit })}
        choices={[
          ['', say(words.report.everyUnit)],
          ...(units?.items ?? []).map(({ id, title }) => [id, title] as const),
        ]}
      />
      {(choices[name] ?? []).map((asking) => (
        <Choice
          key={asking.param}
          label={say(asking.label)}
          value={params[asking.param] || usualOf(asking, params)}
          settled={(value) => ask({ [asking.param]: value })}
          choices={asking.of.map(([value, title]) => [value, say(title)] as const)}
        />
      ))}
    </div>
  );
}

function Choice({
  label,
  value,
  choices,
  settled,
}: {
  label: string;
  value: string;
  choices: readonly (readonly [string, string])[];
  settled(value: string): void;
}) {
  return (
    <label>
      {label}
      <select className="in" value={value} onChange={({ target }) => settled(target.value)}>
        {choices.map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
