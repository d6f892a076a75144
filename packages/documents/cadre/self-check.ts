import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { linesUntil } from '@juxian/engine/dated.ts';
import type { Fields } from '@juxian/engine/kinds/kind.ts';
import { lookOf, titlesOf } from '@juxian/engine/look.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { issuerOf, type Part, partOf } from '../forms/view.ts';
import { longDay, type Paper, shortMonth } from '../paper.ts';
import { type Person, partyOf, titlesHeld } from './person.ts';
import { relativesOf } from './relatives.ts';
import { generatedResume } from './resume.ts';

type Values = Readonly<Record<string, unknown>>;

/** What the person fills in, and of sub-tables their columns: nothing else of the file leaves this page. */
const told: Readonly<Record<string, readonly string[] | 'whole'>> = {
  name: 'whole',
  sex: 'whole',
  born: 'whole',
  identityNumber: 'whole',
  ethnicGroup: 'whole',
  nativePlace: 'whole',
  birthplace: 'whole',
  hometown: 'whole',
  health: 'whole',
  phone: 'whole',
  workStart: 'whole',
  politics: 'whole',
  partyText: 'whole',
  partyJoined: 'whole',
  secondParty: 'whole',
  thirdParty: 'whole',
  speciality: 'whole',
  resume: 'whole',
  appointments: ['unit', 'unitName', 'post', 'from', 'to', 'document'],
  education: ['mode', 'level', 'levelName', 'degree', 'degreeName', 'school', 'major', 'starts', 'from', 'degreeOn'],
  titles: ['name', 'from'],
  family: ['relation', 'name', 'born', 'politics', 'work', 'order'],
};

/** The values told to the person on a day: what begins or ends later has not been told to anybody. */
export function toldValues(fields: Fields, values: Values, day: string): Record<string, unknown> {
  const kept = Object.entries(linesUntil(fields, values, day)).flatMap(([name, value]): [string, unknown][] => {
    const columns = Object.hasOwn(told, name) ? told[name] : undefined;
    if (!columns) return [];
    if (columns === 'whole') return [[name, value]];
    const lines = Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
    return [
      [name, lines.map((line) => Object.fromEntries(columns.map((column) => [column, saidBy(line, column, day)])))],
    ];
  });
  return Object.fromEntries(kept);
}

const saidBy = (line: Values, column: string, day: string): unknown =>
  column === 'to' && String(line.to ?? '') > day.slice(0, 7) ? undefined : line[column];

/**
 * 本人信息核对表 of one file: what the person has filled in, to be checked and signed. It is read past every scope, so
 * `record` must be the asker's own. Source: 干部人事档案工作条例 (2018). @throws Refusal `missing.record`.
 */
export async function selfCheckPaper(ctx: Ctx, record: string): Promise<Paper> {
  const { fields } = moduleOf(ctx, 'cadre');
  const file = await lookOf(ctx).record('cadre', record);
  if (!file) throw new Refusal('missing.record', t('没有这条记录', 'There is no such record'));
  const day = ctx.clock.today();
  const values = toldValues(fields, file.values, day);
  const titles = await titlesOf(ctx, fields, values);
  const person: Person = {
    ...partOf(fields, values, { locale: 'zh-CN', title: (_, id) => titles[id], find: () => [] }),
    id: record,
    state: file.state,
    day,
    isClear: () => true,
  };
  const { office, demo } = issuerOf(ctx);
  return {
    layout: 'form',
    title: '本人信息核对表',
    number: `截至${longDay(day)}`,
    office,
    demo,
    blocks: [
      { is: 'paragraph', text: care, small: true },
      { is: 'heading', text: '一、基本情况', level: 1 },
      basics(person),
      { is: 'heading', text: '二、任职', level: 1 },
      appointments(person),
      { is: 'heading', text: '三、学历学位', level: 1 },
      education(person),
      { is: 'heading', text: '四、家庭主要成员及重要社会关系', level: 1 },
      family(person),
      { is: 'heading', text: '五、简历', level: 1 },
      ...(person.text('resume') || generatedResume(person) || '无')
        .split('\n')
        .map((text) => ({ is: 'paragraph', text, flush: true }) as const),
      { is: 'opinion', label: '更正说明', text: '', tall: 34, date: '' },
      { is: 'signatures', lines: ['本人签字', '核对日期', '经办人签字'] },
    ],
  };
}

const care =
  '本表只列本人填报的内容，供本人核对。有出入的，请在“更正说明”栏写明并附依据，由组织部门按规定核实后更正；本表含个人信息，请妥善保管，核对后交回经办人，不得复制、转发。';

function basics(person: Person): Paper['blocks'][number] {
  const month = (field: string) => shortMonth(person.text(field));
  return {
    is: 'pairs',
    widths: [3, 5, 3, 5],
    rows: (
      [
        [
          ['姓名', person.text('name')],
          ['性别', person.words('sex')],
        ],
        [
          ['出生年月', month('born')],
          ['身份证号', person.text('identityNumber')],
        ],
        [
          ['民族', person.words('ethnicGroup')],
          ['籍贯', person.text('nativePlace')],
        ],
        [
          ['出生地', person.text('birthplace')],
          ['成长地', person.text('hometown')],
        ],
        [
          ['政治面貌', person.words('politics')],
          ['入党时间', partyOf(person)],
        ],
        [
          ['参加工作时间', month('workStart')],
          ['健康状况', person.words('health')],
        ],
        [
          ['专业技术职务', titlesHeld(person)],
          ['熟悉专业有何专长', person.text('speciality')],
        ],
        [['手机', person.text('phone')]],
      ] as const
    ).map((cells) => ({ cells })),
  };
}

const span = (line: Part, from: string, to: string): string =>
  `${shortMonth(line.text(from))}—${shortMonth(line.text(to))}`;

const appointments = (person: Part): Paper['blocks'][number] => ({
  is: 'grid',
  head: [['起止时间', '单位', '职务', '文号']],
  widths: [5, 7, 6, 5],
  rows: person
    .lines('appointments')
    .map((line) => [
      span(line, 'from', 'to'),
      line.words('unit') || line.text('unitName'),
      line.text('post'),
      line.text('document'),
    ]),
  blank: 1,
  tall: 8,
});

const education = (person: Part): Paper['blocks'][number] => ({
  is: 'grid',
  head: [['教育类别', '起止时间', '学历', '学位', '学校和专业']],
  widths: [3, 5, 3, 4, 8],
  rows: person
    .lines('education')
    .map((line) => [
      line.words('mode'),
      span(line, 'starts', 'from'),
      line.text('levelName') || line.words('level'),
      line.text('degreeName') || line.words('degree'),
      [line.text('school'), line.text('major')].filter(Boolean).join(' '),
    ]),
  blank: 1,
  tall: 8,
});

const family = (person: Person): Paper['blocks'][number] => ({
  is: 'grid',
  head: [['称谓', '姓名', '出生年月', '政治面貌', '工作单位及职务']],
  widths: [3, 3, 4, 4, 9],
  rows: relativesOf(person).map((line) => [
    line.text('relation'),
    line.text('name'),
    shortMonth(line.text('born')),
    line.text('politics'),
    line.text('work'),
  ]),
  blank: 1,
  tall: 8,
});
