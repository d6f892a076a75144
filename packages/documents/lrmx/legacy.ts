import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { decodeText } from '@juxian/engine/workbook/bytes.ts';
import { type LrmxRelative, type LrmxValues, lrmxLimits, newLrmx, type ReadLrmx, refuseSize } from './lrmx.ts';

/** The places of a .lrm file that hold one value each; 9 and 10 hold the studies, 12 to 15 nothing, 20 to 24 the family. */
const places: Readonly<Record<number, keyof LrmxValues>> = {
  0: 'XingMing',
  1: 'XingBie',
  2: 'ChuShengNianYue',
  3: 'MinZu',
  4: 'JiGuan',
  5: 'RuDangShiJian',
  6: 'JianKangZhuangKuang',
  7: 'ChuShengDi',
  8: 'CanJiaGongZuoShiJian',
  11: 'ZhuanYeJiShuZhiWu',
  16: 'ShuXiZhuanYeYouHeZhuanChang',
  17: 'JianLi',
  18: 'JiangChengQingKuang',
  19: 'NianDuKaoHeJieGuo',
  25: 'XianRenZhiWu',
  26: 'NiRenZhiWu',
  27: 'NiMianZhiWu',
  28: 'RenMianLiYou',
  29: 'ChengBaoDanWei',
  30: 'JiSuanNianLingShiJian',
  31: 'TianBiaoRen',
  32: 'TianBiaoShiJian',
};
const count = 33;
const unused = [12, 13, 14, 15];

/**
 * Reads a .lrm file of 任免表编辑器 2.0, `photo` the .pic file beside it. What stands in the places the format does not
 * use is listed, as nothing takes it.
 * @throws Refusal `invalid.lrm` where there are not 33 values in quotes, `limit.lrmx`.
 */
export function readLrm(bytes: Uint8Array, photo?: Uint8Array): ReadLrmx {
  if (bytes.length > lrmxLimits.bytes) throw refuseSize();
  const parts = partsOf(decodeText(bytes)?.replace(/\r\n?/g, '\n') ?? '');
  const values = Object.fromEntries(Object.entries(places).map(([at, name]) => [name, parts[Number(at)] ?? '']));
  const layout = { mark: true, lineEnd: '\r\n' } as const;
  const lost = unused.filter((at) => parts[at]);
  return {
    lrmx: newLrmx({
      values: { ...values, ...studies(parts[9] ?? '', parts[10] ?? '') },
      relatives: relativesOf(parts.slice(20, 25)),
      layout,
      ...(photo && photo.length > 0 ? { photo } : {}),
    }),
    mended: lost.map((at) => ({
      line: 1,
      what: t(`第${at + 1}项“${parts[at]}”不属于任免表，未读入`, `item ${at + 1} belongs to no cell and is left out`),
    })),
  };
}

function partsOf(text: string): string[] {
  const whole = /^\s*"([\s\S]*)"[\s,\p{Cc}]*$/u.exec(text)?.[1];
  const parts = whole?.split(/"\s*,\s*"/).map((part) => part.trim()) ?? [];
  if (parts.length === count) return parts;
  throw new Refusal(
    'invalid.lrm',
    t(
      '不是任免表文件（.lrm）：应有{count}项，实有{given}项',
      'This is no .lrm file: {count} items expected, {given} found',
    ),
    { values: { count, given: parts.length } },
  );
}

/** `全日制学历#学位@在职学历#学位`, and the schools in the same shape; parts at the end may be missing. */
function studies(educations: string, schools: string): Partial<LrmxValues> {
  const [[fullTime, fullTimeDegree], [onJob, onJobDegree]] = pairsOf(educations);
  const [[fullTimeAt, fullTimeDegreeAt], [onJobAt, onJobDegreeAt]] = pairsOf(schools);
  return {
    QuanRiZhiJiaoYu_XueLi: fullTime,
    QuanRiZhiJiaoYu_XueWei: fullTimeDegree,
    QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi: fullTimeAt,
    QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi: fullTimeDegreeAt,
    ZaiZhiJiaoYu_XueLi: onJob,
    ZaiZhiJiaoYu_XueWei: onJobDegree,
    ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi: onJobAt,
    ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi: onJobDegreeAt,
  };
}

type Pair = [string, string];

function pairsOf(text: string): [Pair, Pair] {
  const [first = '', second = ''] = splitOnce(text, '@');
  return [splitOnce(first, '#'), splitOnce(second, '#')];
}

function splitOnce(text: string, mark: string): Pair {
  const at = text.indexOf(mark);
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** Columns of 称谓, 姓名, 出生年月, 政治面貌 and 单位及职务, the people in each joined by `@`. */
function relativesOf(columns: readonly string[]): LrmxRelative[] {
  const cells = columns.map((column) => column.split('@').map((cell) => cell.trim()));
  const most = Math.max(...cells.map((column) => column.length));
  if (most > lrmxLimits.relatives) throw refuseSize();
  const at = (column: number, row: number): string => cells[column]?.[row] ?? '';
  return Array.from({ length: most }, (_, row) => ({
    ChengWei: at(0, row),
    XingMing: at(1, row),
    ChuShengRiQi: at(2, row),
    ZhengZhiMianMao: at(3, row),
    GongZuoDanWeiJiZhiWu: at(4, row),
  })).filter((relative) => Object.values(relative).some((value) => value !== ''));
}
