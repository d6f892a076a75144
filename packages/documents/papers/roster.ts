import { type Cell, longDay, type Paper } from '../paper.ts';
import { type Issuer, issuedBy } from './heading.ts';

/** A cadre on a list, each cell as printed; months as 1979.03. */
export type Listed = {
  name: string;
  currentPost: string;
  sex: string;
  ethnicGroup: string;
  nativePlace: string;
  /** 学历 or 学位 and 院校及专业. */
  fullTime: { education: string; degree: string; school: string };
  inService: { education: string; degree: string; school: string };
  birth: string;
  workStart: string;
  party: string;
  postSince: string;
  /** 任现职级时间 */
  rankSince: string;
  /** 任现职务层次时间 */
  levelSince: string;
  /** 职称 */
  professionalTitle: string;
  note: string;
};

export type RosterPaper = Issuer & {
  title: string;
  /** `full` gives education and school a column each; `title` adds 职称 and 任现职务层次时间. */
  columns: 'full' | 'title';
  sheet: 'A4' | 'A3';
  /** 归口 with their people, in printed order. */
  groups: readonly { heading: string; people: readonly Listed[] }[];
  /** To when ages and terms are counted, and when it was filled in. */
  filledOn: string;
};

const lines = (...parts: readonly string[]): string => parts.filter(Boolean).join('\n');

const study = ({ education, degree }: Listed['fullTime']): string => [education, degree].filter(Boolean).join('　');

type Column = { share: number; text: (one: Listed) => string; align?: 'left' };

const column = (share: number, text: (one: Listed) => string, align?: 'left'): Column => ({
  share,
  text,
  ...(align && { align }),
});

const ends: readonly Column[] = [
  column(2, (one) => one.birth),
  column(2, (one) => one.workStart),
  column(2, (one) => one.party),
  column(2, (one) => one.postSince),
];

const layouts: Record<RosterPaper['columns'], { head: Cell[][]; columns: readonly Column[] }> = {
  full: {
    head: [
      [
        ...['姓名', '现任职务', '性别', '民族', '籍贯'].map((text): Cell => ({ text, down: 2 })),
        { text: '全日制教育', across: 2 },
        { text: '在职教育', across: 2 },
        ...['出生\n年月', '参加工\n作时间', '入党\n时间', '任现职\n时间', '任现职\n级时间', '备注'].map(
          (text): Cell => ({ text, down: 2 }),
        ),
      ],
      ['学历', '院校及专业', '学历', '院校及专业'],
    ],
    columns: [
      column(2.2, (one) => one.name),
      column(5, (one) => one.currentPost, 'left'),
      column(1.3, (one) => one.sex),
      column(1.5, (one) => one.ethnicGroup),
      column(2.2, (one) => one.nativePlace),
      column(2.2, ({ fullTime }) => lines(fullTime.education, fullTime.degree)),
      column(3.6, ({ fullTime }) => fullTime.school, 'left'),
      column(2.2, ({ inService }) => lines(inService.education, inService.degree)),
      column(3.6, ({ inService }) => inService.school, 'left'),
      ...ends,
      column(2, (one) => one.rankSince),
      column(2.2, (one) => one.note, 'left'),
    ],
  },
  title: {
    head: [
      [
        ...[
          '姓名',
          '现任职务',
          '性别',
          '民族',
          '籍贯',
          '全日制学历学位\n毕业院校及专业',
          '在职学历学位\n毕业院校及专业',
        ],
        ...[
          '职称',
          '出生\n年月',
          '参加工\n作时间',
          '入党\n时间',
          '任现职\n时间',
          '任现职务\n层次时间',
          '任现职\n级时间',
          '备注',
        ],
      ],
    ],
    columns: [
      column(2.2, (one) => one.name),
      column(5, (one) => one.currentPost, 'left'),
      column(1.3, (one) => one.sex),
      column(1.5, (one) => one.ethnicGroup),
      column(2.2, (one) => one.nativePlace),
      column(4, ({ fullTime }) => lines(study(fullTime), fullTime.school), 'left'),
      column(4, ({ inService }) => lines(study(inService), inService.school), 'left'),
      column(2.2, (one) => one.professionalTitle),
      ...ends,
      column(2.1, (one) => one.levelSince),
      column(2, (one) => one.rankSince),
      column(2, (one) => one.note, 'left'),
    ],
  },
};

/** 干部名册, by unit under sub-headings, the head again on each sheet. */
export function rosterPaper(given: RosterPaper): Paper {
  const { head, columns } = layouts[given.columns];
  const rows = given.groups.flatMap(({ heading, people }): Cell[][] => [
    ...(heading
      ? [[{ text: `${heading}（${people.length}人）`, across: columns.length, bold: true, align: 'left' as const }]]
      : []),
    ...people.map((one) => columns.map(({ text }) => text(one))),
  ]);
  const sum = given.groups.reduce((all, { people }) => all + people.length, 0);
  return {
    ...issuedBy(given),
    layout: 'form',
    landscape: true,
    ...(given.sheet === 'A3' && { sheet: given.sheet }),
    title: given.title,
    number: `填表时间：${longDay(given.filledOn)}　共${sum}人`,
    blocks: [
      {
        is: 'grid',
        head,
        widths: columns.map(({ share }) => share),
        align: columns.map(({ align }) => align ?? 'center'),
        rows,
      },
    ],
  };
}

/** A line of 讨论任免干部名单. */
export type Proposed = {
  name: string;
  currentPost: string;
  /** 拟任免职务 */
  proposal: string;
  sex: string;
  /** 1976.06 */
  birth: string;
  education: string;
  nativePlace: string;
  workStart: string;
  party: string;
  /** 副处（正处）时间 */
  levelSince: string;
  postSince: string;
  note: string;
};

export type DiscussionPaper = Issuer & {
  title: string;
  /** 部务会 or 常委会 with its day. */
  meeting: string;
  groups: readonly { heading: string; people: readonly Proposed[] }[];
  filledOn: string;
};

/** A month as this list writes it: 76.06. */
const short = (month: string): string => month.replace(/^(?:19|20)(\d\d\.\d\d)/, '$1');

/** 讨论任免干部名单, for the meeting that decides. */
export function discussionPaper(given: DiscussionPaper): Paper {
  const heads = [
    '序号',
    '姓名',
    '现任职务',
    '拟任免职务',
    '性别',
    '出生\n年月',
    '学历',
    '籍贯',
    '工作\n年月',
    '入党\n年月',
  ];
  const widths = [1.2, 2.2, 5, 5, 1.2, 1.6, 2, 2.2, 1.6, 1.6, 2.3, 1.7, 2.2];
  let number = 0;
  const rows = given.groups.flatMap(({ heading, people }): Cell[][] => [
    ...(heading ? [[{ text: heading, across: widths.length, bold: true, align: 'left' as const }]] : []),
    ...people.map((one) => {
      number += 1;
      return [
        ...[String(number), one.name, one.currentPost, one.proposal, one.sex, short(one.birth), one.education],
        ...[
          one.nativePlace,
          short(one.workStart),
          short(one.party),
          short(one.levelSince),
          short(one.postSince),
          one.note,
        ],
      ];
    }),
  ]);
  return {
    ...issuedBy(given),
    layout: 'form',
    landscape: true,
    title: given.title,
    number: `${given.meeting}　${longDay(given.filledOn)}`,
    blocks: [
      {
        is: 'grid',
        head: [[...heads, '副处（正\n处）时间', '现职\n时间', '备注']],
        widths,
        align: widths.map((_, i) => ([2, 3, 12].includes(i) ? 'left' : 'center')),
        rows,
      },
    ],
  };
}
