import { newId } from '@juxian/base/id.ts';
import type { StudioKind } from '@juxian/modules/talent/studio-kind.ts';
import { addYears } from '@juxian/rules/day.ts';
import type { Stage } from './county.ts';
import { type Days, moment } from './days.ts';
import { person } from './people.ts';

const universities = ['岭东大学', '岭东师范大学', '岭东医科大学', '岭东工业大学', '岭东农业大学', '岭东艺术学院'];
const pairs: readonly StudioKind[][] = [
  ['teacher', 'master'],
  ['physician', 'craftsman'],
  ['teacher', 'physician'],
  ['master', 'craftsman'],
];

/**
 * One register of 60: 24 review studios, 36 others hold a valid think-tank engagement. One reviewer of teachers worked at
 * a host unit within three years, so that a draw shows the rule.
 */
export async function placeExperts(
  stage: Stage,
  days: Days,
  formerUnit: string,
): Promise<{ reviewers: { id: string; kinds: readonly StudioKind[] }[] }> {
  const joined = days.yearsAgo(1);
  stage.at(moment(joined));
  const reviewers: { id: string; kinds: readonly StudioKind[] }[] = [];
  for (let i = 0; i < 24; i++) {
    const kinds = pairs[i % pairs.length] ?? [];
    const id = await stage.place('expert', {
      ...card(i),
      reviewer: 'yes',
      kinds,
      ...(i === 4
        ? {
            units: [
              {
                id: newId('line'),
                unit: formerUnit,
                from: `${days.year - 9}-09`,
                to: addYears(days.today, -1).slice(0, 7),
              },
            ],
          }
        : {}),
    });
    reviewers.push({ id, kinds });
  }
  for (let i = 24; i < 60; i++) {
    const expert = await stage.place('expert', { ...card(i), reviewer: 'no' });
    const from = days.yearsAgo(i % 2 === 0 ? 1 : 2);
    const to = addYears(from, 3);
    await stage.place(
      'engagement',
      {
        number: `智聘〔${from.slice(0, 4)}〕${String(i - 23).padStart(3, '0')}号`,
        expert,
        expertName: card(i).name,
        honour: '高质量发展智库专家',
        from,
        to,
        duties: '每年到县服务不少于1次，提交咨询意见不少于1份。',
        fee: 'task',
      },
      { state: 'valid', due: moment(to, '23:59:59') },
    );
  }
  return { reviewers };
}

function card(i: number) {
  const who = person(600 + i);
  return {
    name: who.name,
    sex: who.sex,
    professionalTitle: i % 3 === 0 ? '副教授' : '教授',
    unitName: universities[i % universities.length],
    phone: who.phone,
    recommender: '县委人才办',
    consent: ['name', 'professionalTitle', 'unitName'],
  };
}
