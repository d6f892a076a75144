import { t } from '@juxian/base/text.ts';
import { useQuery } from '@tanstack/react-query';
import { say } from '../locale.ts';
import { problemOf } from '../problem.ts';
import { rest } from '../rest.ts';
import type { RailProps } from './index.ts';

type Card = { county: string; fields: { name: string; label: string; value: string }[] };

const words = {
  title: t('对方共享的资料', 'What is shared'),
  live: t(
    '即时读自{county}，本县不留存；每次查看对方留有记录，对方撤回后立即看不到。',
    'Read from {county} now and not kept here; each reading is in their log, and it is gone once withdrawn.',
  ),
};

/** The card of another county's expert, read there as the page opens. */
export function SharedCard({ record: { id, state } }: RailProps) {
  const { data, error } = useQuery({
    queryKey: ['sharedCard', id, state],
    queryFn: () => rest<Card>(`/records/sharedExpert/${id}/card`),
    gcTime: 0,
    staleTime: 0,
    retry: false,
  });
  return (
    <section className="panel" aria-labelledby="shared-title">
      <header>
        <h2 id="shared-title">{say(words.title)}</h2>
      </header>
      {error ? <p className="dim">{problemOf(error).detail}</p> : null}
      {data && !error ? (
        <>
          <dl className="pair">
            {data.fields.map(({ name, label, value }) => (
              <div key={name} className="pair-line">
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <p className="help">{say(words.live, { county: data.county })}</p>
        </>
      ) : null}
    </section>
  );
}
