import { yuanNumber } from '@juxian/rules/money.ts';
import { type Block, longDay, type Paper, shortMonth } from '../paper.ts';
import { across, type Issuer, issuedBy, orNone } from './heading.ts';

/** 工作室申报书. Money in fen, days `YYYY-MM-DD`, months `YYYY-MM`. */
export type ApplicationPaper = Issuer & {
  /** 青山县2026年度 */
  programme: string;
  number: string;
  /** Not filed, or being completed: what is printed bears no hash. */
  draft?: boolean;
  kind: string;
  studio: string;
  unit: string;
  industry: string;
  filedOn?: string;
  leader: {
    name: string;
    sex: string;
    birth: string;
    ethnic: string;
    politics: string;
    education: string;
    degree: string;
    school: string;
    title: string;
    titleSince?: string;
    post: string;
    honours: string;
    /** As the reader may see it: whole or masked. */
    identityNumber: string;
    phone: string;
    email: string;
  };
  career: readonly { from: string; to?: string; text: string }[];
  achievements: readonly { kind: string; name: string; level: string; role: string; date: string; proof: string }[];
  team: readonly { name: string; age: string; education: string; title: string; unit: string; duty: string }[];
  conditions: { room: string; equipment: string; promise: string };
  aims: string;
  milestones: readonly { year: string; goal: string }[];
  /** `amount` in fen; lines of one item and source stand in one row, years side by side. */
  budget: readonly { item: string; year: number; amount: number; source: string }[];
  annexes: readonly string[];
  unitOpinion: string;
  departmentOpinion: string;
  /** Of the version filed. */
  hash?: string;
};

const promise =
  '本人承诺：所填内容和所附材料真实、准确、完整，无弄虚作假；未以相同内容重复申报同类项目；同意主管部门为评审、公示、管理之目的处理申报材料中的个人信息。如有不实，自愿承担相应责任。';

/** The application as it was filed, with a page of opinions to be stamped; each page carries the version's hash. */
export function applicationPaper(given: ApplicationPaper): Paper {
  return {
    ...issuedBy(given),
    layout: 'form',
    title: `${given.programme}\n${given.kind}工作室申报书`,
    number: given.draft ? `（草稿，尚未提交）　编号：${given.number}` : `编号：${given.number}`,
    ...(given.hash && { hash: given.hash }),
    cover: {
      lines: [
        ['申报类别', given.kind],
        ['工作室名称', given.studio],
        ['领衔人', given.leader.name],
        ['依托单位', given.unit],
        ['行业主管部门', given.industry],
        ['申报日期', given.filedOn ? longDay(given.filedOn) : ''],
      ],
      foot: `${given.office}制`,
    },
    blocks: [...leader(given), ...results(given), ...plan(given), { is: 'break' }, ...stampPage(given)],
  };
}

const leader = ({ leader, career }: ApplicationPaper): Block[] => [
  { is: 'heading', level: 1, text: '一、领衔人基本情况' },
  {
    is: 'pairs',
    widths: [2, 2.4, 1.6, 2, 2, 2.4],
    rows: [
      {
        cells: [
          ['姓名', leader.name],
          ['性别', leader.sex],
          ['出生年月', shortMonth(leader.birth)],
        ],
      },
      {
        cells: [
          ['民族', leader.ethnic],
          ['政治面貌', leader.politics],
          ['学历学位', [leader.education, leader.degree].filter(Boolean).join('\n')],
        ],
      },
      { cells: [['毕业院校\n及专业', leader.school]] },
      {
        cells: [
          [
            '专业技术\n职务',
            [leader.title, leader.titleSince && `（${shortMonth(leader.titleSince)}）`].filter(Boolean).join(''),
          ],
        ],
      },
      { cells: [['行政职务', leader.post]] },
      { cells: [['荣誉称号', leader.honours]] },
      { cells: [['公民身份\n号码', leader.identityNumber]] },
      {
        cells: [
          ['联系电话', leader.phone],
          ['电子邮箱', leader.email],
        ],
      },
    ],
  },
  { is: 'heading', level: 1, text: '二、学习和工作简历' },
  {
    is: 'grid',
    head: [['起止年月', '在何单位学习或工作，任何职务']],
    widths: [4, 13],
    align: ['center', 'left'],
    rows: orNone(
      career.map(({ from, to, text }) => [`${shortMonth(from)}—${shortMonth(to)}`, text]),
      2,
    ),
  },
];

