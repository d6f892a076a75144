import { longDay, type Paper } from '../paper.ts';
import { facts, type Issuer, issuedBy } from './heading.ts';

/** 形式审查表. `met` undefined = not yet looked at. */
export type FormalReviewPaper = Issuer & {
  number: string;
  studio: string;
  kind: string;
  unit: string;
  leader: string;
  items: readonly { text: string; met?: boolean; note?: string }[];
  result?: 'passed' | 'returned' | 'refused';
  reason?: string;
  /** The last day to complete what is missing. */
  completeBy?: string;
};

const resultWords = { passed: '通过', returned: '退回补正', refused: '不通过' } as const;
const box = (is: boolean): string => (is ? '☑' : '□');

/** The checklist of the formal review, to be signed by the one who looked and the one who looked again. */
export function formalReviewPaper(given: FormalReviewPaper): Paper {
  const { items } = given;
  const choices = (Object.keys(resultWords) as (keyof typeof resultWords)[]).map(
    (name) => `${box(given.result === name)} ${resultWords[name]}`,
  );
  const why = [given.reason, given.completeBy && `请于${longDay(given.completeBy)}前补正`].filter(Boolean).join('；');
  return {
    ...issuedBy(given),
    layout: 'form',
    title: '形式审查表',
    number: `编号：${given.number}`,
    blocks: [
      facts(
        [
          ['工作室名称', given.studio],
          ['申报类别', given.kind],
        ],
        [
          ['领衔人', given.leader],
          ['依托单位', given.unit],
        ],
      ),
      {
        is: 'grid',
        head: [['序号', '审查内容', '符合', '不符合', '说明']],
        widths: [1.2, 8, 1.4, 1.6, 4],
        align: ['center', 'left', 'center', 'center', 'left'],
        blank: items.length > 0 ? 0 : 6,
        tall: 11,
        rows: items.map(({ text, met, note = '' }, i) => [
          String(i + 1),
          text,
          met === true ? '√' : '',
          met === false ? '√' : '',
          note,
        ]),
      },
      {
        is: 'pairs',
        widths: [2, 10],
        rows: [{ cells: [['审查结果', choices.join('　　')]] }, { cells: [['理由', why]], tall: 24 }],
      },
      { is: 'signatures', lines: ['审查人：', '复核人：', '日期：'] },
    ],
  };
}

/** 专家评分表 of one expert over all files of a panel. Marks are absent where the sheet is to be filled in by hand. */
export type ScorePaper = Issuer & {
  round: string;
  /** The expert's seat: on a blind sheet stand neither names of applicants nor of their units. */
  seat: string;
  criteria: readonly { title: string; weight: number }[];
  /** Under the code each file goes by; marks in the order of the criteria. */
  files: readonly {
    code: string;
    marks: readonly (number | undefined)[];
    total?: number | undefined;
    /** The word for it, where the expert stood aside. */
    recused?: string;
    comment: string;
  }[];
  scoredOn?: string;
};

/** One expert's marks, a row for each file, with a line to sign. */
export function scorePaper(given: ScorePaper): Paper {
  const { criteria, files } = given;
  const full = criteria.reduce((sum, { weight }) => sum + weight, 0);
  return {
    ...issuedBy(given),
    layout: 'form',
    landscape: true,
    title: '专家评分表',
    number: `${given.round}　第${given.seat}席`,
    blocks: [
      {
        is: 'grid',
        head: [
          [
            '材料编号',
            ...criteria.map(({ title, weight }) => `${title}\n（${weight}分）`),
            `合计\n（${full}分）`,
            '评语',
          ],
        ],
        widths: [2, ...criteria.map(() => 2.6), 2, 6],
        align: ['center', ...criteria.map(() => 'right' as const), 'right', 'left'],
        tall: 11,
        rows: files.map(({ code, marks, total, recused, comment }) =>
          recused
            ? [code, { text: recused, across: criteria.length + 1, align: 'center' as const }, comment]
            : [
                code,
                ...criteria.map((_, i) => marks[i]?.toFixed(2) ?? ''),
                { text: total?.toFixed(2) ?? '', bold: true },
                comment,
              ],
        ),
      },
      {
        is: 'paragraph',
        small: true,
        flush: true,
        text: '声明：本人与上列材料的申报人、依托单位不存在应当回避的关系；独立评审，严守评审纪律。领衔人师德医德失范的一票否决，在评语栏写明。',
      },
      {
        is: 'signatures',
        lines: ['评审专家（签名）：', `日期：${given.scoredOn ? longDay(given.scoredOn) : ''}`],
      },
    ],
  };
}

