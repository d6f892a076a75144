import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Meeting } from '@juxian/modules/talent/meeting/roll.ts';
import { figuresFor } from '@juxian/rules/figures.ts';
import { type Attending, minutesPaper, signInPaper, type Voted, votesPaper } from '../papers/meeting.ts';
import { type Forms, issuerOf, type Seen } from './view.ts';

const readers = ['office', 'leader'] as const;
const roles = { chair: '主持', member: '成员', observer: '列席' } as const;

const rollOf = (seen: Seen) => seen.holds<Meeting['roll']>('roll') ?? [];

const headOf = (ctx: Ctx, seen: Seen) => ({
  ...issuerOf(ctx),
  title: seen.words('heading'),
  heldAt: seen.text('heldAt'),
  place: seen.words('place'),
});

const attending = (seen: Seen): Attending[] =>
  rollOf(seen).map(({ name, post, role, present }) => ({
    name,
    post,
    role: roles[role],
    present: present?.at.slice(11, 16) ?? '',
  }));

function votesOf(seen: Seen): Voted[] {
  const items = seen.holds<Meeting['agenda']>('items') ?? [];
  const recusals = seen.holds<Meeting['recusals']>('recusals') ?? [];
  const votes = seen.holds<Meeting['votes']>('votes') ?? [];
  return votes
    .filter(({ state }) => state === 'closed')
    .map((vote) => ({
      title: items.find(({ application }) => application === vote.application)?.title ?? '',
      entitled: vote.entitled,
      issued: vote.voters.length,
      ...(vote.returned === undefined ? {} : { returned: vote.returned }),
      void: vote.void ?? 0,
      ...(vote.tally ? { tally: vote.tally } : {}),
      result: vote.lapsed ? 'lapsed' : vote.passed ? 'passed' : 'failed',
      tellers: (vote.tellers ?? []).map(({ name, at }) => `${name} ${at.slice(11, 16)}`).join('\n'),
      aside: recusals
        .filter(({ application }) => application === vote.application)
        .map(({ seat }) => rollOf(seen).find(({ id }) => id === seat)?.name ?? '')
        .join('、'),
    }));
}

const begun = (seen: Seen) =>
  rollOf(seen).length > 0 ||
  new Refusal('conflict.unconvened', t('会议开始后才能打印', 'It can be printed once the meeting has begun'));

const ended = (seen: Seen) =>
  seen.state === 'closed' ||
  new Refusal('conflict.unclosed', t('会议结束后才能打印', 'It can be printed once the meeting has ended'));

export const meetingForms: Forms = {
  signIn: {
    title: t('会议签到表', 'Sign-in sheet'),
    by: readers,
    when: begun,
    async paper(ctx, seen) {
      const voting = rollOf(seen).filter(({ role }) => role !== 'observer');
      return signInPaper({
        ...headOf(ctx, seen),
        list: attending(seen),
        entitled: voting.length,
        present: voting.filter(({ present }) => present !== undefined).length,
      });
    },
  },
  votes: {
    title: t('表决结果', 'Votes'),
    by: readers,
    when: ended,
    async paper(ctx, seen) {
      const tallyFrom = figuresFor(ctx.config.figures, ctx.clock.today())('talent.tallyFrom').value;
      return votesPaper({ ...headOf(ctx, seen), list: votesOf(seen), tallyFrom });
    },
  },
  minutes: {
    title: t('会议纪要', 'Minutes'),
    by: readers,
    when: ended,
    async paper(ctx, seen) {
      return minutesPaper({
        ...headOf(ctx, seen),
        list: attending(seen),
        votes: votesOf(seen),
        minutes: seen.words('minutes'),
        recordedBy: seen.words('recordedBy'),
      });
    },
  },
};
