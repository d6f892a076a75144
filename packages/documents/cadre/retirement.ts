import { type Retirement, type RetirementFacts, retirement, type StaffKind } from '@juxian/rules/cadre/retirement.ts';
import type { FigureReader } from '@juxian/rules/figures.ts';
import type { Part } from '../forms/view.ts';

/** Which rules of retirement a category of personnel follows; codes of ZB125. */
const kinds: Readonly<Record<string, StaffKind>> = {
  '1': 'civilServant',
  '5': 'civilServant',
  '6': 'civilServant',
  '7': 'management',
  '8': 'professional',
  B5: 'management',
  A0: 'worker',
  A1: 'worker',
  A4: 'management',
  A5: 'professional',
  A6: 'worker',
};

/** What retirement rests on in a file; undefined where birth or sex is not known. Without a category: a civil servant. */
export function retirementFacts(person: Part): RetirementFacts | undefined {
  const sex = { '1': 'male', '2': 'female' }[person.text('sex')] as 'male' | 'female' | undefined;
  const birth = person.text('born');
  if (!sex || !birth) return undefined;
  const ground = person.text('sixtyGround') as 'countyLevel' | 'seniorTitle' | '';
  return {
    sex,
    birth,
    kind: kinds[person.text('category')] ?? 'civilServant',
    ...(ground ? { sixty: { ground, document: person.text('sixtyDocument') } } : {}),
  };
}

/** When the person reaches the age of retirement. */
export function retirementOf(person: Part, figure: FigureReader): Retirement | undefined {
  const facts = retirementFacts(person);
  return facts && retirement(facts, figure);
}
