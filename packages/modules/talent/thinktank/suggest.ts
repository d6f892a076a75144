import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import type { Look, RecordFacts, RowFacts } from '@juxian/engine/define.ts';
import { bareName } from '@juxian/rules/bare-name.ts';
import { type MatchFacts, type MatchFigures, matches } from '@juxian/rules/think-tank.ts';
import { type FiledTies, rulesBetween, ruleText, tiesOfExpert, tiesSince } from '../review/conflict.ts';
import { engagementsOn, rowsIf } from './records.ts';

/** So many are suggested at once. */
const shown = 5;

export type Suggestion = {
  expert: string;
  name: string;
  unit: string;
  title: string;
  score: number;
  reasons: Text[];
};
/** An expert in question who may not be asked, and why. */
export type Barred = { expert: string; name: string; unit: string; rule: Text };

/** The asking unit in the place of an applicant's: its names and those who speak for it. */
async function askingOf(look: Look, { id, values }: RecordFacts): Promise<FiledTies> {
  const unit = await look.record('unit', String(values.asker ?? ''));
  const people = [values.contact, unit?.values.contact, unit?.values.short].map(bareName);
  return {
    id,
    host: unit?.id ?? '',
    hostName: bareName(unit?.values.name),
    people: new Set(people.filter(Boolean)),
  };
}

/** Why an expert may not advise the asking unit, as a review would bar him from its application. */
function ruleAgainst(expert: RecordFacts, asking: FiledTies, today: string, years: number): Text | undefined {
  const rules = rulesBetween(tiesOfExpert(expert), asking, tiesSince(today, years)).map((rule) =>
    ruleText(rule, years),
  );
  if (rules.length === 0) return undefined;
  return t(rules.map(({ zh }) => zh).join('、'), rules.map(({ en }) => en).join(', '));
}

const fieldsOf = ({ values }: RecordFacts): string[] => [
  ...(values.discipline ? [String(values.discipline)] : []),
  ...((values.otherDisciplines ?? []) as { discipline?: string }[]).flatMap(({ discipline }) => discipline ?? []),
];

/** What is known of an expert for a match, from the rows of all opinions and adoptions. */
export function factsOf(
  expert: RecordFacts,
  opinions: readonly RowFacts[],
  adoptions: readonly RowFacts[],
): MatchFacts {
  const own = opinions.filter(({ values }) => values.expert === expert.id);
  const outcomes = adoptions
    .filter(({ values }) => values.expert === expert.id)
    .flatMap(({ values: { outcome } }) => (outcome === undefined ? [] : [String(outcome)]));
  const worth: Record<string, number> = { adopted: 1, partly: 0.5 };
  return {
    id: expert.id,
    fields: fieldsOf(expert),
    running: own.filter(({ state }) => state === 'invited').length,
    decided: outcomes.length,
    adopted: outcomes.reduce((sum, outcome) => sum + (worth[outcome] ?? 0), 0),
    satisfaction: own.flatMap(({ values }) => (typeof values.points === 'number' ? [values.points] : [])),
  };
}

const figuresOf = (look: Look): MatchFigures => ({
  weights: look.figure('talent.matchWeights').value,
  field: look.figure('talent.matchField').value,
  unknown: look.figure('talent.matchUnknown').value,
  load: look.figure('talent.matchLoad').value,
});

/** The experts of the pool whose letter still holds when the opinion is due. */
async function engagedUntil(look: Look, until: string): Promise<RecordFacts[]> {
  const letters = (await rowsIf(look, 'engagement', {})).filter(
    ({ state, values }) => ['valid', 'ending'].includes(state) && String(values.to) >= until,
  );
  const ids = [...new Set(letters.map(({ values }) => String(values.expert)))];
  const experts = await Promise.all(ids.map((id) => look.record('expert', id)));
  return experts.filter((one) => one?.state === 'active').filter((one) => one !== undefined);
}

const named = (expert: RecordFacts) => ({
  expert: expert.id,
  name: String(expert.values.name ?? ''),
  unit: String(expert.values.unitName ?? ''),
});

/**
 * The experts to ask, best first, each with its reasons, and those left out for a tie, named with the rule. Already asked
 * ones are not suggested again.
 */
export async function suggestFor(look: Look, record: RecordFacts, today: string) {
  const {
    discipline = '',
    until = '',
    experts: asked = [],
  } = record.values as {
    discipline?: string;
    until?: string;
    experts?: string[];
  };
  const [engaged, asking, opinions, adoptions] = await Promise.all([
    engagedUntil(look, until),
    askingOf(look, record),
    rowsIf(look, 'opinion', {}),
    rowsIf(look, 'adoption', {}),
  ]);
  const years = look.figure('talent.conflictYears').value;
  const rules = new Map(engaged.map((expert) => [expert.id, ruleAgainst(expert, asking, today, years)]));
  const inQuestion = matches(
    discipline,
    engaged.filter(({ id }) => !asked.includes(id)).map((expert) => factsOf(expert, opinions, adoptions)),
    figuresOf(look),
  );
  const byId = new Map(engaged.map((expert) => [expert.id, expert]));
  const suggested: Suggestion[] = [];
  const excluded: Barred[] = [];
  for (const { id, score, reasons } of inQuestion) {
    const expert = byId.get(id);
    const rule = rules.get(id);
    if (!expert) continue;
    if (rule) excluded.push({ ...named(expert), rule });
    else if (suggested.length < shown)
      suggested.push({ ...named(expert), title: String(expert.values.professionalTitle ?? ''), score, reasons });
  }
  return { suggested, excluded };
}

/**
 * The experts a person has chosen, checked: everyone engaged until the day the opinion is due, nobody with a tie.
 * @throws Refusal `conflict.engagement`, `conflict.tie` naming the expert, `missing.expert`.
 */
export async function checkedExperts(
  look: Look,
  record: RecordFacts,
  ids: readonly string[],
  today: string,
): Promise<RecordFacts[]> {
  const asking = await askingOf(look, record);
  const until = String(record.values.until ?? '');
  const years = look.figure('talent.conflictYears').value;
  return Promise.all(
    ids.map(async (id) => {
      const expert = await look.record('expert', id);
      if (!expert) throw new Refusal('missing.expert', t('没有这位专家', 'There is no such expert'));
      const name = String(expert.values.name ?? '');
      const letters = await engagementsOn(look, id, today);
      if (expert.state !== 'active' || !letters.some(({ values }) => String(values.to) >= until))
        throw refuseField(
          'input.chosen',
          'conflict.engagement',
          t('{name}没有到{until}仍有效的聘书，不能指派', '{name} has no letter that holds until {until}'),
          { name, until },
        );
      const rule = ruleAgainst(expert, asking, today, years);
      if (rule)
        throw refuseField(
          'input.chosen',
          'conflict.tie',
          t('{name}应当回避：{rule}', '{name} has to stay out: {rule}'),
          { name, rule },
        );
      return expert;
    }),
  );
}
