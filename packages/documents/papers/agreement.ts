import { longDay, type Paper } from '../paper.ts';
import { facts, type Issuer, issuedBy, orNone } from './heading.ts';

export type TaskLine = {
  task: string;
  clause: string;
  unit: string;
  due: string;
  /** 已完成, 待确认, 落实中, 逾期 or 已取消. */
  standing: string;
  doneOn: string;
  result: string;
  /** Names of the files that show it. */
  evidence: readonly string[];
};

type AgreementProgressPaper = Issuer & {
  heading: string;
  number: string;
  partner: string;
  leadUnit: string;
  from: string;
  to: string;
  on: string;
  /** Whether all tasks stand here, or those of the reader's own unit. */
  isWhole: boolean;
  tasks: readonly TaskLine[];
};

const proofOf = ({ doneOn, result, evidence }: TaskLine): string =>
  [
    doneOn ? `${longDay(doneOn)}完成` : '',
    result,
    evidence.length > 0 ? `佐证${evidence.length}件：${evidence.join('、')}` : '',
  ]
    .filter(Boolean)
    .join('\n');

/** 共4项：已完成1项，待确认0项，落实中2项，逾期1项，已取消0项。 */
function sumOf({ tasks, isWhole }: Pick<AgreementProgressPaper, 'tasks' | 'isWhole'>): string {
  const count = (standing: string) => tasks.filter((one) => one.standing === standing).length;
  const parts = ['已完成', '待确认', '落实中', '逾期', '已取消'].map((standing) => `${standing}${count(standing)}项`);
  return `${isWhole ? '' : '本单位任务'}共${tasks.length}项：${parts.join('，')}。`;
}

/** How far the tasks of an agreement are on a day, each with what shows it. */
export function agreementProgressPaper(given: AgreementProgressPaper): Paper {
  return {
    ...issuedBy(given),
    layout: 'form',
    landscape: true,
    title: '校地合作协议落实情况表',
    number: given.number,
    blocks: [
      facts(
        [
          ['协议名称', given.heading],
          ['合作方', given.partner],
        ],
        [
          ['牵头单位', given.leadUnit],
          ['有效期', `${longDay(given.from)}至${longDay(given.to)}`],
        ],
      ),
      { is: 'paragraph', text: `截至${longDay(given.on)}，${sumOf(given)}`, flush: true, gap: true, keep: true },
      {
        is: 'grid',
        head: [['任务', '依据条款', '责任单位', '时限', '状态', '落实与佐证']],
        widths: [5, 5, 4, 3, 2, 7],
        align: ['left', 'left', 'left', 'center', 'center', 'left'],
        rows: orNone(
          given.tasks.map((one) => [one.task, one.clause, one.unit, longDay(one.due), one.standing, proofOf(one)]),
          6,
        ),
      },
    ],
  };
}
