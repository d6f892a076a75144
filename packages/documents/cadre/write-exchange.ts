import type { Ctx } from '@juxian/engine/context.ts';
import { parseMonth } from '@juxian/rules/reading/month.ts';
import type { Part } from '../forms/view.ts';
import { type Lrmx, type LrmxRelative, type LrmxValues, newLrmx } from '../lrmx/lrmx.ts';
import { appraisalsOf, honoursOf, proposalOf, resumeOf, retirementThen } from './form.ts';
import { type Kept, keptOf } from './kept.ts';
import { type Person, partyOf, photoOf, postsOf, refuseMasked, studyOf, titlesHeld } from './person.ts';
import { relativesOf } from './relatives.ts';

const bare = (date: string): string => date.replaceAll('-', '');

/**
 * A person's file as the editor's exchange file: what the fields hold today, and what an earlier file brought that they
 * have no place for. @throws Refusal `forbidden.export` where the reader may not see the identity number.
 */
export async function lrmxOf(ctx: Ctx, person: Person): Promise<Lrmx> {
  refuseMasked(person);
  const kept = keptOf(person);
  const [photo, proposal] = await Promise.all([photoOf(ctx, person), proposalOf(ctx, person)]);
  const relatives = relativesOf(person).map((line) => ({
    ChengWei: line.text('relation'),
    XingMing: line.text('name'),
    ChuShengRiQi: bare(line.text('born')) || (keptFor(kept, line)?.born ?? ''),
    ZhengZhiMianMao: line.text('politics'),
    GongZuoDanWeiJiZhiWu: line.text('work'),
    ...unknownOf(keptFor(kept, line)),
  }));
  return newLrmx({
    values: {
      Version: '3.2.1.16',
      ...kept.values,
      ...asWritten(kept.values, valuesOf(ctx, person)),
      ...proposed(proposal),
    },
    relatives,
    kept: kept.unknown,
    ...(photo ? { photo } : {}),
  });
}

const keptFor = ({ relatives }: Kept, line: Part) =>
  relatives.find(({ relation, name }) => relation === line.text('relation') && name === line.text('name'));

const unknownOf = (found: Kept['relatives'][number] | undefined): Partial<LrmxRelative> =>
  found && found.kept.length > 0 ? { kept: found.kept } : {};

/** The two printed lines of 毕业院校系及专业, which offices break where they like. */
const schoolLines = [
  ['QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi', 'QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi'],
  ['ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi', 'ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi'],
] as const;

function sameLines(kept: Kept['values'], values: Partial<LrmxValues>, lines: (typeof schoolLines)[number]) {
  const whole = (of: Partial<LrmxValues>): string =>
    lines
      .map((name) => of[name] ?? '')
      .join('')
      .replace(/\s+/g, '');
  return whole(kept) === whole(values) ? Object.fromEntries(lines.map((name) => [name, kept[name] ?? ''])) : {};
}

/** A month that the file wrote in its own way is handed back so, and a title without a date that no line could hold. */
function asWritten(kept: Kept['values'], values: Partial<LrmxValues>): Partial<LrmxValues> {
  const months = (['ChuShengNianYue', 'CanJiaGongZuoShiJian', 'RuDangShiJian'] as const).flatMap((name) => {
    const month = parseMonth({ text: kept[name] ?? '' });
    return month.is === 'value' && bare(month.month) === values[name] ? [[name, kept[name]]] : [];
  });
  return {
    ...values,
    ...Object.fromEntries(months),
    ...Object.assign({}, ...schoolLines.map((lines) => sameLines(kept, values, lines))),
    ZhuanYeJiShuZhiWu: values.ZhuanYeJiShuZhiWu || (kept.ZhuanYeJiShuZhiWu ?? ''),
  };
}

const proposed = ({ proposed: to, removed: from, reasons }: Awaited<ReturnType<typeof proposalOf>>) => ({
  NiRenZhiWu: to,
  NiMianZhiWu: from,
  RenMianLiYou: reasons,
});

function valuesOf(ctx: Ctx, person: Person): Partial<LrmxValues> {
  const fullTime = studyOf(person, '1');
  const inService = studyOf(person, '2');
  const retires = retirementThen(ctx, person);
  return {
    XingMing: person.text('name'),
    XingBie: person.words('sex'),
    ChuShengNianYue: bare(person.text('born')),
    MinZu: person.words('ethnicGroup'),
    JiGuan: person.text('nativePlace'),
    ChuShengDi: person.text('birthplace'),
    RuDangShiJian: person.text('partyText') || partyOf(person).replaceAll('.', ''),
    CanJiaGongZuoShiJian: bare(person.text('workStart')),
    ...(retires ? { DaoLingNianYue: bare(retires.month) } : {}),
    ...(person.text('ageLimit') ? { GaiGeQianRenZhiNianLingJieXian: person.words('ageLimit') } : {}),
    JianKangZhuangKuang: person.words('health'),
    ZhuanYeJiShuZhiWu: titlesHeld(person),
    ShuXiZhuanYeYouHeZhuanChang: person.text('speciality'),
    QuanRiZhiJiaoYu_XueLi: fullTime.education,
    QuanRiZhiJiaoYu_XueWei: fullTime.degree,
    QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi: fullTime.school,
    QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi: fullTime.degreeSchool,
    ZaiZhiJiaoYu_XueLi: inService.education,
    ZaiZhiJiaoYu_XueWei: inService.degree,
    ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi: inService.school,
    ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi: inService.degreeSchool,
    XianRenZhiWu: postsOf(person),
    JianLi: resumeOf(person),
    JiangChengQingKuang: honoursOf(person),
    NianDuKaoHeJieGuo: appraisalsOf(person),
    ShenFenZheng: person.text('identityNumber'),
  };
}