/** 评审汇总表 of one kind. `scores` by expert in the order of `experts`; undefined = left the room for this file. */
export type SummaryPaper = Issuer & {
  round: string;
  kind: string;
  quota: number;
  experts: readonly string[];
  rows: readonly {
    place: number;
    studio: string;
    leader: string;
    unit: string;
    scores: readonly (number | undefined)[];
    dropped: readonly number[];
    mean: number;
    range: number;
    /** Whether its place lies within the quota; the leading group decides. */
    within: boolean;
    note?: string;
  }[];
  /** Said under the table: how the mean was made and how ties were parted. */
  method: string;
};

/** All scores of one kind side by side, ranked, on a landscape sheet to be signed by the panel. */
export function summaryPaper(given: SummaryPaper): Paper {
  const { experts, rows } = given;
  return {
    ...issuedBy(given),
    layout: 'form',
    landscape: true,
    title: '评审汇总表',
    number: `${given.round}　${given.kind}　名额${given.quota}个`,
    blocks: [
      {
        is: 'grid',
        head: [
          [
            { text: '名次', down: 2 },
            { text: '工作室', down: 2 },
            { text: '领衔人', down: 2 },
            { text: '依托单位', down: 2 },
            { text: '专家评分', across: Math.max(1, experts.length) },
            { text: '平均分', down: 2 },
            { text: '极差', down: 2 },
            { text: '名额内', down: 2 },
            { text: '备注', down: 2 },
          ],
          experts.length > 0 ? [...experts] : [''],
        ],
        widths: [1.2, 4.2, 1.8, 3.8, ...(experts.length > 0 ? experts : ['']).map(() => 1.9), 1.7, 1.7, 1.2, 2.3],
        align: [
          'center',
          'left',
          'center',
          'left',
          ...(experts.length > 0 ? experts : ['']).map(() => 'right' as const),
          'right',
          'right',
          'center',
          'left',
        ],
        rows: rows.map((row) => [
          String(row.place),
          row.studio,
          row.leader,
          row.unit,
          ...scoreCells(row.scores, row.dropped),
          { text: row.mean.toFixed(2), bold: true },
          row.range.toFixed(2),
          row.within ? '√' : '',
          row.note ?? '',
        ]),
      },
      { is: 'paragraph', small: true, flush: true, text: `说明：${given.method}` },
      { is: 'signatures', lines: ['计分人：', '监督人：', '评审组组长：'] },
    ],
  };
}

/** Scores in the experts' order; those left out of the mean stand in brackets, each dropped value once. */
function scoreCells(scores: readonly (number | undefined)[], dropped: readonly number[]): string[] {
  const left = [...dropped];
  return scores.map((score) => {
    if (score === undefined) return '回避';
    const at = left.indexOf(score);
    if (at < 0) return score.toFixed(2);
    left.splice(at, 1);
    return `(${score.toFixed(2)})`;
  });
}

/** 会议签到表. */
export type SignInPaper = Issuer & {
  meeting: string;
  day?: string;
  place: string;
  people: readonly { name: string; unit: string; title: string }[];
  /** Empty rows for those who were not expected. */
  spare?: number;
};

/** Who was asked, with room to sign. */
export function signInPaper(given: SignInPaper): Paper {
  return {
    ...issuedBy(given),
    layout: 'form',
    title: '会议签到表',
    blocks: [
      {
        is: 'pairs',
        widths: [2, 10],
        rows: [
          { cells: [['会议名称', given.meeting]] },
          { cells: [['时间地点', `${given.day ? longDay(given.day) : ''}　${given.place}`]] },
        ],
      },
      {
        is: 'grid',
        head: [['序号', '姓名', '单位', '职务职称', '签到', '联系电话']],
        widths: [1.2, 2.4, 5, 3, 3, 3],
        align: ['center', 'center', 'left', 'left', 'left', 'left'],
        tall: 11,
        blank: given.spare ?? 3,
        rows: given.people.map(({ name, unit, title }, i) => [String(i + 1), name, unit, title, '', '']),
      },
    ],
  };
}
