import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { locale, say } from '../locale.ts';
import { problemOf } from '../problem.ts';
import { listQuery, meQuery, touched } from '../queries.ts';
import { isOver, Progress, useJob } from '../record/job.tsx';
import { Button } from '../ui/Button.tsx';
import { toast } from '../ui/toast.tsx';
import { own } from './words.ts';
import './round.css';

type Answered = { ok: boolean };
const serving = { state: 'serving' };

/** One press registers today for all interns of the unit; whoever is registered already stays as registered. */
export function AttendanceStrip() {
  const { data: me } = useSuspenseQuery(meQuery);
  const isUnit = me.member.roles.includes('unit');
  const { data } = useQuery({ ...listQuery('internshipApplication', { ...serving, limit: '1' }), enabled: isUnit });
  const [id, setId] = useState<string>();
  const { data: job } = useJob(id);
  if (!isUnit || !data || data.total === 0) return null;
  const over = isOver(job);
  const rows = (job?.result.items as Answered[] | undefined) ?? [];
  const done = rows.filter(({ ok }) => ok).length;
  const register = () =>
    api.record
      .bulk({ module: 'internshipApplication', filter: serving, move: 'presentToday', input: {} })
      .then((started) => {
        setId(started.id);
        touched('internshipApplication');
      })
      .catch((error) => toast(problemOf(error).detail, 'refused'));
  return (
    <section className="attendance" aria-labelledby="attendance-title">
      <h2 id="attendance-title">{say(own.attendance, { n: data.total.toLocaleString(locale) })}</h2>
      {job && over ? (
        <p role="status">{say(own.registered, { n: done, before: rows.length - done })}</p>
      ) : (
        <Button busy={id !== undefined} onClick={register}>
          {say(own.allPresent)}
        </Button>
      )}
      {job && !over ? <Progress job={job} /> : null}
      <p className="help">{say(own.attendanceNote)}</p>
    </section>
  );
}
