import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

const base32 = (length: number): string => Array.from(randomBytes(length), (byte) => alphabet[byte & 31]).join('');

const prefixes = {
  record: 'rec',
  event: 'evt',
  file: 'fil',
  user: 'usr',
  person: 'per',
  job: 'job',
  message: 'msg',
  request: 'req',
  apiKey: 'key',
  line: 'lin',
  view: 'viw',
  webhook: 'whk',
} as const;

export type IdKind = keyof typeof prefixes;

/** A new id: three letters, `_`, ten characters of time in ms and twelve of chance; sorts by time. */
export function newId(kind: IdKind, now: number = Date.now()): string {
  let time = '';
  for (let rest = now, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = alphabet[rest % 32] + time;
  return `${prefixes[kind]}_${time}${base32(12)}`;
}

/** Whether the text has the shape of an id of that kind; everything else is *missing* before any read. */
export const isId = (kind: IdKind, text: string): boolean =>
  new RegExp(`^${prefixes[kind]}_[${alphabet}]{22}$`).test(text);

/** A new tenant id, never reused: `t` and ten characters. */
export const newTenantId = (): string => `t${base32(10)}`;

/** 256 bits for a session, a key or a link, in base32. */
export const newSecret = (): string => base32(52);
