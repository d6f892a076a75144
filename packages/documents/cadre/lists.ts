import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import type { Gate } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { issuerOf, type Seen } from '../forms/view.ts';
import type { Paper } from '../paper.ts';
import { discussionPaper, type Listed, type Proposed, rosterPaper } from '../papers/roster.ts';
import { draftsOf, proposalIn } from './form.ts';
import { openPeople } from './people.ts';
import { type Person, partyOf, postsThen, printedMonth, studyOf, titlesHeld } from './person.ts';

/** A list as it is to be printed: the ids in its order, the cut-off day, and whether units stand over their people. */
export type Printed = { ids: readonly string[]; day: string; gate: Gate; byUnit: boolean; meeting?: string };

/** The papers of a list of cadres, by name. */
export const listForms = {
  roster: t('干部名册', 'Roster'),
  roster2: t('干部名册（含职称）', 'Roster with titles'),
  discussion: t('讨论任免干部名单', 'List for discussion'),
} as const satisfies Record<string, Text>;
export type ListForm = keyof typeof listForms;

export const isListForm = (name: string): name is ListForm => Object.hasOwn(listForms, name);

/** A paper of more people is a mistake: narrow the list first. */
const most = 1000;

/**
 * A list of people on paper, as valid on its day, under their units in the list's order.
 * @throws Refusal `invalid.tooMany` for too many.
 */
export async function listPaper(ctx: Ctx, form: ListForm, printed: Printed): Promise<Paper> {
  const { ids, day, gate, byUnit, meeting = '部务会' } = printed;
  if (ids.length > most)
    throw new Refusal(
      'invalid.tooMany',
      t('一次最多打印{most}人，请先筛选', 'At most {most} people; narrow the list'),
      {
        values: { most },
      },
    );
  const people = await openPeople(ctx, ids, { day, gate });
  const { office, demo, county } = issuerOf(ctx);
  const issuer = { office, demo };
  const today = ctx.clock.today();
  const groups = byUnit ? underUnits(people) : [{ heading: '', people }];
  if (form === 'discussion') return discussionOf(ctx, { groups, drafts: await draftsOf(ctx), day, meeting });
  return rosterPaper({
    ...issuer,
    title: `${county}干部名册`,
    columns: form === 'roster' ? 'full' : 'title',
    sheet: form === 'roster' ? 'A4' : 'A3',
    filledOn: day,
    groups: groups.map(({ heading, people: own }) => ({
      heading,
      people: own.map((person) => listedLine(person, today)),
    })),
  });
}

type Groups = readonly { heading: string; people: readonly Person[] }[];

/** 讨论任免干部名单 of these people, with what these drafts propose for them. */
export function discussionOf(
  ctx: Ctx,
  { groups, drafts, day, meeting }: { groups: Groups; drafts: readonly Seen[]; day: string; meeting: string },
): Paper {
  const { office, demo } = issuerOf(ctx);
  const today = ctx.clock.today();
  return discussionPaper({
    office,
    demo,
    title: listForms.discussion.zh,
    meeting,
    filledOn: day,
    groups: groups.map(({ heading, people }) => ({
      heading,
      people: people.map((person) => proposedLine(person, drafts, today)),
    })),
  });
}

/** People under the names of their units, units as they come in the list. */
function underUnits(people: readonly Person[]): { heading: string; people: Person[] }[] {
  const groups = new Map<string, Person[]>();
  for (const person of people) {
    const unit = person.words('unit') || '无任职单位';
    groups.set(unit, [...(groups.get(unit) ?? []), person]);
  }
  return [...groups].map(([heading, own]) => ({ heading, people: own }));
}

function listedLine(person: Person, today: string): Listed {
  const month = (field: string) => printedMonth(person.text(field));
  return {
    name: person.text('name'),
    currentPost: postsThen(person, today),
    sex: person.words('sex'),
    ethnicGroup: person.words('ethnicGroup'),
    nativePlace: person.text('nativePlace'),
    fullTime: studyOf(person, '1'),
    inService: studyOf(person, '2'),
    birth: month('born'),
    workStart: month('workStart'),
    party: partyOf(person),
    postSince: month('postSince'),
    rankSince: month('rankSince'),
    levelSince: month('levelSince'),
    professionalTitle: titlesHeld(person),
    note: '',
  };
}

function proposedLine(person: Person, drafts: readonly Seen[], today: string): Proposed {
  const { proposed, removed } = proposalIn(drafts, person);
  const { name, currentPost, sex, birth, nativePlace, workStart, party, levelSince, postSince } = listedLine(
    person,
    today,
  );
  return {
    ...{ name, currentPost, sex, birth, nativePlace, workStart, party, levelSince, postSince },
    proposal: [proposed && `任：${proposed}`, removed && `免：${removed}`].filter(Boolean).join('\n'),
    education: person.words('degreeLevel'),
    note: '',
  };
}
