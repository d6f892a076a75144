import { Plain as choice } from './choice/Plain.tsx';
import { Plain as choices } from './choices/Plain.tsx';
import { Plain as code } from './code/Plain.tsx';
import { Plain as computed } from './computed/Plain.tsx';
import { Plain as date } from './date/Plain.tsx';
import { Plain as email } from './email/Plain.tsx';
import { Plain as files } from './files/Plain.tsx';
import { Plain as identityNumber } from './identityNumber/Plain.tsx';
import type { KindName } from './kind.ts';
import { Plain as longText } from './longText/Plain.tsx';
import { Plain as moment } from './moment/Plain.tsx';
import { Plain as money } from './money/Plain.tsx';
import { Plain as month } from './month/Plain.tsx';
import { Plain as number } from './number/Plain.tsx';
import { Plain as period } from './period/Plain.tsx';
import { Plain as person } from './person/Plain.tsx';
import { Plain as phone } from './phone/Plain.tsx';
import { Plain as photo } from './photo/Plain.tsx';
import type { PlainKind } from './plain-kind.ts';
import { Plain as ref } from './ref/Plain.tsx';
import { Plain as refs } from './refs/Plain.tsx';
import { Plain as region } from './region/Plain.tsx';
import { Plain as sequence } from './sequence/Plain.tsx';
import { Plain as text } from './text/Plain.tsx';

/** Every kind that a column of a sub-table may have, in plain HTML. */
export const flatKinds: { [K in Exclude<KindName, 'entries'>]: PlainKind } = {
  choice,
  choices,
  code,
  computed,
  date,
  email,
  files,
  identityNumber,
  longText,
  moment,
  money,
  month,
  number,
  period,
  person,
  phone,
  photo,
  ref,
  refs,
  region,
  sequence,
  text,
};

/** @throws Error for a sub-table in a sub-table, which no declaration can hold. */
export function plainFlat(kind: KindName): PlainKind {
  if (kind === 'entries') throw new Error('A sub-table holds no sub-table');
  return flatKinds[kind];
}
