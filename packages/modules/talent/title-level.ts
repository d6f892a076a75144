import { t } from '@juxian/base/text.ts';

/** Levels of professional titles and of skills beside them, from the lowest up. */
export const titleLevels = {
  junior: t('初级或高级工', 'Junior or senior worker'),
  middle: t('中级或技师', 'Middle or technician'),
  deputy: t('副高级或高级技师', 'Deputy senior or senior technician'),
  senior: t('正高级或特级技师', 'Senior or master technician'),
};
export type TitleLevel = keyof typeof titleLevels;

/** By words of a title, the first that fits; a deputy or an assistant is named before the title is. */
const wordings: readonly [RegExp, TitleLevel][] = [
  [/正高|教授级|特级技师|首席技师/, 'senior'],
  [/副/, 'deputy'],
  [/助理研究员/, 'middle'],
  [/助理|助教|初级|高级工$|[医药护技]士/, 'junior'],
  [/高级/, 'deputy'],
  [/教授|研究员|主任(医|药|护|技)师/, 'senior'],
  [/讲师|主治|主管|工程师|农艺师|经济师|会计师|馆员|技师|中级|一级/, 'middle'],
];

/** The level of a title written freely, where its words tell. */
export const levelOfTitle = (title: string): TitleLevel | undefined =>
  wordings.find(([words]) => words.test(title))?.[1];

const order = Object.keys(titleLevels);

/** Whether a title reaches a level; one whose words tell none does not. */
export const reachesLevel = (title: string, least: TitleLevel): boolean =>
  order.indexOf(levelOfTitle(title) ?? '') >= order.indexOf(least);
