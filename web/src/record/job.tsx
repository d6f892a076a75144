import { useQuery } from '@tanstack/react-query';
import { api, type Job } from '../api.ts';
import { locale, say } from '../locale.ts';
import { words } from '../words.ts';

/** `open` while it runs; every other state is an end. */
export const isOver = (job: Job | undefined): boolean => job !== undefined && job.state !== 'open';

/** A job as it goes on, asked each second until it is over. */
export const useJob = (id: string | undefined) =>
  useQuery({
    queryKey: ['job', id],
    queryFn: () => api.jobs.get({ id: id ?? '' }),
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
