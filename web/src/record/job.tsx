import { useQuery } from '@tanstack/react-query';
import { type Job, restAsked } from '../api.ts';
import { locale, say } from '../locale.ts';
import { words } from '../words.ts';

const over = new Set(['done', 'failed', 'cancelled', 'undone', 'refused']);
export const isOver = (job: Job | undefined): boolean => job !== undefined && over.has(job.state);

/** A job as it goes on, asked each second until it is over. */
export const useJob = (id: string | undefined) =>
  useQuery({
    queryKey: ['job', id],
    queryFn: () => restAsked<Job>(`/jobs/${id}`),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (isOver(state.data) ? false : 1_000),
  });

export function Progress({ job }: { job: Job }) {
  const n = (value: number) => value.toLocaleString(locale);
  return (
    <div role="status">
      <progress
        className="meter"
        value={job.done}
        max={Math.max(1, job.total)}
        aria-label={say(words.transfer.progress)}
      />
      <p className="help">{say(words.transfer.progressNote, { done: n(job.done), total: n(job.total) })}</p>
    </div>
  );
}
