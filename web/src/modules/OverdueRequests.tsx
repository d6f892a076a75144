import { t } from '@juxian/base/text.ts';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { dayBefore } from '../day.ts';
import { listHref } from '../go.ts';
import { locale, say } from '../locale.ts';
import { listQuery, meQuery } from '../queries.ts';
import './overdue.css';

const words = {
  title: t('逾期未办结', 'Overdue'),
  none: t('没有逾期的申请', 'Nothing is overdue'),
  window: t('未交办', 'Not handed over'),
  more: t('全部{n}件', 'All {n}'),
};

const shown = 6;

/** Requests beyond their time, by the department that has them, those with most first. */
export function OverdueRequests() {
  const { data: me } = useSuspenseQuery(meQuery);
  const late = { state: 'received,handling', 'filter[due][lte]': dayBefore(me.clock.today) };
  const { data } = useQuery(listQuery('serviceRequest', { ...late, group: 'department', limit: '1' }));
  if (!data) return null;
  const href = (more: Record<string, string> = {}) => listHref('serviceRequest', { ...late, sort: 'due', ...more });
  const groups = data.groups ?? [];
  return (
    <section className="overdue" aria-labelledby="overdue-title">
      <h2 id="overdue-title">{say(words.title)}</h2>
      {groups.length === 0 ? <p className="dim">{say(words.none)}</p> : null}
      <ul>
        {groups.slice(0, shown).map(({ value, label, measure }) => (
          <li key={value}>
            <a href={href(value ? { 'filter[department]': value } : { state: 'received' })}>
              {value ? label : say(words.window)}
            </a>
            <b>{measure.toLocaleString(locale)}</b>
          </li>
        ))}
      </ul>
      {groups.length > 0 ? <a href={href()}>{say(words.more, { n: data.total.toLocaleString(locale) })}</a> : null}
    </section>
  );
}
