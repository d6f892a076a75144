import { newId } from '@juxian/base/id.ts';
import type { StudioKind } from '@juxian/modules/talent/studio-kind.ts';
import { consentVersion } from '@juxian/modules/talent/thinktank/consent.ts';
import { addYears } from '@juxian/rules/day.ts';
import type { Stage } from './county.ts';
import { type Days, moment } from './days.ts';
import { person } from './people.ts';

const universities = ['岭东大学', '岭东师范大学', '岭东医科大学', '岭东工业大学', '岭东农业大学', '岭东艺术学院'];
/** What each university teaches that a county asks about. */
const disciplines = [
  ['120301', '082802', '120901', '030302'],
  ['040101', '040107', '040106', '030101'],
  ['100201', '100401', '100501', '101101'],
  ['080401', '080202', '082502', '080901'],
  ['090102', '090103', '090502', '082701'],
  ['130507', '130401', '130502', '060104'],
];
const pairs: readonly StudioKind[][] = [
  ['teacher', 'master'],
  ['physician', 'craftsman'],
  ['teacher', 'physician'],
  ['master', 'craftsman'],
];
const shown = ['name', 'professionalTitle', 'unitName', 'discipline'];
const reviewers = 24;
const all = 60;
/** Works with the bureau that asks about foundry sand, so that a match shows the rule. */
const tied = 27;

export type DemoExpert = { id: string; name: string; discipline: string; unitName: string };

/**
 * One register of 60: 24 review studios, 36 others are of the think tank. One reviewer of teachers worked at a host unit
 * within three years, so that a draw shows the rule. @returns those of the think tank.
 */
export async function placeExperts(stage: Stage, days: Days, formerUnit: string): Promise<DemoExpert[]> {
  const joined = days.yearsAgo(1);
  stage.at(moment(joined));
  const cards = Array.from({ length: all }, (_, i) => card(i, days, joined));
  const formerly = {
    units: [
      { id: newId('line'), unit: formerUnit, from: `${days.year - 9}-09`, to: addYears(days.today, -1).slice(0, 7) },
    ],
  };
  const ties = [{ id: newId('line'), sort: 'joint', person: '青山县工业和信息化局', until: days.day(200).slice(0, 7) }];
  const ids = await stage.placeAll(
    'expert',
    cards.map((values, i) => ({
      values: {
        ...values,
        ...(i < reviewers ? { reviewer: 'yes', kinds: pairs[i % pairs.length] ?? [] } : { reviewer: 'no' }),
        ...(i === 4 ? formerly : {}),
        ...(i === tied ? { ties } : {}),
      },
    })),
  );
  return cards
    .map(({ name, discipline, unitName }, i) => ({ id: ids[i] ?? '', name, discipline, unitName }))
    .slice(reviewers);
}

function card(i: number, days: Days, joined: string) {
  const who = person(600 + i);
  const school = i % universities.length;
  const [title, level] = i % 3 === 0 ? ['副教授', '12'] : ['教授', '11'];
  return {
    name: who.name,
    sex: who.sex,
    professionalTitle: title,
    titles: [
      { id: newId('line'), title: '讲师', level: '2', from: `${days.year - 14}-07`, to: `${days.year - 6}-06` },
      { id: newId('line'), title, level, from: `${days.year - 6}-07` },
    ],
    unitName: universities[school] ?? '',
    units: [{ id: newId('line'), name: universities[school], from: `${days.year - 15}-09` }],
    discipline: disciplines[school]?.[Math.floor(i / universities.length) % 4] ?? '',
    phone: who.phone,
    recommender: '县委人才办',
    consent: shown,
    consents: shown.map((field) => ({
      id: newId('line'),
      field,
      agreedOn: joined,
      version: consentVersion,
      basis: 'paper',
      paper: `${joined}签署`,
    })),
  };
}
