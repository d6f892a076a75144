const person = ['姓名', '身份证号'];

/**
 * The sheets of the national collection workbook of personnel data and their columns, which a county may send as they
 * are. Source: 干部大数据信息提取表, V2018.11.
 */
export const collectionSheets = {
  B01: {
    name: '单位',
    columns:
      '机构名称 机构简称 机构编码 所在政区 隶属关系 机构级别 机构类别 法人单位标识 行政编制数 事业编制数(参照) 事业编制数(非参照) 工勤编制数 其他编制数 参照审批时间 参照审批文号 内设机构领导职数 正职领导职数 副职领导职数 备注 同级排序号'.split(
        ' ',
      ),
  },
  A01: {
    name: '人员',
    columns: [
      ...person,
      ...'性别 出生年月 籍贯 出生地 成长地 民族 健康状况 参加工作时间 入党时间文字 政治面貌 入党时间 第二党派 第三党派 人员类别 人员管理状态 管理类别 熟悉专业有何特长 现工作单位及职务全称 现工作单位及职务简称 现职务层次 任现职务层次时间 现职级 任现职级时间 专业技术职务 是否具有两年以上基层工作经历 统计关系所在单位 简历 奖惩综述 年度考核结果综述 级别 编制类型 专业技术类公务员任职资格 公务员登记时间 备注'.split(
        ' ',
      ),
    ],
  },
  A02: {
    name: '职务',
    columns: [
      ...person,
      ...'任职机构名称 是否领导成员 成员类别 职务名称 是否领导职务 职务排序 集体内排序 任职时间 任职文号 选拔任用方式 是否破格提拔 任职状态 免职时间 免职文号 职务变动原因综述 职务输出标识 主职务'.split(
        ' ',
      ),
    ],
  },
  A05: {
    name: '职务职级',
    columns: [...person, '类别(职务层次/职级)', '职务层次(职级)', '批准日期', '批准文号', '终止日期', '状态'],
  },
  A06: {
    name: '专业技术',
    columns: [...person, '资格代码', '资格名称', '获得日期', '途径', '评委会或考试', '输出标识'],
  },
  A08: {
    name: '学历学位',
    columns: [
      ...person,
      ...'学历名称 学历代码 学位名称 学位代码 入学时间 毕(肄)业时间 学位授予时间 学校 所学专业名称 专业类别 教育类别 学制年限 输出标识'.split(
        ' ',
      ),
    ],
  },
  A14: {
    name: '奖惩',
    columns: [...person, ...'名称 代码 批准日期 批准机关 机关级别 受奖惩时职务层次 撤销日期 机关性质'.split(' ')],
  },
  A15: { name: '考核', columns: [...person, '考核结论', '考核年度'] },
  A36: {
    name: '家庭',
    columns: [...person, ...'家庭成员姓名 称谓 出生日期 政治面貌 工作单位及职务 排序'.split(' ')],
  },
  A99Z1: { name: '补充', columns: [...person, '是否考录', '录用时间', '是否选调生', '进入选调生时间'] },
} as const satisfies Record<string, { name: string; columns: readonly string[] }>;
export type CollectionSheet = keyof typeof collectionSheets;

const plain = (heading: string): string => heading.normalize('NFKC').replace(/[\s*:]/g, '');

/**
 * Which sheet of the collection workbook has these headings, in any order: the one of whose own columns, those of
 * `姓名` and `身份证号` apart, the most are there, and no fewer than half.
 */
export function collectionSheetOf(headings: readonly string[]): CollectionSheet | undefined {
  const given = new Set(headings.map(plain));
  const shares = Object.entries(collectionSheets).map(([sheet, { columns }]) => {
    const own = columns.filter((column) => !person.includes(column));
    const found = own.filter((column) => given.has(plain(column))).length;
    return { sheet: sheet as CollectionSheet, found, share: found / own.length };
  });
  const [best] = shares.filter(({ share }) => share >= 0.5).sort((a, b) => b.found - a.found || b.share - a.share);
  return best?.sheet;
}