const results = ({ achievements, team }: ApplicationPaper): Block[] => [
  { is: 'heading', level: 1, text: '三、近五年主要业绩成果' },
  {
    is: 'grid',
    head: [['序号', '类别', '名称', '级别', '本人作用', '取得时间', '佐证编号']],
    widths: [1.2, 2, 6, 2, 2.2, 2, 2],
    align: ['center', 'center', 'left', 'center', 'center', 'center', 'center'],
    rows: orNone(
      achievements.map((one, i) => [
        String(i + 1),
        one.kind,
        one.name,
        one.level,
        one.role,
        shortMonth(one.date),
        one.proof,
      ]),
      7,
    ),
  },
  { is: 'heading', level: 1, text: '四、团队成员' },
  {
    is: 'grid',
    head: [['序号', '姓名', '年龄', '学历', '职称', '工作单位', '分工']],
    widths: [1.2, 2, 1.2, 2, 2.6, 4.6, 3],
    align: ['center', 'center', 'center', 'center', 'center', 'left', 'left'],
    rows: orNone(
      team.map((one, i) => [String(i + 1), one.name, one.age, one.education, one.title, one.unit, one.duty]),
      7,
    ),
  },
];

function plan({ conditions, aims, milestones, budget, annexes }: ApplicationPaper): Block[] {
  const years = [...new Set(budget.map(({ year }) => year))].sort();
  const rows = [...new Set(budget.map(({ item, source }) => `${item}\n${source}`))].map((row) => row.split('\n'));
  const sum = (lines: ApplicationPaper['budget']): string =>
    yuanNumber(lines.reduce((total, { amount }) => total + amount, 0));
  const sumsOf = (lines: ApplicationPaper['budget']): string[] => [
    ...years.map((wanted) => sum(lines.filter(({ year }) => year === wanted))),
    sum(lines),
  ];
  return [
    { is: 'heading', level: 1, text: '五、建设条件' },
    {
      is: 'pairs',
      widths: [2, 10],
      rows: [
        { cells: [['场地', conditions.room]] },
        { cells: [['设施设备', conditions.equipment]] },
        { cells: [['依托单位\n经费支持', conditions.promise]] },
      ],
    },
    { is: 'heading', level: 1, text: '六、建设规划' },
    across('建设目标', aims, 24),
    {
      is: 'grid',
      head: [['年度', '任务与预期成果']],
      widths: [2, 12],
      align: ['center', 'left'],
      rows: orNone(
        milestones.map(({ year, goal }) => [year, goal]),
        2,
      ),
    },
    { is: 'heading', level: 1, text: '七、经费预算（元）' },
    {
      is: 'grid',
      head: [['支出科目', ...years.map((year) => `${year}年`), '合计', '经费来源']],
      widths: [3, ...years.map(() => 2.5), 2.5, 3],
      align: ['left', ...years.map(() => 'right' as const), 'right', 'left'],
      rows: [
        ...rows.map(([item = '', source = '']) => [
          item,
          ...sumsOf(budget.filter((line) => line.item === item && line.source === source)),
          source,
        ]),
        [{ text: '合计', align: 'center' as const }, ...sumsOf(budget), ''],
      ],
    },
    { is: 'heading', level: 1, text: '八、附件目录' },
    {
      is: 'grid',
      head: [['序号', '附件名称']],
      widths: [1.2, 14],
      align: ['center', 'left'],
      rows: orNone(
        annexes.map((name, i) => [String(i + 1), name]),
        2,
      ),
    },
  ];
}

const stampPage = ({ hash, draft, unitOpinion, departmentOpinion }: ApplicationPaper): Block[] => [
  { is: 'heading', level: 1, text: '九、承诺与意见' },
  { is: 'opinion', label: '领衔人\n承诺', text: promise, sign: '签名：                ', tall: 42 },
  {
    is: 'opinion',
    label: '依托单位\n推荐意见',
    text: unitOpinion,
    sign: '负责人签名：                ',
    seal: true,
    tall: 42,
  },
  {
    is: 'opinion',
    label: '行业主管\n部门意见',
    text: departmentOpinion,
    sign: '负责人签名：                ',
    seal: true,
    tall: 42,
  },
  { is: 'opinion', label: '专家评审\n意见', text: '', sign: '组长签名：                ', tall: 36 },
  { is: 'opinion', label: '人才工作\n领导小组\n意见', text: '', seal: true, tall: 36 },
  ...(hash ? [smallNote(`盖章页与网上提交的版本一致，核对页脚校验码前8位：${hash.slice(0, 8)}。`)] : []),
  ...(draft ? [smallNote('尚未提交，本页不作为盖章页使用；提交后重新打印。')] : []),
];

const smallNote = (text: string): Block => ({ is: 'paragraph', small: true, flush: true, text });
