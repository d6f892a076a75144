import { entriesSchema, flatSchemas } from './entries/schema.ts';
import type { KindName, KindSchema } from './kind.ts';

export { choice } from './choice/schema.ts';
export { choices } from './choices/schema.ts';
export { code } from './code/schema.ts';
export { computed } from './computed/schema.ts';
export { current } from './current.ts';
export { date } from './date/schema.ts';
export { email } from './email/schema.ts';
export { entries } from './entries/schema.ts';
export { files } from './files/schema.ts';
export { identityNumber } from './identityNumber/schema.ts';
export { longText } from './longText/schema.ts';
export { moment } from './moment/schema.ts';
export { money } from './money/schema.ts';
export { month } from './month/schema.ts';
export { number } from './number/schema.ts';
export { period } from './period/schema.ts';
export { person } from './person/schema.ts';
export { phone } from './phone/schema.ts';
export { photo } from './photo/schema.ts';
export { ref } from './ref/schema.ts';
export { refs } from './refs/schema.ts';
export { region } from './region/schema.ts';
export { sequence } from './sequence/schema.ts';
export { text } from './text/schema.ts';

/** The pure half of every kind, by name. */
export const kindSchemas: { [K in KindName]: KindSchema<K> } = { ...flatSchemas, entries: entriesSchema };
