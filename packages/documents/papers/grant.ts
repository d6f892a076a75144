import { capitals, wan, yuanNumber } from '@juxian/rules/money.ts';
import { type Block, longDay, type Paper } from '../paper.ts';
import { facts, type Issuer, issuedBy } from './heading.ts';

/** 经费拨付明细表. All sums in fen; the payee is the host unit's account, never a person's. */
export type PaymentPaper = Issuer & {
  title: string;
  number?: string;
  /** 第一批（认定后60%） */
  tranche: string;
  list: readonly {
    studio: string;
    unit: string;
    accountName: string;
    bank: string;
    account: string;
    granted: number;
    paid: number;
    now: number;
  }[];
  /** Of one grant: its tranches, paid and to be paid. */
  tranches?: readonly { title: string; sum: number; paidOn: string; document: string }[];
  day?: string;
};

/** What is paid to whom, with totals, the sum in capitals and lines to sign. */
export function paymentPaper(given: PaymentPaper): Paper {
  const { list } = given;
  const sum = (of: (line: (typeof list)[number]) => number): number =>
    list.reduce((total, line) => total + of(line), 0);
  const now = sum((line) => line.now);
  const paid = sum((line) => line.paid);
  return {
    ...issuedBy(given),
    layout: 'form',
    landscape: true,
    title: given.title,
    number: [given.number, given.tranche, '单位：元'].filter(Boolean).join('　'),
    blocks: [
      {
        is: 'grid',
        head: [
          [
            { text: '序号', down: 2 },
            { text: '工作室', down: 2 },
            { text: '依托单位', down: 2 },
            { text: '收款账户', across: 3 },
            { text: '核定金额', down: 2 },
            { text: '已拨金额', down: 2 },
            { text: '本次拨付', down: 2 },
            { text: '待拨金额', down: 2 },
          ],
          ['户名', '开户银行', '账号'],
        ],
        widths: [1.3, 3.3, 3.3, 3.3, 3.3, 4.6, 2.7, 2.6, 2.7, 2.7],
        align: ['center', 'left', 'left', 'left', 'left', 'left', 'right', 'right', 'right', 'right'],
        rows: [
          ...list.map((line, i) => [
            String(i + 1),
            line.studio,
            line.unit,
            line.accountName,
            line.bank,
            line.account,
            yuanNumber(line.granted),
            yuanNumber(line.paid),
            yuanNumber(line.now),
            yuanNumber(line.granted - line.paid - line.now),
          ]),
          [
            { text: `合计（${list.length}个）`, across: 6, align: 'center' as const, bold: true },
            ...[sum((line) => line.granted), paid, now, sum((line) => line.granted - line.paid - line.now)].map(
              (fen) => ({ text: yuanNumber(fen), align: 'right' as const, bold: true }),
            ),
          ],
        ],
      },
      ...(given.tranches ? [tranchesGrid(given.tranches)] : []),
      {
        is: 'paragraph',
        flush: true,
        text:
          now > 0
            ? `本次拨付合计（大写）：${capitals(now)}（${wan(now).zh}）`
            : `本次无拨付；已拨合计（大写）：${capitals(paid)}（${wan(paid).zh}）`,
      },
      { is: 'signatures', lines: ['制表人：', '审核人：', '负责人：', `日期：${given.day ? longDay(given.day) : ''}`] },
    ],
  };
}

const tranchesGrid = (tranches: NonNullable<PaymentPaper['tranches']>): Block => ({
  is: 'grid',
  head: [['批次', '金额', '拨付日期', '拨款凭证号']],
  widths: [3, 3, 4, 6],
  align: ['center', 'right', 'center', 'left'],
  rows: tranches.map(({ title, sum, paidOn, document }) => [
    title,
    yuanNumber(sum),
    paidOn ? longDay(paidOn) : '',
    document,
  ]),
});

/** 任务书 between the talent office and the studio. */
export type TaskBookPaper = Issuer & {
  number: string;
  studio: string;
  kind: string;
  leader: string;
  unit: string;
  from: string;
  to: string;
  granted: number;
  tranches: readonly { title: string; sum: number }[];
  /** Yearly goals: `measure` says what is counted. */
  goals: readonly { year: string; goal: string; measure: string; target: string }[];
  duties: readonly string[];
};

/** The task book with its yearly goals, the grant and three places to sign. */
export function taskBookPaper(given: TaskBookPaper): Paper {
  const parts = given.tranches.map(({ title, sum }) => `${title}${yuanNumber(sum)}元`);
  return {
    ...issuedBy(given),
    layout: 'form',
    title: '工作室建设任务书',
    number: `编号：${given.number}`,
    blocks: [
      facts(
        [
          ['工作室名称', given.studio],
          ['类别', given.kind],
        ],
        [
          ['领衔人', given.leader],
          ['依托单位', given.unit],
        ],
        [['建设期', `${longDay(given.from)}至${longDay(given.to)}`]],
        [
          [
            '建设经费',
            `${yuanNumber(given.granted)}元（大写：${capitals(given.granted)}）${parts.length > 0 ? `\n其中：${parts.join('，')}` : ''}`,
          ],
        ],
      ),
      { is: 'heading', level: 1, text: '一、年度目标任务' },
      {
        is: 'grid',
        head: [['年度', '目标任务', '衡量指标', '目标值']],
        widths: [1.8, 6, 4, 2],
        align: ['center', 'left', 'left', 'right'],
        rows: given.goals.map(({ year, goal, measure, target }) => [year, goal, measure, target]),
      },
      { is: 'heading', level: 1, text: '二、各方责任' },
      ...given.duties.map((text, i) => ({ is: 'paragraph' as const, text: `${i + 1}. ${text}` })),
      { is: 'heading', level: 1, text: '三、签订' },
      { is: 'opinion', label: '工作室\n领衔人', text: '', sign: '签名：                ', tall: 26 },
      { is: 'opinion', label: '依托单位', text: '', sign: '负责人签名：                ', seal: true, tall: 32 },
      {
        is: 'opinion',
        label: '人才工作\n办公室',
        text: '',
        sign: '负责人签名：                ',
        seal: true,
        tall: 32,
      },
    ],
  };
}
