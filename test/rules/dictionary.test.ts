import { type DictionaryName, dictionaries, pathTo } from '@juxian/rules/dictionary.ts';
import { codeOf } from '@juxian/rules/dictionary-words.ts';
import { readingsOfSurname, surnameReadings } from '@juxian/rules/surname.ts';
import { describe, expect, it } from 'vitest';

const size = (name: DictionaryName) => dictionaries.get(name)?.entries.size;

describe('code lists', () => {
  it.each([
    ['sex', 4],
    ['ethnicGroup', 58],
    ['politicalStatus', 13],
    ['education', 19],
    ['degree', 56],
    ['familyRelation', 71],
    ['payLevel', 27],
    ['personnelCategory', 12],
    ['managementStatus', 6],
    ['managementCategory', 5],
    ['establishmentKind', 5],
    ['leaderKind', 3],
    ['selectionMethod', 6],
    ['postStatus', 2],
    ['appraisalGrade', 14],
    ['educationMode', 2],
    ['approvingOrgan', 15],
    ['affiliation', 43],
    ['unitKind', 3],
    ['educationStandard', 10],
    ['organLevel', 14],
    ['health', 3],
    ['reward', 6],
    ['teamGrade', 4],
    ['dailyGrade', 4],
    ['postAgeLimit', 6],
  ] as const)('%s has %i entries', (name, entries) => {
    expect(size(name)).toBe(entries);
  });

  it('say their source and day, are in both languages, and have no parent that is missing', () => {
    for (const [name, { source, from, entries }] of dictionaries) {
      expect(source.length, name).toBeGreaterThan(3);
      expect(from, name).toMatch(/^\d{4}-\d\d-\d\d$/);
      for (const { code, label, parent } of entries.values()) {
        expect(label.zh, `${name} ${code}`).toMatch(/\p{Script=Han}/u);
        expect(label.en, `${name} ${code}`).not.toMatch(/\p{Script=Han}/u);
        if (parent) expect(entries.has(parent), `${name} ${code}`).toBe(true);
      }
    }
  });

  it('say which hold codes of their own', () => {
    expect(dictionaries.get('postLevel')?.note?.zh).toContain('自编');
    expect(dictionaries.get('payLevel')?.note).toBeUndefined();
    expect(dictionaries.get('familyRelation')?.entries.get('33A')?.parent).toBeUndefined();
  });

  it('put ranks, staff grades and degrees under their heads', () => {
    const path = (name: string, code: string) => pathTo(name, code).map(({ label }) => label.zh);
    expect(path('postLevel', '0141')).toEqual(['公务员（参照管理人员）', '乡科级正职']);
    expect(path('postLevel', '01C01')).toEqual(['公务员（参照管理人员）', '行政执法类职级', '督办']);
    expect(path('postLevel', '0841')).toEqual(['事业单位管理等级', '七级职员']);
    expect(path('degree', '349')).toEqual(['硕士', '公共管理硕士']);
    expect(path('appraisalGrade', '5A')[0]).toBe('不定等次');
    expect(path('payLevel', '27')).toEqual(['二十七级']);
    expect(path('payLevel', '20')).toEqual(['二十级']);
  });
});

describe('words of a sheet', () => {
  it.each([
    ['ethnicGroup', '汉', '01'],
    ['ethnicGroup', '汉族', '01'],
    ['ethnicGroup', '维吾尔', '05'],
    ['ethnicGroup', '维族', '05'],
    ['ethnicGroup', '京', '49'],
    ['sex', ' 男 ', '1'],
    ['politicalStatus', '党员', '01'],
    ['politicalStatus', '中共党员', '01'],
    ['politicalStatus', '预备党员', '02'],
    ['politicalStatus', '民建', '06'],
    ['politicalStatus', '九三学社', '10'],
    ['politicalStatus', '无党派', '12'],
    ['education', '大学本科', '21'],
    ['education', '本科', '21'],
    ['education', '大学', '21'],
    ['education', '硕士研究生', '11'],
    ['education', '省委党校研究生', '1B'],
    ['education', '省(区、市)委党校大学', '23'],
    ['education', '1a', '1A'],
    ['educationMode', '全日制', '1'],
    ['educationMode', '在职', '2'],
    ['familyRelation', '爷爷', '48'],
    ['familyRelation', '妻子', '13'],
    ['postLevel', '乡科级正职', '0141'],
    ['postLevel', '四级主任科员', '01A10'],
    ['postLevel', '技术四级（正高级）', '0314'],
    ['appraisalGrade', '优 秀', '1'],
    ['establishmentKind', '事业编制(参公)', '2'],
    ['measure', 'partyWarning', 'partyWarning'],
    ['measure', '诫勉', 'admonition'],
    ['degree', '农学学士', '409'],
  ] as const)('in %s “%s” stands for %s', (name, words, code) => {
    expect(codeOf(name, words)).toBe(code);
  });

  it('stand for nothing where they are unknown or might be two', () => {
    expect(codeOf('ethnicGroup', '火星')).toBeUndefined();
    expect(codeOf('education', '党校研究生')).toBeUndefined();
    expect(codeOf('politicalStatus', '无')).toBeUndefined();
    expect(codeOf('familyRelation', '爱人')).toBeUndefined();
    expect(codeOf('measure', '警告')).toBeUndefined();
    expect(codeOf('sex', '')).toBeUndefined();
  });

  it('stand for their own entry, whatever the dictionary', () => {
    for (const [name, { entries }] of dictionaries)
      for (const { code, label } of entries.values()) {
        const alike = [...entries.values()].filter((other) => other.label.zh === label.zh);
        // entries of one name stand for none, as they cannot be told apart
        expect(codeOf(name as DictionaryName, label.zh), `${name} ${label.zh}`).toBe(
          alike.length === 1 ? code : undefined,
        );
      }
  });
});

describe('surnames', () => {
  it('have both readings', () => {
    const listed = '单 解 曾 任 查 仇 区 朴 尉迟 万俟 缪 盖 乐 员 翟'.split(' ');
    expect(listed.filter((surname) => !surnameReadings.some((row) => row.surname === surname))).toEqual([]);
    expect(readingsOfSurname('单三水')?.readings).toEqual(['shan', 'dan']);
    expect(readingsOfSurname('单于三水')?.readings[0]).toBe('chanyu');
    expect(readingsOfSurname('万俟三水')?.readings).toContain('moqi');
    expect(readingsOfSurname('张三水')).toBeUndefined();
  });
});
