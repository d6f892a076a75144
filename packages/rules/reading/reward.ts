import { cleanText } from './cell.ts';
import { parseMonth } from './month.ts';

/** A reward or punishment as it stands; `month`, `YYYY-MM`, where it begins with one. */
export type RewardText = { month?: string; text: string };

const date = /^\d{4}(?:[.年/-]\d{1,2}|\d{2})(?:月|(?!\d))/;

/** Splits the text of 奖惩情况 at semicolons, full stops and lines; 无 is nothing. */
export const parseRewards = (text: string): RewardText[] =>
  text
    .split(/[；;。\n]/)
    .map((part) => cleanText(part).replace(/[，,、]+$/, ''))
    .filter((part) => part !== '' && !/^[（(]?无[)）]?$/.test(part))
    .map((part) => {
      const reading = parseMonth({ text: date.exec(part)?.[0] ?? '' });
      return { ...(reading.is === 'value' ? { month: reading.month } : {}), text: part };
    });
