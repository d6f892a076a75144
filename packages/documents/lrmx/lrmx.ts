import { Refusal, type RefusalCode } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';

/** The elements of 任免表编辑器 3.x in the order it writes them. */
export const elements = [
  'XingMing',
  'XingBie',
  'ChuShengNianYue',
  'MinZu',
  'JiGuan',
  'ChuShengDi',
  'RuDangShiJian',
  'CanJiaGongZuoShiJian',
  'DaoLingNianYue',
  'GaiGeQianRenZhiNianLingJieXian',
  'JianKangZhuangKuang',
  'ZhuanYeJiShuZhiWu',
  'ShuXiZhuanYeYouHeZhuanChang',
  'QuanRiZhiJiaoYu_XueLi',
  'QuanRiZhiJiaoYu_XueWei',
  'QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi',
  'QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi',
  'ZaiZhiJiaoYu_XueLi',
  'ZaiZhiJiaoYu_XueWei',
  'ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi',
  'ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi',
  'XianRenZhiWu',
  'NiRenZhiWu',
  'NiMianZhiWu',
  'JianLi',
  'JiangChengQingKuang',
  'NianDuKaoHeJieGuo',
  'RenMianLiYou',
  'JiaTingChengYuan',
  'ChengBaoDanWei',
  'JiSuanNianLingShiJian',
  'TianBiaoShiJian',
  'TianBiaoRen',
  'ShenFenZheng',
  'ZhaoPian',
  'Version',
] as const;
export type ElementName = (typeof elements)[number];

/** In use since the retirement reform of 2025; a form without them is of before. */
export const laterElements = ['DaoLingNianYue', 'GaiGeQianRenZhiNianLingJieXian'] as const;
type LaterName = (typeof laterElements)[number];
type TextName = Exclude<ElementName, 'JiaTingChengYuan' | 'ZhaoPian' | LaterName>;

export const relativeElements = [
  'ChengWei',
  'XingMing',
  'ChuShengRiQi',
  'ZhengZhiMianMao',
  'GongZuoDanWeiJiZhiWu',
] as const;
export type RelativeName = (typeof relativeElements)[number];

/** An element the format does not have, as it was written, behind the element `after`; at the beginning where none. */
export type Kept = { xml: string; after?: string };
export type LrmxRelative = Record<RelativeName, string> & { kept?: Kept[] };
export type LrmxValues = Record<TextName, string> & Partial<Record<LaterName, string>>;

/** One 干部任免审批表 as the files of the editor hold it: each value the text of its element, lines parted by `\n`. */
export type Lrmx = {
  values: LrmxValues;
  relatives: LrmxRelative[];
  /** The picture's own bytes, mostly JPEG. */
  photo?: Uint8Array;
  kept: Kept[];
  /** How the file is laid out: whether a byte-order mark begins it, and what ends its lines. */
  layout: { mark: boolean; lineEnd: '\n' | '\r\n' };
};

/** Something set right while reading, and in which line of the file. */
export type Mended = { line: number; what: Text };
export type ReadLrmx = { lrmx: Lrmx; mended: Mended[] };

export const isLater = (name: ElementName): name is LaterName => (laterElements as readonly string[]).includes(name);
export const isText = (name: ElementName): name is TextName | LaterName =>
  name !== 'JiaTingChengYuan' && name !== 'ZhaoPian';

const blankRelative = (): LrmxRelative => ({
  ChengWei: '',
  XingMing: '',
  ChuShengRiQi: '',
  ZhengZhiMianMao: '',
  GongZuoDanWeiJiZhiWu: '',
});

/** A form of the values given, every other one empty. */
export function newLrmx(given: {
  values: Partial<LrmxValues>;
  relatives?: readonly Partial<LrmxRelative>[];
  photo?: Uint8Array;
  kept?: Kept[];
  layout?: Lrmx['layout'];
}): Lrmx {
  const { values, relatives = [], photo, kept = [], layout = { mark: true, lineEnd: '\r\n' } } = given;
  const empty = Object.fromEntries(
    elements.filter((name) => isText(name) && !isLater(name)).map((name) => [name, '']),
  ) as LrmxValues;
  return {
    values: { ...empty, ...values },
    relatives: relatives.map((relative) => ({ ...blankRelative(), ...relative })),
    ...(photo ? { photo } : {}),
    kept,
    layout,
  };
}

/** What XML does not have in a text. */
export const noCharacter = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** `bytes` of one file, `relatives` in it. */
export const lrmxLimits = { bytes: 10_000_000, relatives: 200 };

/** A refusal that names the line. `invalid.lrmxMendable` may be read after all with `repair`, once somebody agreed. */
export const refuseLine = (code: RefusalCode, line: number, reason: Text): Refusal =>
  new Refusal(code, t('第{line}行：{reason}', 'Line {line}: {reason}'), { values: { line, reason } });

export const refuseSize = (): Refusal =>
  new Refusal('limit.lrmx', t('任免表文件过大，无法读取', 'The file is too large for an appointment form'));

/** The line, counted from 1, of a place in a text. */
export const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;
