import { t } from '@juxian/base/text.ts';
import type { Meeting, Vote } from '@juxian/modules/talent/meeting/roll.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { listed, say } from '../locale.ts';
import { problemOf } from '../problem.ts';
import { queries, recordQuery, touched } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import type { RailProps } from './index.ts';
import './meeting.css';

const words = {
  items: t('议题', 'Items'),
  roll: t('签到', 'Attendance'),
  present: t('应到（有表决权）{entitled}人，实到{present}人', '{present} of {entitled} with a vote are present'),
  aside: t('回避：{names}', 'Stand aside: {names}'),
  passed: t('通过', 'Passed'),
  failed: t('未通过', 'Not passed'),
  open: t('正在表决', 'Voting'),
  waiting: t('未表决', 'Not voted on'),
  tally: t('同意{yes}　不同意{no}　弃权{abstain}', 'For {yes}, against {no}, abstained {abstain}'),
  few: t('票数较少，不列票数', 'Too few ballots to show the count'),
  yes: t('同意', 'For'),
  no: t('不同意', 'Against'),
  abstain: t('弃权', 'Abstain'),
  sure: t('投“{choice}”，投出后不能更改', 'Vote “{choice}”? It cannot be changed'),
  cast: t('投票', 'Vote'),
  back: t('再想想', 'Not yet'),
  secret: t('无记名：系统只记谁已投票，不记谁投了什么。', 'Secret: it is kept who has voted, never who voted how.'),
  done: t('您已投票', 'You have voted'),
  everybody: t('所有人已投票', 'Everybody has voted'),
  notAll: t('还有人未投票', 'Not everybody has voted'),
  lapsed: t('表决无效', 'Void'),
  lapse: t('收回的票太少，不计票，可重新表决', 'Too few ballots came back to be counted; vote again'),
  counted: t('待监票确认', 'Count to be confirmed'),
  tellers: t('计票：{names}', 'Counted by {names}'),
  paper: t('纸质票，由计票人计票', 'On paper, counted by tellers'),
  notYet: t('未签到', 'Not here'),
};
const roles = {
  chair: t('主持', 'Chair'),
  member: t('成员', 'Member'),
  observer: t('列席', 'Observer'),
};
const choices = ['yes', 'no', 'abstain'] as const;
type Choice = (typeof choices)[number];

const list = <T,>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);

/** A meeting as those who sit in it follow it: the vote that is open, the items, who is there. */
export function MeetingSheet({ record: { id, values, state } }: RailProps) {
  const items = list<Meeting['agenda'][number]>(values.items);
  const roll = list<Meeting['roll'][number]>(values.roll);
  const votes = list<Vote>(values.votes);
  const recusals = list<Meeting['recusals'][number]>(values.recusals);
  const open = votes.find((vote) => vote.state === 'open');
  if (roll.length === 0) return null;
  const voting = roll.filter(({ role }) => role !== 'observer');
  const there = voting.filter(({ present }) => present);
  const nameOf = (seat: string) => roll.find((one) => one.id === seat)?.name ?? '';
  const titleOf = (application: string) => items.find((one) => one.application === application)?.title ?? '';
  return (
    <div className="meeting">
      {state === 'convened' && open ? <OpenVote id={id} vote={open} title={titleOf(open.application)} /> : null}
      <section aria-labelledby="meeting-items">
        <h2 id="meeting-items">{say(words.items)}</h2>
        <ol className="items">
          {items.map(({ application, title }) => {
            const aside = recusals.filter((one) => one.application === application).map(({ seat }) => nameOf(seat));
            return (
              <li key={application}>
                <b>{title}</b>
                <Result vote={votes.findLast((one) => one.application === application)} />
                {aside.length > 0 ? <small>{say(words.aside, { names: aside.join('、') })}</small> : null}
              </li>
            );
          })}
        </ol>
      </section>
      <section aria-labelledby="meeting-roll">
        <h2 id="meeting-roll">{say(words.roll)}</h2>
        <p className="dim">{say(words.present, { entitled: voting.length, present: there.length })}</p>
        <ul className="roll">
          {roll.map(({ id: seat, name, post, role, present }) => (
            <li key={seat} className={present ? 'here' : undefined}>
              <b>{name}</b>
              <small>{[say(roles[role]), post].filter(Boolean).join('　')}</small>
              <span className="num">{present ? present.at.slice(11, 16) : say(words.notYet)}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Result({ vote }: { vote: Vote | undefined }) {
  if (!vote) return <span className="dim">{say(words.waiting)}</span>;
  if (vote.state === 'open') return <span className="going">{say(words.open)}</span>;
  const { outcome, note } = vote.lapsed
    ? { outcome: words.lapsed, note: say(words.lapse) }
    : {
        outcome: vote.passed ? words.passed : words.failed,
        note: vote.tally ? say(words.tally, vote.tally) : say(words.few),
      };
  const tellers = (vote.tellers ?? []).map(({ name, at }) => `${name} ${at.slice(11, 16)}`);
  return (
    <>
      <span className={vote.state === 'counted' ? 'going' : vote.passed ? 'passed' : 'failed'}>
        {vote.state === 'counted' ? say(words.counted) : say(outcome)}
      </span>
      <small>{vote.state === 'counted' ? `${say(outcome)}　${note}` : note}</small>
      {tellers.length > 0 ? <small>{say(words.tellers, { names: listed(tellers) })}</small> : null}
    </>
  );
}

const often = 5000;

function OpenVote({ id, vote, title }: { id: string; vote: Vote; title: string }) {
  const [choice, setChoice] = useState<Choice>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const { data, refetch } = useQuery({
    queryKey: ['voting', id, vote.application],
    queryFn: async () => {
      const now = await api.meetings.voting({ meeting: id });
      const known = queries.getQueryData(recordQuery('panelMeeting', id).queryKey);
      if (known && now.revision > known.revision) touched('panelMeeting', id);
      return now;
    },
    refetchInterval: often,
    gcTime: 0,
  });
  const cast = async (chosen: Choice) => {
    setBusy(true);
    try {
      await api.meetings.vote({ meeting: id, choice: chosen });
      setProblem('');
    } catch (error) {
      setProblem(problemOf(error).detail);
    }
    setChoice(undefined);
    setBusy(false);
    await refetch();
  };
  return (
    <section className="voting" aria-labelledby="meeting-vote">
      <h2 id="meeting-vote">
        <small>{say(words.open)}</small>
        {title}
      </h2>
      {vote.way === 'paper' ? <p className="dim">{say(words.paper)}</p> : null}
      {data?.mine === 'open' && !choice ? (
        <p className="choices">
          {choices.map((one) => (
            <Button key={one} onClick={() => setChoice(one)}>
              {say(words[one])}
            </Button>
          ))}
        </p>
      ) : null}
      {choice ? (
        <>
          <p role="alert">{say(words.sure, { choice: say(words[choice]) })}</p>
          <p className="choices">
            <Button look="act" busy={busy} onClick={() => cast(choice)}>
              {say(words.cast)}
            </Button>
            <Button onClick={() => setChoice(undefined)}>{say(words.back)}</Button>
          </p>
        </>
      ) : null}
      {problem ? <p className="late">{problem}</p> : null}
      {data?.mine === 'cast' ? <p className="passed">{say(words.done)}</p> : null}
      {vote.way === 'electronic' && data ? (
        <p aria-live="polite">{say(data.isComplete ? words.everybody : words.notAll)}</p>
      ) : null}
      {vote.way === 'electronic' ? <p className="help">{say(words.secret)}</p> : null}
    </section>
  );
}
