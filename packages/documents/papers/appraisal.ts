import { type Block, longDay, type Paper } from '../paper.ts';
import { across, facts, type Issuer, issuedBy } from './heading.ts';

/** 年度考核表、中期考核表、期满考核表 of a studio. */
export type StudioAppraisalPaper = Issuer & {
  title: string;
  studio: string;
  kind: string;
  unit: string;
  leader: string;
  term: string;
  /** Yearly goals of the years that are assessed, with what was done. */
  goals: readonly { year: string; goal: string; measure: string; target: string; done: string }[];
  selfReport: string;
  /** Points of each criterion; absent where it has not been graded or the reader does not see them. */
  marks: readonly { title: string; weight: number; points?: number }[];
  score: string;
  grade: string;
  opinion: string;
};

const gradeWords = ['优秀', '合格', '基本合格', '不合格'];
const boxes = (words: readonly string[], chosen: string): string =>
  words.map((word) => `${word === chosen ? '☑' : '□'} ${word}`).join('　　');
const numbers = ['一', '二', '三', '四'];
const heading = (at: number, text: string): Block => ({ is: 'heading', level: 1, text: `${numbers[at]}、${text}` });

/** What the host unit reports of itself, and the grade the office gives. */
export function studioAppraisalPaper(given: StudioAppraisalPaper): Paper {
  const { goals, marks } = given;
  return {
    ...issuedBy(given),
    layout: 'form',
    title: given.title,
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
        [['建设期', given.term]],
      ),
      heading(0, '目标完成情况'),
      {
        is: 'grid',
        head: [['年度', '目标任务', '衡量指标', '目标值', '完成值']],
        widths: [1.8, 6, 4, 2, 2],
        align: ['center', 'left', 'left', 'right', 'right'],
        blank: goals.length > 0 ? 0 : 4,
        rows: goals.map(({ year, goal, measure, target, done }) => [year, goal, measure, target, done]),
      },
      heading(1, '自评报告'),
      {
        is: 'opinion',
        label: '自评报告',
        text: given.selfReport,
        sign: '领衔人签名：                ',
        seal: true,
        tall: 60,
      },
      heading(2, '考核评定'),
      {
        is: 'grid',
        head: [['考核内容', '分值', '得分']],
        widths: [8, 3, 3],
        align: ['left', 'right', 'right'],
        rows: [
          ...marks.map(({ title, weight, points }) => [
            title,
            String(weight),
            points === undefined ? '' : String(points),
          ]),
          [{ text: '合计', bold: true }, '100', { text: given.score, bold: true }],
        ],
      },
      across('等次', boxes(gradeWords, given.grade)),
      {
        is: 'opinion',
        label: '考核意见',
        text: given.opinion,
        sign: '负责人签名：                ',
        seal: true,
        tall: 36,
      },
    ],
  };
}

/** 挂职人员考核表, mid-term or final. */
export type SecondmentAppraisalPaper = Issuer & {
  title: string;
  name: string;
  sort: string;
  sender: string;
  senderPost: string;
  host: string;
  post: string;
  from: string;
  to: string;
  plan: string;
  briefs: readonly { on: string; brief: string }[];
  results: string;
  grade: string;
  grades: readonly string[];
  opinion: string;
};

/** What somebody seconded here did, and how host and office judge it; the sender is told by letter. */
export function secondmentAppraisalPaper(given: SecondmentAppraisalPaper): Paper {
  const { briefs } = given;
  return {
    ...issuedBy(given),
    layout: 'form',
    title: given.title,
    blocks: [
      {
        is: 'pairs',
        widths: [2, 4, 2, 4],
        rows: [
          {
            cells: [
              ['姓名', given.name],
              ['类别', given.sort],
            ],
          },
          {
            cells: [
              ['派出单位', given.sender],
              ['原职务', given.senderPost],
            ],
          },
          {
            cells: [
              ['接收单位', given.host],
              ['挂任职务', given.post],
            ],
          },
          { cells: [['挂职时间', `${longDay(given.from)}至${longDay(given.to)}`]] },
          { cells: [['工作计划', given.plan]], tall: 20 },
        ],
      },
      heading(0, '工作简报'),
      {
        is: 'grid',
        head: [['日期', '内容']],
        widths: [3, 12],
        align: ['center', 'left'],
        blank: briefs.length > 0 ? 0 : 4,
        rows: briefs.map(({ on, brief }) => [longDay(on), brief]),
      },
      heading(1, '工作成效'),
      { is: 'opinion', label: '本人总结', text: given.results, sign: '本人签名：                ', tall: 40 },
      heading(2, '考核'),
      { is: 'opinion', label: '接收单位\n意见', text: '', sign: '负责人签名：                ', seal: true, tall: 32 },
      across('等次', boxes(given.grades, given.grade)),
      {
        is: 'opinion',
        label: '组织部门\n考核意见',
        text: given.opinion,
        sign: '负责人签名：                ',
        seal: true,
        tall: 36,
      },
    ],
  };
}

/** 陈述申辩告知书 to the host unit of a studio whose plaque is to be withdrawn. */
export type HearingNoticePaper = Issuer & {
  letterhead: string;
  number: string;
  unit: string;
  studio: string;
  grounds: string;
  facts: string;
  hearingOn: string;
  place: string;
  noticedOn: string;
};

/** The letter that tells the host unit of the grounds, of the day, and what it may do. */
export function hearingNoticePaper(given: HearingNoticePaper): Paper {
  const on = longDay(given.hearingOn);
  return {
    ...issuedBy(given),
    layout: 'letter',
    letterhead: given.letterhead,
    number: given.number,
    title: '关于拟对工作室摘牌的陈述申辩告知书',
    blocks: [
      { is: 'paragraph', flush: true, text: `${given.unit}：` },
      { is: 'paragraph', text: `经核查，依托你单位建设的${given.studio}存在以下情形：${given.grounds}。` },
      { is: 'paragraph', text: given.facts },
      { is: 'paragraph', text: '拟对该工作室作出摘牌决定，证书同时作废，未拨经费停止拨付。' },
      {
        is: 'paragraph',
        text: `现定于${on}在${given.place}听取陈述申辩。你单位和领衔人可以到场，也可以在此前提交书面意见；书面放弃或者逾期不到场也不提交的，视为放弃。`,
      },
      { is: 'issued', unit: given.office, date: longDay(given.noticedOn), seal: true },
    ],
  };
}
