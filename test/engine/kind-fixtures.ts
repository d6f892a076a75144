import { type Text, t } from '@juxian/base/text.ts';
import {
  choice,
  choices,
  code,
  computed,
  date,
  email,
  entries,
  files,
  identityNumber,
  longText,
  moment,
  money,
  month,
  number,
  period,
  person,
  phone,
  photo,
  ref,
  refs,
  region,
  sequence,
  text,
} from '@juxian/engine/kinds/index.ts';
import type { AnyField, Attachment, KindName } from '@juxian/engine/kinds/kind.ts';

/** What every kind must be able to do, worked out by hand. */
export type KindFixture = {
  field: AnyField;
  /** As given → as stored. */
  accepts: [unknown, unknown][];
  /** As given → code of the refusal. */
  refuses: [unknown, string][];
  /** As typed in a sheet → as stored. */
  cells: [string, unknown][];
  /** As typed in a sheet → code of the refusal. */
  badCells: [string, string][];
  /** Stored values that come back from their own cell. */
  roundTrips: unknown[];
  /** A stored value, what stands for it, and a part of it that must not show. */
  masks: [unknown, unknown, string][];
  /** A stored value and a text by which a search finds it; none where the kind is not searched. */
  finds: [unknown, string][];
  column: string;
};

const label = t('栏目', 'Field');
export const unitA = 'rec_00000000000000000000aa';
export const unitB = 'rec_00000000000000000000bb';
export const twinA = 'rec_00000000000000000000ca';
export const twinB = 'rec_00000000000000000000cb';
export const someone = 'per_00000000000000000000dd';

export const titles: Record<string, Record<string, string>> = {
  unit: { [unitA]: '怀智县农业农村局', [unitB]: '怀智县林草局；治沙站' },
  expert: { [unitA]: '李青', [twinA]: '王芳', [twinB]: '王芳' },
  person: { [someone]: '赵敏' },
};

const file = (change: Partial<Attachment> = {}): Attachment => ({
  id: 'fil_1',
  name: '申报书.pdf',
  type: 'application/pdf',
  size: 1000,
  sha256: 'a'.repeat(64),
  ...change,
});
const picture = (change: Partial<Attachment> = {}): Attachment =>
  file({ name: '一寸照.jpg', type: 'image/jpeg', ...change });

const levels: Record<string, Text> = {
  high: t('高级', 'Senior'),
  mid: t('中级', 'Intermediate'),
  low: t('初级', 'Junior'),
};

