import { t } from '@juxian/base/text.ts';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { dayBefore } from '../day.ts';
import { listHref, recordHref } from '../go.ts';
import { say } from '../locale.ts';
import { listQuery, meQuery, moduleQuery } from '../queries.ts';
import { Phase } from '../ui/Phase.tsx';
import type { RailProps } from './index.ts';

const words = {
  title: t('落实任务', 'Tasks'),
  sum: t('共{all}项，已完成{done}项', '{done} of {all} done'),
  others: t('另有{n}项由其他单位落实', '{n} more are other units’'),
  late: t('逾期{late}项', '{late} overdue'),
  overdue: t('逾期', 'Overdue'),
  until: t('{to}前', 'By {to}'),
  on: t('{on}完成', 'Done on {on}'),
  proofs: t('佐证{n}件', '{n} pieces of evidence'),
};

const module = 'agreementTask';

/** The tasks of an agreement that the reader sees, with their states; the counts lead to their rows. */
export function AgreementTasks({ record: { id, state, values } }: RailProps) {
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: tasks } = useQuery(moduleQuery(module));
  const of = { 'filter[agreement]': id };
  const { data } = useQuery({ ...listQuery(module, { ...of, sort: 'to', limit: '100' }), enabled: state !== 'draft' });
  if (!data || data.total === 0) return null;
  const label = (name: string) => tasks?.states.find((one) => one.name === name)?.label ?? name;
  const isLate = (one: (typeof data.items)[number]) => one.state === 'doing' && String(one.values.to) < me.clock.today;
  const count = { all: data.total, done: data.items.filter((one) => one.state === 'done').length };
  const late = data.items.filter(isLate).length;
  const clauses = (values.clauses ?? []) as { task?: string }[];
  const others = clauses.filter(({ task }) => task).length - data.total;
  return (
    <section className="panel" aria-labelledby="tasks-title">
      <header>
        <h2 id="tasks-title">{say(words.title)}</h2>
      </header>
      <p>
        <a href={listHref(module, of)}>{say(words.sum, count)}</a>
        {late > 0 ? (
          <>
            {'　'}
            <a href={listHref(module, { ...of, state: 'doing', 'filter[to][lte]': dayBefore(me.clock.today) })}>
              {say(words.late, { late })}
            </a>
          </>
        ) : null}
        {others > 0 ? <small className="dim">　{say(words.others, { n: others })}</small> : null}
      </p>
      <ol className="matches">
        {data.items.map((one) => (
          <li key={one.id}>
            <a href={recordHref(module, one.id)}>{one.title}</a>
            <Phase
              phase={isLate(one) ? 'refused' : one.phase}
              label={isLate(one) ? say(words.overdue) : label(one.state)}
            />
            <small className="dim">
              {[
                data.titles[String(one.values.unit)],
                one.values.doneOn ? say(words.on, { on: one.values.doneOn }) : say(words.until, { to: one.values.to }),
                one.values.proofs ? say(words.proofs, { n: one.values.proofs }) : '',
              ]
                .filter(Boolean)
                .join('　')}
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}
