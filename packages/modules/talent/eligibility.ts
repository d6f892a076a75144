import { type Text, type TextValues, t } from '@juxian/base/text.ts';
import { ageOn } from '@juxian/rules/day.ts';
import { titleLevels } from './title-level.ts';

/** What a call asks of the leader of one kind; what is absent is not asked. */
export type Conditions = { ageMost?: number | undefined; level?: string | undefined; deadline?: string | undefined };
/** What an applicant says of himself before filling in: born `YYYY-MM`, level of his title, host unit. */
export type Answers = { birth?: string; level?: string; unit?: string };

export type Check = { is: 'met' | 'unmet' | 'open'; says: Text; values: TextValues };

/**
 * Compares what somebody says of himself with the conditions of a kind, one line for each that the call has. A month of
 * birth counts as reached from its first day on. It decides nothing: who files is judged at the formal review.
 */
export function checkEligibility(
  conditions: Conditions,
  answers: Answers,
  unitNames: ReadonlyMap<string, string>,
): Check[] {
  return [...ageCheck(conditions, answers), ...levelCheck(conditions, answers), unitCheck(answers, unitNames)];
}

function ageCheck({ ageMost, deadline = '' }: Conditions, { birth }: Answers): Check[] {
  if (ageMost === undefined) return [];
  const values = { most: ageMost, day: deadline.slice(0, 10) };
  if (!birth)
    return [{ is: 'open', says: t('年龄：截止日不超过{most}周岁', 'Age: at most {most} on the closing day'), values }];
  const age = ageOn(birth, values.day.slice(0, 7));
  return [
    age > ageMost
      ? {
          is: 'unmet',
          says: t('到{day}截止时您{age}周岁，超过{most}周岁的上限', 'You are {age} on {day}; the limit is {most}'),
          values: { ...values, age },
        }
      : {
          is: 'met',
          says: t('到{day}截止时您{age}周岁，不超过{most}周岁', 'You are {age} on {day}, within the limit of {most}'),
          values: { ...values, age },
        },
  ];
}

const levels = Object.keys(titleLevels);

function levelCheck({ level }: Conditions, answers: Answers): Check[] {
  if (!level || !levels.includes(level)) return [];
  const values = { least: titleLevels[level as keyof typeof titleLevels] };
  if (!answers.level || !levels.includes(answers.level))
    return [{ is: 'open', says: t('职称：{least}及以上', 'Title: {least} or above'), values }];
  const held = titleLevels[answers.level as keyof typeof titleLevels];
  const reaches = levels.indexOf(answers.level) >= levels.indexOf(level);
  return [
    reaches
      ? { is: 'met', says: t('职称{held}，达到{least}', '{held} reaches {least}'), values: { ...values, held } }
      : {
          is: 'unmet',
          says: t('职称{held}，未达到{least}', '{held} does not reach {least}'),
          values: { ...values, held },
        },
  ];
}

function unitCheck({ unit }: Answers, names: ReadonlyMap<string, string>): Check {
  if (!unit)
    return { is: 'open', says: t('依托单位：须是本县在册单位', "Host unit: one on the county's register"), values: {} };
  const name = names.get(unit);
  return name === undefined
    ? {
        is: 'unmet',
        says: t('依托单位不在本县在册单位中', "The host unit is not on the county's register"),
        values: {},
      }
    : { is: 'met', says: t('依托单位{name}在册', '{name} is on the register'), values: { name } };
}