export const fixtures: { [K in KindName]: KindFixture } = {
  text: {
    field: text(label, { max: 5 }),
    accepts: [
      ['  王芳\u3000', '王芳'],
      ['阿依·古', '阿依·古'],
      ['𠅤㛃𠅤㛃𠅤', '𠅤㛃𠅤㛃𠅤'],
      ['👨‍👩‍👧', '👨‍👩‍👧'],
      ['e\u0301', 'é'],
    ],
    refuses: [
      ['一二三四五六', 'invalid.tooLong'],
      ['甲\u0000', 'invalid.characters'],
      ['甲\u202E乙', 'invalid.characters'],
      ['甲\n乙', 'invalid.lines'],
      ['甲\uD840', 'invalid.characters'],
      [5, 'invalid.type'],
    ],
    cells: [[' 王芳 ', '王芳']],
    badCells: [['一二三四五六', 'invalid.tooLong']],
    roundTrips: ['王芳', '=1+1', '007'],
    masks: [['王芳芳芳', '***', '王']],
    finds: [['王芳', '王芳']],
    column: 'code',
  },
  longText: {
    field: longText(label, { max: 10 }),
    accepts: [['甲\r\n乙\n', '甲\n乙']],
    refuses: [
      ['一二三四五六七八九十一', 'invalid.tooLong'],
      ['甲\u0007', 'invalid.characters'],
    ],
    cells: [['甲\n乙', '甲\n乙']],
    badCells: [['甲\u0007', 'invalid.characters']],
    roundTrips: ['甲\n乙'],
    masks: [['病情说明', '***', '病']],
    finds: [],
    column: 'none',
  },
  number: {
    field: number(label, { min: 0, max: 1000, unit: t('亩', 'mu') }),
    accepts: [
      [12.5, 12.5],
      ['１２．５', 12.5],
      ['1,000', 1000],
    ],
    refuses: [
      [-1, 'invalid.tooSmall'],
      [1001, 'invalid.tooBig'],
      [Number.NaN, 'invalid.number'],
      ['十二', 'invalid.number'],
      ['1e3', 'invalid.number'],
      [{}, 'invalid.type'],
    ],
    cells: [
      ['12.5 亩', 12.5],
      ['１２', 12],
    ],
    badCells: [['约12', 'invalid.number']],
    roundTrips: [0, 12.5, 1000],
    masks: [[12, '***', '12']],
    finds: [],
    column: 'number',
  },
  money: {
    field: money(label, { max: 100_000_000 }),
    accepts: [
      [0, 0],
      [1, 1],
    ],
    refuses: [
      [1.5, 'invalid.fen'],
      [-1, 'invalid.tooSmall'],
      [100_000_001, 'invalid.tooBig'],
      ['100', 'invalid.type'],
    ],
    cells: [
      ['12345', 1_234_500],
      ['¥1,234.5', 123_450],
      ['0.07', 7],
      ['１．２万元', 1_200_000],
      ['1.10', 110],
    ],
    badCells: [
      ['1.005', 'invalid.money'],
      ['12万3', 'invalid.money'],
      ['面议', 'invalid.money'],
      ['-1', 'invalid.tooSmall'],
    ],
    roundTrips: [0, 7, 110, 1_234_567],
    masks: [[1200, '***', '12']],
    finds: [],
    column: 'number',
  },
  date: {
    field: date(label),
    accepts: [
      ['2024-02-29', '2024-02-29'],
      ['２０２４-０３-０１', '2024-03-01'],
    ],
    refuses: [
      ['2026-02-29', 'invalid.date'],
      ['1024-01-01', 'invalid.date'],
      ['2026/3/1', 'invalid.date'],
      [20260301, 'invalid.type'],
    ],
    cells: [
      ['2026/3/1', '2026-03-01'],
      ['2026.03.01', '2026-03-01'],
      ['2026年3月1日', '2026-03-01'],
      ['20260301', '2026-03-01'],
      ['2026-03-01 00:00', '2026-03-01'],
    ],
    badCells: [
      ['26.3.1', 'invalid.date'],
      ['2026-13-01', 'invalid.date'],
      ['46082', 'invalid.date'],
    ],
    roundTrips: ['2026-03-01'],
    masks: [['2026-03-01', '***', '2026']],
    finds: [],
    column: 'code',
  },
  moment: {
    field: moment(label),
    accepts: [
      ['2026-03-01T09:30:00+08:00', '2026-03-01T09:30:00+08:00'],
      ['2026-03-01T01:30:00Z', '2026-03-01T09:30:00+08:00'],
      ['2026-03-01 09:30', '2026-03-01T09:30:00+08:00'],
    ],
    refuses: [
      ['2026-03-01', 'invalid.moment'],
      ['2026-02-30T09:30:00+08:00', 'invalid.moment'],
      ['2026-03-01T24:30:00+08:00', 'invalid.moment'],
    ],
    cells: [
      ['2026/3/1 9:30', '2026-03-01T09:30:00+08:00'],
      ['2026年3月1日 14:05', '2026-03-01T14:05:00+08:00'],
    ],
    badCells: [['明天上午', 'invalid.moment']],
    roundTrips: ['2026-03-01T09:30:00+08:00', '2026-03-01T09:30:15+08:00'],
    masks: [['2026-03-01T09:30:00+08:00', '***', '2026']],
    finds: [],
    column: 'code',
  },
  month: {
    field: month(label),
    accepts: [['1976-06', '1976-06']],
    refuses: [
      ['1976-13', 'invalid.month'],
      ['1976-6', 'invalid.month'],
      ['76-06', 'invalid.month'],
    ],
    cells: [
      ['1976.06', '1976-06'],
      ['1976年6月', '1976-06'],
      ['197606', '1976-06'],
      ['1976-06-01', '1976-06'],
      ['1976.2', '1976-02'],
    ],
    badCells: [
      ['1976.1', 'invalid.month'],
      ['76.06', 'invalid.month'],
    ],
    roundTrips: ['1976-06', '1976-10'],
    masks: [['1976-06', '***', '1976']],
    finds: [],
    column: 'code',
  },
  period: {
    field: period(label),
    accepts: [
      [
        { from: '2026-03-01', to: '2026-03-01' },
        { from: '2026-03-01', to: '2026-03-01' },
      ],
    ],
    refuses: [
      [{ from: '2026-03-02', to: '2026-03-01' }, 'invalid.order'],
      [{ from: '2026-02-30', to: '2026-03-01' }, 'invalid.date'],
    ],
    cells: [
      ['2026年3月1日至2027年2月28日', { from: '2026-03-01', to: '2027-02-28' }],
      ['2026-03-01—2027-02-28', { from: '2026-03-01', to: '2027-02-28' }],
    ],
    badCells: [
      ['2026-03-01', 'invalid.period'],
      ['2027-03-01 至 2026-03-01', 'invalid.order'],
    ],
    roundTrips: [{ from: '2026-03-01', to: '2027-02-28' }],
    masks: [[{ from: '2026-03-01', to: '2027-02-28' }, '***', '2026']],
    finds: [],
    column: 'none',
  },
  choice: {
    field: choice(label, levels),
    accepts: [['high', 'high']],
    refuses: [
      ['高级', 'invalid.choice'],
      ['constructor', 'invalid.choice'],
    ],
    cells: [
      ['高级', 'high'],
      [' senior ', 'high'],
      ['low', 'low'],
    ],
    badCells: [['特级', 'invalid.choice']],
    roundTrips: ['high', 'mid'],
    masks: [['high', '***', 'high']],
    finds: [
      ['high', '高级'],
      ['high', 'Senior'],
    ],
    column: 'code',
  },
  choices: {
    field: choices(label, levels, { max: 2 }),
    accepts: [
      [
        ['high', 'low', 'high'],
        ['high', 'low'],
      ],
    ],
    refuses: [
      [['high', 'mid', 'low'], 'invalid.tooMany'],
      [['top'], 'invalid.choice'],
    ],
    cells: [
      ['高级；初级', ['high', 'low']],
      ['高级、初级', ['high', 'low']],
    ],
    badCells: [['高级；特级', 'invalid.choice']],
    roundTrips: [['high'], ['high', 'low']],
    masks: [[['high'], [], 'high']],
    finds: [[['high', 'low'], '初级']],
    column: 'list',
  },
  code: {
    field: code(label, 'discipline'),
    accepts: [['090101', '090101']],
    refuses: [['090199', 'invalid.code']],
    cells: [
      ['园艺', '090102'],
      ['090102', '090102'],
      ['020101 经济学', '020101'],
    ],
    badCells: [
      ['经济学', 'invalid.ambiguous'],
      ['占星学', 'invalid.code'],
    ],
    roundTrips: ['090102', '02', '020101'],
    masks: [['090102', '***', '0901']],
    finds: [['090102', '园艺']],
    column: 'code',
  },
  region: {
    field: region(label),
    accepts: [
      ['630222', '630222'],
      ['630222100', '630222100'],
    ],
    refuses: [
      ['63022', 'invalid.region'],
      ['100000', 'invalid.region'],
    ],
    cells: [['６３０２２２', '630222']],
    badCells: [['青海', 'invalid.region']],
    roundTrips: ['630222100200'],
    masks: [['630222', '***', '63']],
    finds: [['630222', '6302']],
    column: 'code',
  },
  ref: {
    field: ref(label, 'expert'),
    accepts: [[unitA, unitA]],
    refuses: [['李青', 'invalid.ref']],
    cells: [
      ['李青', unitA],
      [twinB, twinB],
      [`王芳 [${twinA}]`, twinA],
    ],
    badCells: [
      ['王芳', 'invalid.namesakes'],
      ['张三', 'invalid.ref'],
      ['rec_00000000000000000000zz', 'invalid.ref'],
    ],
    roundTrips: [unitA, twinA, twinB],
    masks: [[unitA, '***', unitA]],
    finds: [[unitA, '李青']],
    column: 'code',
  },
  refs: {
    field: refs(label, 'unit', { max: 2 }),
    accepts: [[[unitA, unitA], [unitA]]],
    refuses: [
      [[unitA, unitB, twinA], 'invalid.tooMany'],
      [['x'], 'invalid.ref'],
    ],
    cells: [['怀智县农业农村局', [unitA]]],
    badCells: [['怀智县农业农村局、气象局', 'invalid.ref']],
    roundTrips: [[unitA]],
    masks: [[[unitA], [], unitA]],
    finds: [[[unitA], '农业']],
    column: 'list',
  },
  person: {
    field: person(label),
    accepts: [[someone, someone]],
    refuses: [['赵敏', 'invalid.ref']],
    cells: [['赵敏', someone]],
    badCells: [['钱进', 'invalid.ref']],
    roundTrips: [someone],
    masks: [[someone, '***', someone]],
    finds: [[someone, '赵敏']],
    column: 'code',
  },
  identityNumber: {
    field: identityNumber(label),
    accepts: [
      ['99010119900101006x', '99010119900101006X'],
      ['９９０１０１ 19900101 006X', '99010119900101006X'],
    ],
    refuses: [
      ['990101199001010061', 'invalid.identityNumber'],
      ['990101199013010016', 'invalid.identityNumber'],
      ['9901011990010', 'invalid.identityNumber'],
    ],
    cells: [['99010119900101006x', '99010119900101006X']],
    badCells: [['9.90101E+17', 'invalid.identityNumber']],
    roundTrips: ['99010119900101006X'],
    masks: [['99010119900101006X', '9****************X', '9901']],
    finds: [],
    column: 'none',
  },
  phone: {
    field: phone(label),
    accepts: [
      ['138 0000 0000', '13800000000'],
      ['+86-13800000000', '13800000000'],
      ['（0972）8612345', '0972-8612345'],
      ['010-66668888转801', '010-66668888-801'],
      ['12380', '12380'],
      ['+49 30 123456', '+4930123456'],
    ],
    refuses: [
      ['1380000000', 'invalid.phone'],
      ['8612345', 'invalid.phone'],
      ['无', 'invalid.phone'],
    ],
    cells: [['１３８００００００００', '13800000000']],
    badCells: [['1.38E+10', 'invalid.phone']],
    roundTrips: ['13800000000', '0972-8612345-8001'],
    masks: [['13800001234', '138****1234', '0000']],
    finds: [['13800000000', '1380000']],
    column: 'code',
  },
  email: {
    field: email(label),
    accepts: [[' Li.Qing@Example.COM ', 'Li.Qing@example.com']],
    refuses: [
      ['li.qing', 'invalid.email'],
      ['li@localhost', 'invalid.email'],
      ['a b@example.com', 'invalid.email'],
      [`${'a'.repeat(65)}@example.com`, 'invalid.email'],
    ],
    cells: [['li@example.com', 'li@example.com']],
    badCells: [['无', 'invalid.email']],
    roundTrips: ['li@example.com'],
    masks: [['liqing@example.com', 'l***@example.com', 'qing']],
    finds: [['li@example.com', 'li@']],
    column: 'code',
  },
  files: {
    field: files(label, { max: 1, bytes: 2000 }),
    accepts: [[[file()], [file()]]],
    refuses: [
      [[file(), file({ id: 'fil_2' })], 'invalid.tooMany'],
      [[file({ type: 'text/html' })], 'invalid.fileType'],
      [[file({ size: 2001 })], 'invalid.fileSize'],
      [[file({ size: 0 })], 'invalid.fileSize'],
      [[file({ name: '一\u202Efdp.exe' })], 'invalid.characters'],
    ],
    cells: [],
    badCells: [['申报书.pdf', 'invalid.printOnly']],
    roundTrips: [],
    masks: [[[file()], [], '申报书']],
    finds: [],
    column: 'none',
  },
  photo: {
    field: photo(label, { bytes: 2000 }),
    accepts: [[picture(), picture()]],
    refuses: [
      [file(), 'invalid.fileType'],
      [picture({ size: 2001 }), 'invalid.fileSize'],
    ],
    cells: [],
    badCells: [['一寸照.jpg', 'invalid.printOnly']],
    roundTrips: [],
    masks: [[picture(), '***', '一寸']],
    finds: [],
    column: 'none',
  },
  entries: {
    field: entries(
      label,
      {
        post: text(t('职务', 'Post'), { required: true }),
        from: month(t('起', 'From')),
        id2: identityNumber(t('证件号', 'Number')),
      },
      { min: 1, max: 2 },
    ),
    accepts: [[[{ id: 'a', post: ' 科员 ', from: '' }], [{ id: 'a', post: '科员' }]]],
    refuses: [
      [[], 'invalid.tooFew'],
      [
        [
          { id: 'a', post: '甲' },
          { id: 'b', post: '乙' },
          { id: 'c', post: '丙' },
        ],
        'invalid.tooMany',
      ],
      [
        [
          { id: 'a', post: '甲' },
          { id: 'a', post: '乙' },
        ],
        'invalid.lineId',
      ],
      [[{ id: 'a', from: '2026-01' }], 'invalid.required'],
      [[{ id: 'a', post: '甲', rank: 1 }], 'invalid.unknown'],
      [[{ id: 'a', post: '甲', from: '2026-13' }], 'invalid.month'],
    ],
    cells: [],
    badCells: [['科员', 'invalid.printOnly']],
    roundTrips: [],
    masks: [[[{ id: 'a', post: '科员' }], [], '科员']],
    finds: [],
    column: 'none',
  },
  sequence: {
    field: sequence(label),
    accepts: [['怀人才〔2026〕001号', '怀人才〔2026〕001号']],
    refuses: [['一'.repeat(81), 'invalid.tooLong']],
    cells: [],
    badCells: [['怀人才〔2026〕001号', 'invalid.printOnly']],
    roundTrips: [],
    masks: [['怀人才〔2026〕001号', '***', '001']],
    finds: [['怀人才〔2026〕001号', '001号']],
    column: 'code',
  },
  computed: {
    field: computed(label, 'money'),
    accepts: [[100, 100]],
    refuses: [[1.5, 'invalid.type']],
    cells: [],
    badCells: [['1', 'invalid.printOnly']],
    roundTrips: [],
    masks: [[100, '***', '1']],
    finds: [],
    column: 'number',
  },
};
