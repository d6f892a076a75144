import type { TenantActor } from '@juxian/base/actor.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module, type RecordFacts } from '@juxian/engine/define.ts';
import {
  choice,
  computed,
  entries,
  longText,
  moment,
  number,
  person,
  ref,
  refs,
  text,
} from '@juxian/engine/kinds/index.ts';
import { studioKinds } from '../studio-kind.ts';

const item = number(t('议程第几项', 'Item of the agenda'), { required: true, min: 1, max: 60, whole: true });
const name = text(t('姓名', 'Name'), { required: true, max: 40 });
const ballots = (zh: string, en: string) => number(t(zh, en), { min: 0, max: 200, whole: true });

/** A meeting that deliberates and votes in secret: roll, quorum, who leaves for which item, votes, minutes. */
export const panelMeeting = module({
  name: 'panelMeeting',
  reach: 'staff',
  room: 'talent',
  title: t('评审会议', 'Review meetings'),
  fields: {
    heading: text(t('会议名称', 'Meeting'), { required: true, max: 80 }),
    sort: choice(
      t('类别', 'Sort'),
      { panel: t('评审会', 'Panel'), group: t('领导小组会', 'Leading group') },
      { required: true },
    ),
    call: ref(t('征集公告', 'Call'), 'call'),
    kind: choice(t('申报类别', 'Kind'), studioKinds),
    heldAt: moment(t('时间', 'Held'), { required: true }),
    place: text(t('地点', 'Place'), { max: 80 }),
    agenda: entries(
      t('议程', 'Agenda'),
      { application: ref(t('申报', 'Application'), 'application', { required: true }) },
      { max: 60 },
    ),
    experts: refs(t('到会专家', 'Experts'), 'expert', { max: 30 }),
    others: entries(
      t('其他成员和列席人员', 'Other members and observers'),
      {
        name,
        post: text(t('职务', 'Post'), { max: 60 }),
        role: choice(
          t('身份', 'As'),
          {
            chair: t('主持', 'Chair'),
            member: t('成员', 'Member'),
            observer: t('列席，无表决权', 'Observer, without a vote'),
          },
          { required: true },
        ),
        person: person(t('账号', 'Account')),
      },
      { max: 40 },
    ),
    items: computed(t('议题', 'Items'), 'json'),
    roll: computed(t('签到', 'Attendance'), 'json'),
    recusals: computed(t('回避', 'Recusals'), 'json'),
    votes: computed(t('表决', 'Votes'), 'json'),
    minutes: longText(t('会议纪要', 'Minutes'), { max: 5000 }),
    recordedBy: text(t('记录人', 'Recorded by'), { max: 40 }),
  },
  states: {
    draft: { label: t('筹备', 'Being prepared'), phase: 'draft', initial: true },
    convened: {
      label: t('会议中', 'In session'),
      phase: 'open',
      owes: { roles: ['office'], task: t('组织表决并形成纪要', 'Hold the votes and write the minutes') },
    },
    closed: { label: t('已结束', 'Closed'), phase: 'done' },
    cancelled: { label: t('已取消', 'Cancelled'), phase: 'refused' },
  },
}).with(({ move, all, assigned }) => {
  const planned = ['heading', 'sort', 'call', 'kind', 'heldAt', 'place', 'agenda', 'experts', 'others'] as const;
  const held = ['items', 'roll', 'recusals', 'votes', 'minutes', 'recordedBy'] as const;
  const seen = ['heading', 'sort', 'kind', 'heldAt', 'place', ...held] as const;
  return {
    moves: {
      convene: move({
        label: t('开始会议', 'Begin'),
        from: ['draft'],
        to: 'convened',
        by: ['office'],
        act: true,
        hint: t(
          '名单和议程就此固定，并按规则列出应回避的人',
          'Roll and agenda are fixed; conflicts are listed by rule',
        ),
        when: async ({ record, look }) =>
          (await import('./blind-items.ts')).holdsNoBlindItem(look, record.values.agenda),
        derive: async ({ record, look, today }) => (await import('./convene.ts')).convene(look, record, today),
      }),
      signIn: move({
        label: t('签到', 'Sign in'),
        from: ['convened'],
        by: ['expert', 'leader', 'office'],
        act: true,
        when: ({ record, actor }) => mayCome(record, actor),
        derive: async ({ record, actor, now }) => {
          const { markPresence } = await import('./convene.ts');
          return markPresence(record, await seatOf(record, actor), { at: now, by: actor.name, own: true });
        },
      }),
      checkIn: move({
        label: t('代为签到', 'Sign somebody in'),
        from: ['convened'],
        by: ['office'],
        asks: { name },
        derive: async ({ record, input, actor, now }) => {
          const [{ markPresence }, { meetingOf, seatNamed }] = await Promise.all([
            import('./convene.ts'),
            import('./roll.ts'),
          ]);
          return markPresence(record, seatNamed(meetingOf(record), input.name), { at: now, by: actor.name });
        },
      }),
      checkOut: move({
        label: t('登记离会', 'Somebody left'),
        from: ['convened'],
        by: ['office'],
        asks: { name },
        derive: async ({ record, input }) => {
          const [{ markPresence }, { meetingOf, seatNamed }] = await Promise.all([
            import('./convene.ts'),
            import('./roll.ts'),
          ]);
          return markPresence(record, seatNamed(meetingOf(record), input.name), undefined);
        },
      }),
      standAside: move({
        label: t('本人回避', 'Stand aside'),
        from: ['convened'],
        by: ['expert', 'leader'],
        asks: { item, ground: text(t('回避理由', 'Ground'), { required: true, max: 100 }) },
        derive: async ({ record, input, actor }) => {
          const [{ recuse }, { itemAt, meetingOf }] = await Promise.all([import('./convene.ts'), import('./roll.ts')]);
          const { application } = itemAt(meetingOf(record), input.item);
          return recuse(record, { seat: (await seatOf(record, actor)).id, application, ground: input.ground ?? '' });
        },
      }),
      recordRecusal: move({
        label: t('登记回避', 'Record that somebody stands aside'),
        from: ['convened'],
        by: ['office'],
        asks: { item, name, ground: text(t('回避理由', 'Ground'), { required: true, max: 100 }) },
        derive: async ({ record, input }) => {
          const [{ recuse }, { itemAt, meetingOf, seatNamed }] = await Promise.all([
            import('./convene.ts'),
            import('./roll.ts'),
          ]);
          const meeting = meetingOf(record);
          const { application } = itemAt(meeting, input.item);
          return recuse(record, { seat: seatNamed(meeting, input.name).id, application, ground: input.ground ?? '' });
        },
      }),
      openVote: move({
        label: t('发起表决', 'Open a vote'),
        from: ['convened'],
        by: ['office'],
        hint: t('到会人数不足时不能表决', 'Not below the quorum'),
        asks: {
          item,
          way: choice(
            t('方式', 'How'),
            { paper: t('纸质票', 'On paper'), electronic: t('扫码电子票', 'Electronic') },
            { required: true },
          ),
        },
        derive: async ({ record, input, look }) => (await import('./vote.ts')).beginVote(look, record, input),
      }),
      closeVote: move({
        label: t('结束表决并计票', 'Close the vote and count'),
        from: ['convened'],
        by: ['office'],
        hint: t(
          '电子票自动计票；纸质票由您计票，另一账号监票确认后才作数；收回太少的表决无效',
          'Electronic ballots count themselves; paper you count, and another account confirms it; with too few back the vote is void',
        ),
        asks: {
          returned: ballots('收回', 'Returned'),
          void: ballots('废票', 'Void'),
          yes: ballots('同意', 'In favour'),
          no: ballots('不同意', 'Against'),
          abstain: ballots('弃权', 'Abstain'),
        },
        derive: async ({ input, ...facts }) => (await import('./vote.ts')).closeVote(facts, input),
      }),
      confirmCount: move({
        label: t('监票确认', 'Confirm the count'),
        from: ['convened'],
        by: ['office', 'leader', 'expert'],
        hint: t(
          '核对纸票与计票无误；您的姓名和时间记入纪要',
          'The count is as the ballots; your name and the time go into the minutes',
        ),
        when: async (facts) => (await import('./tellers.ts')).mayCheckCount(facts),
        derive: async ({ record, actor, now }) => (await import('./tellers.ts')).confirmCount(record, actor, now),
      }),
      recount: move({
        label: t('退回重新计票', 'Count again'),
        from: ['convened'],
        by: ['office', 'leader', 'expert'],
        when: async (facts) => (await import('./tellers.ts')).mayCheckCount(facts),
        derive: async ({ record }) => (await import('./tellers.ts')).recount(record),
      }),
      close: move({
        label: t('结束会议', 'End the meeting'),
        from: ['convened'],
        to: 'closed',
        by: ['office'],
        asks: {
          minutes: longText(t('会议纪要', 'Minutes'), { required: true, max: 5000 }),
          recordedBy: text(t('记录人', 'Recorded by'), { required: true, max: 40 }),
        },
        when: async ({ record }) => {
          const [{ meetingOf }, { openVote }] = await Promise.all([import('./roll.ts'), import('./convene.ts')]);
          return (
            !openVote(meetingOf(record)) ||
            new Refusal('conflict.voting', t('还有表决没有结束', 'A vote is still open'))
          );
        },
      }),
      cancel: move({ label: t('取消会议', 'Cancel'), from: ['draft'], to: 'cancelled', by: ['office'] }),
    },
    access: {
      office: { scope: all(), fields: [...planned, ...held], create: planned, edit: { draft: planned }, export: true },
      leader: { scope: all(), fields: [...planned, ...held] },
      expert: { scope: assigned('experts'), states: ['convened', 'closed'], fields: seen },
    },
    views: {
      lead: 'heading',
      columns: ['heading', 'sort', 'kind', 'heldAt', 'place', 'state'],
      sort: '-heldAt',
      facets: ['sort', 'kind', 'state'],
    },
    form: [
      { title: t('会议', 'Meeting'), fields: ['heading', 'sort', 'call', 'kind', 'heldAt', 'place'] },
      {
        title: t('议程', 'Agenda'),
        fields: ['agenda'],
        help: t('盲评尚未结束的申报不能列入', 'Nothing that is still to be judged blind'),
      },
      { title: t('出席', 'Roll'), fields: ['experts', 'others'] },
      { title: t('纪要', 'Minutes'), fields: ['minutes', 'recordedBy'] },
    ],
    follows: async ({ given, look }) => (await import('./blind-items.ts')).refuseBlindItems(look, given.agenda),
    summary: (values) => values.heading ?? '',
  };
});

async function seatOf(record: RecordFacts, actor: TenantActor) {
  const { meetingOf, ownSeat } = await import('./roll.ts');
  const seat = ownSeat(meetingOf(record), actor);
  if (!seat) throw new Refusal('forbidden.seat', t('您不在出席名单中', 'You are not on the roll'));
  return seat;
}

async function mayCome(record: RecordFacts, actor: TenantActor): Promise<Refusal | true> {
  const seat = await seatOf(record, actor);
  return !seat.present?.own || new Refusal('conflict.present', t('您已签到', 'You have signed in'));
}
