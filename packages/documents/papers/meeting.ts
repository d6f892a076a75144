import { type Block, longDay, type Paper } from '../paper.ts';
import { type Issuer, issuedBy, orNone } from './heading.ts';

const results = { passed: '通过', failed: '未通过', lapsed: '无效' } as const;

export type Attending = { name: string; post: string; role: string; present: string };
export type Voted = {
  title: string;
  entitled: number;
  issued: number;
  /** Absent where the vote lapsed. */
  returned?: number;
  void: number;
  /** Absent where the ballots are too few to stay unknown. */
  tally?: { yes: number; no: number; abstain: number };
  result: keyof typeof results;
  tellers: string;
  aside: string;
};

type Meeting = Issuer & { title: string; heldAt: string; place: string };

const head = ({ heldAt, place }: Meeting): Block => ({
  is: 'pairs',
  rows: [
    {
      cells: [
        ['时间', `${longDay(heldAt.slice(0, 10))}${heldAt.slice(11, 16)}`],
        ['地点', place],
      ],
    },
  ],
});

/** 会议签到表: who was expected, when each signed in, and room for the hand. */
export function signInPaper(given: Meeting & { list: readonly Attending[]; entitled: number; present: number }): Paper {
  return {
    ...issuedBy(given),
    layout: 'form',
    title: `${given.title}\n签到表`,
    blocks: [
      head(given),
      {
        is: 'grid',
        head: [['序号', '姓名', '单位及职务', '身份', '签到时间', '签名']],
        widths: [1, 2, 5, 2, 2, 3],
        align: ['center', 'center', 'left', 'center', 'center', 'left'],
        rows: given.list.map(({ name, post, role, present }, i) => [String(i + 1), name, post, role, present, '']),
        tall: 10,
      },
      {
        is: 'paragraph',
        text: `应到（有表决权）${given.entitled}人，实到${given.present}人。`,
        flush: true,
        gap: true,
      },
    ],
  };
}

const hidden = '—';

/** 表决结果: ballots and votes by item; no figure where the ballots were too few. */
export function votesPaper(given: Meeting & { list: readonly Voted[]; tallyFrom: number }): Paper {
  return {
    ...issuedBy(given),
    layout: 'form',
    landscape: true,
    title: `${given.title}\n表决结果`,
    blocks: [
      head(given),
      {
        is: 'grid',
        head: [
          ['序号', '议题', '应到', '发出', '收回', '废票', '同意', '不同意', '弃权', '结果', '回避', '计票人、监票人'],
        ],
        widths: [1, 5, 1.2, 1.2, 1.2, 1.2, 1.2, 1.4, 1.2, 1.6, 3, 3],
        align: ['center', 'left', ...Array.from({ length: 8 }, () => 'center' as const), 'left', 'left'],
        rows: given.list.map(({ title, tally, ...one }, i) => [
          String(i + 1),
          title,
          ...[one.entitled, one.issued, one.returned ?? hidden].map(String),
          tally ? String(one.void) : hidden,
          ...[tally?.yes, tally?.no, tally?.abstain].map((n) => (n === undefined ? hidden : String(n))),
          results[one.result],
          one.aside || '无',
          one.tellers || '电子计票',
        ]),
        tall: 10,
      },
      {
        is: 'paragraph',
        text: `无记名投票。投票不足${given.tallyFrom}人的，不列票数；且票未收齐的，表决无效。`,
        flush: true,
        small: true,
        gap: true,
      },
      { is: 'signatures', lines: ['计票人：', '监票人：'] },
    ],
  };
}

/** 会议纪要 with those present, those who stood aside, and what was voted. */
export function minutesPaper(
  given: Meeting & { list: readonly Attending[]; votes: readonly Voted[]; minutes: string; recordedBy: string },
): Paper {
  const names = (role: string, isThere: boolean) =>
    given.list
      .filter((one) => one.role === role && (one.present !== '') === isThere)
      .map(({ name }) => name)
      .join('、') || '无';
  return {
    ...issuedBy(given),
    layout: 'form',
    title: `${given.title}\n会议纪要`,
    blocks: [
      head(given),
      {
        is: 'pairs',
        rows: [
          { cells: [['主持', names('主持', true)]] },
          { cells: [['出席', names('成员', true)]] },
          {
            cells: [
              ['缺席', [names('主持', false), names('成员', false)].filter((one) => one !== '无').join('、') || '无'],
            ],
          },
          { cells: [['列席', names('列席', true)]] },
        ],
        widths: [2, 14],
      },
      ...given.minutes.split('\n').map((text): Block => ({ is: 'paragraph', text })),
      { is: 'heading', level: 2, text: '表决情况' },
      {
        is: 'grid',
        head: [['序号', '议题', '结果', '回避', '计票人、监票人']],
        widths: [1, 6, 2, 3, 3],
        align: ['center', 'left', 'center', 'left', 'left'],
        rows: orNone(
          given.votes.map(({ title, result, aside, tellers }, i) => [
            String(i + 1),
            title,
            results[result],
            aside || '无',
            tellers || '电子计票',
          ]),
          5,
        ),
      },
      { is: 'signatures', lines: ['主持人：', `记录人：${given.recordedBy}`] },
    ],
  };
}
