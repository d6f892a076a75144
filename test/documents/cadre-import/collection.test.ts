import { refusedSheets } from '@juxian/engine/import/refused.ts';
import { runJob, undoJob } from '@juxian/engine/jobs.ts';
import { updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { kinds, numberOf, type Office, openOffices, sheetOf, told, workbook } from './office.ts';

let open: Awaited<ReturnType<typeof openOffices>>;
let office: Office;
beforeAll(async () => {
  open = await openOffices();
});
afterAll(() => open.world.stop());
beforeEach(async () => {
  office = await open.office();
});

const shen = { 姓名: '沈怀远', 身份证号: numberOf('19790315', 11) };
const su = { 姓名: '苏 岚', 身份证号: numberOf('19850102', 22) };

const whole = () =>
  workbook([
    sheetOf('A02', [
      {
        ...shen,
        任职机构名称: '农业农村局',
        职务名称: '局长',
        任职时间: '201805',
        主职务: '是',
        是否领导职务: '是',
        集体内排序: '1',
        任职状态: '在任',
      },
      {
        ...shen,
        任职机构名称: '青禾县教育局',
        职务名称: '副局长',
        任职时间: 201003,
        免职时间: '2018.05',
        任职状态: '已免',
      },
      { ...su, 任职机构名称: '青禾县数据局', 职务名称: '副局长', 任职时间: '20210601', 主职务: '是' },
    ]),
    sheetOf('A01', [
      {
        ...shen,
        性别: '男',
        出生年月: '197903',
        籍贯: '山西怀仁',
        民族: '汉',
        健康状况: '健康',
        参加工作时间: '200108',
        政治面貌: '中共党员',
        入党时间: '2000.06',
        人员类别: '公务员',
        人员管理状态: '现职人员',
        管理类别: '县级党委管理干部',
        现工作单位及职务全称: '青禾县农业农村局局长',
        现职务层次: '乡科级正职',
        任现职务层次时间: '201805',
        简历: '1997.09--2001.07  山西农业大学农学专业学习\n2001.08--         青禾县农业农村局',
        级别: null,
        编制类型: '行政编制',
        统计关系所在单位: '青禾县统计局',
      },
      {
        ...su,
        性别: '女',
        出生年月: '1985.02',
        民族: '回族',
        参加工作时间: '200707',
        政治面貌: '群众',
        人员管理状态: '非现职人员',
      },
    ]),
    sheetOf('B01', [
      {
        机构名称: '青禾县数据局',
        机构简称: '数据局',
        机构类别: '行政机关',
        机构级别: '乡、科级',
        法人单位标识: '法人单位',
        行政编制数: 12,
        '事业编制数(参照)': 3,
        '事业编制数(非参照)': 4,
        同级排序号: 7,
      },
    ]),
    sheetOf('A05', [
      {
        ...shen,
        '类别(职务层次/职级)': '职务层次',
        '职务层次(职级)': '乡科级副职',
        批准日期: '201003',
        终止日期: '201805',
      },
      {
        ...shen,
        '类别(职务层次/职级)': '职级',
        '职务层次(职级)': '四级调研员',
        批准日期: '202106',
        批准文号: '青组发〔2021〕6号',
      },
    ]),
    sheetOf('A06', [{ ...shen, 资格名称: '高级农艺师', 获得日期: '201211', 途径: '评审' }]),
    sheetOf('A08', [
      {
        ...shen,
        学历名称: '大学',
        学位名称: '农学学士',
        入学时间: '199709',
        '毕(肄)业时间': '200107',
        学校: '山西农业大学',
        所学专业名称: '农学',
        教育类别: '全日制',
      },
    ]),
    sheetOf('A14', [{ ...shen, 名称: '记三等功', 批准日期: '202101', 批准机关: '县委' }]),
    sheetOf('A15', [{ ...shen, 考核结论: '优秀', 考核年度: 2024 }]),
    sheetOf('A36', [
      {
        ...shen,
        家庭成员姓名: '陆晚晴',
        称谓: '妻子',
        出生日期: '198107',
        政治面貌: '中共党员',
        工作单位及职务: '县第一中学教师',
        排序: 1,
      },
    ]),
    sheetOf('A99Z1', [{ ...shen, 是否考录: '是', 录用时间: '200108', 是否选调生: '否' }]),
  ]);

describe('the collection workbook', () => {
  it('is read as it is: one file a person from ten sheets, units and all', async () => {
    const checked = await office.check([await whole()]);
    expect([told(checked), checked.questions, checked.state]).toEqual([[], [], 'ready']);
    expect(checked.result).toEqual({ total: 3, created: 3, updated: 0, unchanged: 0, refused: 0 });
    expect(await office.titles()).toEqual([]);
    const done = await office.commit(checked.id);
    expect([done.state, done.refused, done.result]).toEqual(['done', [], checked.result]);
    expect(await office.titles()).toEqual(['沈怀远', '苏岚']);
    const person = await office.person('沈怀远');
    expect(person.clear).toMatchObject({ identityNumber: shen.身份证号 });
    const { values } = person;
    expect(values).toMatchObject({
      sex: '1',
      born: '1979-03',
      ethnicGroup: '01',
      politics: '01',
      partyJoined: '2000-06',
      managed: '04',
      recruited: 'yes',
      selected: 'no',
      unit: office.units.青禾县农业农村局,
      post: '局长',
      postSince: '2018-05',
      level: '0141',
      rank: '01A06',
      rankSince: '2021-06',
      fullTime: '21',
      statisticsUnit: '青禾县统计局',
    });
    expect(lines(values.levels)).toEqual([
      { sort: 'level', level: '0141', from: '2018-05' },
      { sort: 'level', level: '0142', from: '2010-03', to: '2018-05' },
      { sort: 'rank', level: '01A06', from: '2021-06', document: '青组发〔2021〕6号' },
    ]);
    expect(lines(values.education)).toMatchObject([
      { mode: '1', level: '21', degreeName: '农学学士', school: '山西农业大学', major: '农学', from: '2001-07' },
    ]);
    expect(lines(values.honours)).toEqual([{ name: '记三等功', on: '2021-01-01', body: '县委' }]);
    expect(lines(values.appraisals)).toEqual([{ year: 2024, grade: '1' }]);
    expect(lines(values.family)).toMatchObject([{ relation: '妻子', name: '陆晚晴', born: '1981-07' }]);
    expect(lines(values.titles)).toEqual([{ name: '高级农艺师', from: '2012-11', way: '评审' }]);
    const second = await office.person('苏岚');
    expect([second.state, second.values.born, second.values.unit]).toEqual([
      'offPost',
      '1985-02',
      await unitId('青禾县数据局'),
    ]);
    expect(warned(done)).toEqual([
      ['A01人员', 3, '出生年月', '1985-02'],
      ['A14奖惩', 2, '批准日期', '2021-01-01'],
    ]);
    const unit = await office.record('unit', '青禾县数据局');
    expect(unit).toMatchObject({
      short: '数据局',
      sort: 'government',
      level: 'township',
      legal: 'yes',
      administrative: 12,
      referenced: 3,
      institution: 4,
      order: 7,
    });
  });

  it('sent again changes nothing, and one changed cell changes one file', async () => {
    await office.load([await whole()]);
    const again = await office.load([await whole()]);
    expect(again.result).toEqual({ total: 3, created: 0, updated: 0, unchanged: 3, refused: 0 });
    expect((await office.person('沈怀远')).revision).toBe(1);
    const corrected = await office.load([
      await workbook([
        sheetOf('A15', [
          { ...shen, 考核结论: '称职', 考核年度: 2024 },
          { ...shen, 考核结论: '优秀', 考核年度: 2023 },
        ]),
      ]),
    ]);
    expect(corrected.result).toEqual({ total: 1, created: 0, updated: 1, unchanged: 0, refused: 0 });
    expect(lines((await office.person('沈怀远')).values.appraisals)).toEqual([
      { year: 2024, grade: '2' },
      { year: 2023, grade: '1' },
    ]);
  });

  it('keeps what an editor has typed where the workbook is blank, and takes no line away', async () => {
    await office.load([await whole()]);
    const before = await office.person('沈怀远');
    const family = [...(before.values.family as object[]), { relation: '女儿', name: '沈语桐' }];
    await updateRecord(office.ctx, {
      module: 'cadre',
      id: before.id,
      revision: before.revision,
      values: { speciality: '农业技术推广', family },
    });
    const again = await office.load([await whole()]);
    expect(again.result).toMatchObject({ updated: 0, unchanged: 3 });
    const { values } = await office.person('沈怀远');
    expect([values.speciality, lines(values.family).map(({ name }) => name)]).toEqual([
      '农业技术推广',
      ['陆晚晴', '沈语桐'],
    ]);
  });

  it('is undone as a whole, with the units it brought', async () => {
    const { id } = await office.load([await whole()]);
    expect(await office.titles('unit')).toContain('青禾县数据局');
    await undoJob(office.ctx, id, kinds);
    expect((await runJob(office.ctx, id, { kinds })).state).toBe('undone');
    expect([await office.titles(), await office.titles('unit')]).toEqual([[], ['青禾县农业农村局', '青禾县教育局']]);
  });

  it('refuses a line for itself, with sheet, row, column, value and the reason', async () => {
    const done = await office.load([
      await workbook([
        sheetOf('A01', [{ ...shen, 性别: '男', 出生年月: '197903', 参加工作时间: '200108', 人员管理状态: '现职人员' }]),
        sheetOf('A05', [
          { ...shen, '类别(职务层次/职级)': '职级', '职务层次(职级)': '一级科员', 批准日期: '199901' },
          { ...shen, '类别(职务层次/职级)': '职级', '职务层次(职级)': '一级科员', 批准日期: '200208' },
        ]),
        sheetOf('A02', [
          { ...shen, 任职机构名称: '教育局', 职务名称: '科员', 任职时间: '200113' },
          { ...shen, 任职机构名称: '教育局', 职务名称: '科员', 任职时间: '200108', 任职状态: '已免' },
        ]),
        sheetOf('A08', [{ ...shen, 学历名称: '大学', 学校: '农业大学' }]),
        sheetOf('A15', [{ 姓名: '某人', 身份证号: '110101199001010000', 考核结论: '优秀', 考核年度: 2024 }]),
      ]),
    ]);
    expect(done.refused.map(({ sheet, row, column, value, message }) => [sheet, row, column, value, message])).toEqual([
      ['A05职务职级', 2, '批准日期', '1999-01', '早于参加工作时间'],
      ['A02职务', 2, '任职时间', '200113', '“200113”中没有这个月份'],
      ['A02职务', 3, '任职状态', '', '任职状态为已免，但没有免职时间'],
      ['A08学历学位', 2, '教育类别', '', '必填'],
      [
        'A15考核',
        2,
        '身份证号',
        '1****************0',
        '末三位为000且校验码不符，应是电子表格按数字存储丢失了末位，请按文本重新填写',
      ],
    ]);
    expect(done.result).toMatchObject({ created: 1, refused: 5 });
    expect(lines((await office.person('沈怀远')).values.levels)).toHaveLength(1);
    const [first] = await refusedSheets(office.ctx, done.id);
    expect(first?.name).toBe('A05职务职级');
    expect(first?.rows[0]?.slice(0, 2)).toEqual(['沈怀远', shen.身份证号]);
    expect(first?.rows[0]?.at(-1)).toBe('批准日期：早于参加工作时间');
  });

  it('asks who is meant where a number stands under two names on two sheets; neither loads before', async () => {
    const files = [
      await workbook([
        sheetOf('A01', [
          { ...shen, 性别: '男', 出生年月: '197903', 人员管理状态: '现职人员' },
          { ...su, 性别: '女', 出生年月: '198501', 人员管理状态: '现职人员' },
        ]),
        sheetOf('A15', [{ ...shen, 姓名: '沈怀源', 考核结论: '优秀', 考核年度: 2024 }]),
      ]),
    ];
    const checked = await office.check(files);
    expect(told(checked)).toEqual([
      ['A01人员', 2, '姓名', 'conflict.twice'],
      ['A15考核', 2, '姓名', 'conflict.twice'],
    ]);
    expect(checked.result.created).toBe(1);
    const [question] = checked.questions;
    expect(question).toMatchObject({
      kind: 'person',
      value: '沈怀源',
      options: [{ value: 'same' }, { value: 'skip' }],
    });
    const same = await office.answer(checked.id, { [question?.id ?? '']: 'same' });
    expect([same.refused, same.result.created]).toEqual([[], 2]);
    const skipped = await office.answer(checked.id, { [question?.id ?? '']: 'skip' });
    expect(told(skipped)).toEqual([['A15考核', 2, '', 'conflict.leftOut']]);
    expect(skipped.result.created).toBe(2);
  });

  it('asks which measure a punishment is, since its clock starts with it', async () => {
    const files = async (day: string) => [
      await workbook([
        sheetOf('A01', [{ ...shen, 性别: '男', 出生年月: '197903', 人员管理状态: '现职人员' }]),
        sheetOf('A14', [{ ...shen, 名称: '警告', 批准日期: day }]),
      ]),
    ];
    const checked = await office.check(await files('20250310'));
    expect(told(checked)).toEqual([['A14奖惩', 2, '名称', 'invalid.code']]);
    const [question] = checked.questions;
    const { refused, id } = await office.answer(checked.id, { [question?.id ?? '']: 'partyWarning' });
    expect(refused).toEqual([]);
    await office.commit(id);
    expect(lines((await office.person('沈怀远')).values.honours)).toEqual([
      { name: '警告', measure: 'partyWarning', on: '2025-03-10' },
    ]);
    const monthly = await office.check(await files('202503'));
    expect(monthly.refused.map(({ column, message }) => [column, message])).toEqual([
      ['批准日期', '处分的批准日期应写到日'],
    ]);
  });
});

describe('a unit nobody knows', () => {
  const files = async (unit: string) => [
    await workbook([
      sheetOf('A01', [{ ...su, 性别: '女', 出生年月: '198501', 人员管理状态: '现职人员' }]),
      sheetOf('A02', [{ ...su, 任职机构名称: unit, 职务名称: '副局长', 任职时间: '202106', 主职务: '是' }]),
    ]),
  ];
  const asked = async (unit: string) => {
    const checked = await office.check(await files(unit));
    return { checked, question: checked.questions[0]?.id ?? '' };
  };

  it('is asked about once: to be made, to be another, or outside the county', async () => {
    const { checked, question } = await asked('青禾县数据局');
    expect(checked.questions).toMatchObject([
      { kind: 'record', module: 'unit', field: 'unit', value: '青禾县数据局', count: 1 },
    ]);
    expect(checked.questions[0]?.options.map(({ value }) => value)).toEqual(
      expect.arrayContaining(['create:town', 'text', '-', office.units.青禾县教育局]),
    );
    await expect(office.answer(checked.id, { [question]: 'create:nonsense' })).rejects.toThrow('invalid.answer');
    await office.commit((await office.answer(checked.id, { [question]: 'create:government' })).id);
    expect(await office.record('unit', '青禾县数据局')).toMatchObject({ sort: 'government' });
    expect((await office.person('苏岚')).values.unit).toBe(await unitId('青禾县数据局'));
  });

  it('is remembered by what was answered, by this county alone', async () => {
    const { checked, question } = await asked('县教体局');
    await office.commit((await office.answer(checked.id, { [question]: office.units.青禾县教育局 ?? '' })).id);
    expect((await office.person('苏岚')).values.unit).toBe(office.units.青禾县教育局);
    expect((await office.check(await files('县教体局'))).questions).toEqual([]);
    const elsewhere = await open.office();
    expect((await elsewhere.check(await files('县教体局'))).questions).toHaveLength(1);
  });

  it('outside the county is kept by its name', async () => {
    const { checked, question } = await asked('北岭市农业局');
    await office.commit((await office.answer(checked.id, { [question]: 'text' })).id);
    expect(lines((await office.person('苏岚')).values.appointments)).toMatchObject([
      { unitName: '北岭市农业局', post: '副局长' },
    ]);
  });
});

const lines = (value: unknown) => (value as Record<string, unknown>[]).map(({ id: _, ...line }) => line);
const warned = ({ warnings }: { warnings: { sheet?: string; row: number; column: string; value: string }[] }) =>
  warnings.map(({ sheet, row, column, value }) => [sheet, row, column, value]);
const unitId = async (name: string) =>
  (await office.ctx.rows.fresh(office.ctx, moduleOf(office.ctx, 'unit'))).where({}).find(({ title }) => title === name)
    ?.id;
