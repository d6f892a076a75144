import { type Role, roles } from '@juxian/base/actor.ts';
import { issueOf } from '@juxian/base/fn.ts';
import type { FieldIssue } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import * as z from 'zod';
import type { Section } from './define.ts';
import { dateSchema } from './kinds/date/schema.ts';
import type { Field, KindName } from './kinds/kind.ts';
import { checkLength, cleanText, reads, textInput } from './kinds/schema.ts';

type OwnKind = Extract<KindName, 'text' | 'longText' | 'number' | 'money' | 'date' | 'choice' | 'choices'>;
/** A field of the county's own, for roles that see the records anyway. */
export type OwnField = { [K in OwnKind]: Field<unknown, K> }[OwnKind] & { roles: readonly Role[] };

/** What a county may say of a module; every key is optional, absent = inherited. */
export type Diff = {
  words?: {
    title?: Text;
    fields?: Record<string, Text>;
    states?: Record<string, { label?: Text; staff?: Text; public?: Text }>;
    moves?: Record<string, Text>;
  };
  help?: Record<string, Text>;
  order?: { columns?: string[]; sections?: (Omit<Section, 'fields'> & { fields: string[] })[] };
  hide?: string[];
  require?: string[];
  /** By field, days from which it is required, or changes no more. */
  dated?: Record<string, { requiredFrom?: string; frozenFrom?: string }>;
  /** By field, choices added to the declared ones; their keys begin with `own_`. */
  choices?: Record<string, Record<string, Text>>;
  own?: Record<string, OwnField>;
  movesOff?: string[];
  /** By state, working days within which a record leaves it. */
  deadlines?: Record<string, number>;
  /** By move, what is said to those whom the move tells. */
  messages?: Record<string, Text>;
  figures?: Record<string, unknown>;
  /** The word in numbers given, such as 怀人才. */
  number?: { word: string };
};

const line = (max: number, lines = false) =>
  reads(textInput, (given, refuse) => {
    const clean = cleanText(given, refuse, lines);
    checkLength(clean, max, refuse);
    if (clean === '') refuse('required', t('不能为空', 'Must not be empty'));
    return clean;
  });

const words = (max: number, lines = false) =>
  z
    .strictObject({ zh: line(max, lines), en: line(max * 3, lines).optional() })
    .transform(({ zh, en }) => ({ zh, en: en ?? zh }));

const name = z.string().max(60);
const day = dateSchema.value({}) as z.ZodType<string>;
const names = z.array(name).max(200);
const byName = (value: z.ZodType) => z.record(name, value);

/** What the county adds under names of its own, so that no later declaration can mean something else by them. */
const additions = (value: z.ZodType, most: number) =>
  reads(z.record(name, value), (of, refuse) => {
    const found = Object.keys(of);
    for (const key of found)
      if (!/^own_[A-Za-z0-9_]{1,40}$/.test(key))
        refuse('ownName', t('自设的代号须以 own_ 开头', 'Names of your own begin with own_'), {}, [key]);
    if (found.length > most)
      refuse('tooMany', t('最多{max}项，现有{found}项', 'At most {max}; there are {found}'), {
        max: most,
        found: found.length,
      });
    return of;
  });
const ownChoices = additions(words(60), 50);

const marks = {
  label: words(30),
  help: words(500, true).optional(),
  required: z.boolean().optional(),
  only: z.strictObject({ field: name, among: z.array(name).min(1).max(50) }).optional(),
  roles: z
    .array(z.enum(roles))
    .min(1)
    .default((): Role[] => ['office']),
};
const own = <K extends OwnKind, O extends z.ZodRawShape>(kind: K, options: O) =>
  z.strictObject({ kind: z.literal(kind), ...marks, options: z.strictObject(options) });
const bound = z.number().optional();

const ownField = z.discriminatedUnion('kind', [
  own('text', { max: z.int().min(1).max(1000).default(200) }),
  own('longText', { max: z.int().min(1).max(5000).default(2000) }),
  own('number', { min: bound, max: bound, whole: z.boolean().default(false), unit: words(10).optional() }),
  own('money', { min: z.int().default(0), max: z.int().optional() }),
  own('date', {}),
  own('choice', { choices: ownChoices }),
  own('choices', { choices: ownChoices, max: z.int().min(1).max(50).optional() }),
]);

const shape = {
  words: z.strictObject({
    title: words(30).optional(),
    fields: byName(words(60)).optional(),
    states: byName(
      z.strictObject({ label: words(20).optional(), staff: words(20).optional(), public: words(20).optional() }),
    ).optional(),
    moves: byName(words(20)).optional(),
  }),
  help: byName(words(500, true)),
  order: z.strictObject({
    columns: names.min(1).optional(),
    sections: z
      .array(z.strictObject({ title: words(40), help: words(500, true).optional(), fields: names }))
      .max(40)
      .optional(),
  }),
  hide: names,
  require: names,
  dated: byName(z.strictObject({ requiredFrom: day.optional(), frozenFrom: day.optional() })),
  choices: byName(ownChoices),
  own: additions(ownField, 20),
  movesOff: names,
  deadlines: byName(z.int().min(1).max(366)),
  messages: byName(words(1000, true)),
  figures: byName(z.json()),
  number: z.strictObject({ word: line(20) }),
} satisfies Record<keyof Diff, z.ZodType>;

/** The keys a diff may have. */
export const overlayKeys = Object.keys(shape) as (keyof Diff)[];

/** The strict schema of a diff; `refuseWidening` asks the module besides. */
export const overlaySchema = z.strictObject(shape).partial() as z.ZodType as z.ZodType<Diff>;

/** Reads what was published under whatever version of the product: keys that no longer fit are named, not refused. */
export function readTolerantly(overlay: Readonly<Record<string, unknown>>): { diff: Diff; stale: string[] } {
  const diff: Record<string, unknown> = {};
  const stale: string[] = [];
  for (const [key, value] of Object.entries(overlay)) {
    if (key === 'version' || value === undefined) continue;
    const read = Object.hasOwn(shape, key) ? shape[key as keyof Diff].safeParse(value) : undefined;
    if (read?.success) diff[key] = read.data;
    else stale.push(key);
  }
  return { diff: diff as Diff, stale };
}

const widenings: readonly { at: RegExp; says: Text }[] = [
  { at: /^access(\.|$)/, says: t('本地设置不能改变谁看得到什么', 'Settings cannot change who sees what') },
  { at: /^moves\.[^.]+\.by(\.|$)/, says: t('不能给办理动作增加角色', 'Roles cannot be added to a move') },
  { at: /^moves\.[^.]+\.when$/, says: t('不能去掉办理动作的条件', 'The condition of a move cannot be removed') },
  {
    at: /(^|\.)(public|sensitive|unlisted)$/,
    says: t('不能公开未公开的栏目', 'A private field cannot be made public'),
  },
  { at: /^fields\.[^.]+\.kind$/, says: t('不能改变栏目的类型', 'The kind of a field cannot be changed') },
  { at: /^states(\.|$)/, says: t('不能增减状态', 'States can be neither added nor dropped') },
];

/** The issues of a diff that does not fit; where it tries to widen, with the reason instead of “unknown”. */
export function widened(given: unknown, error: z.ZodError): FieldIssue[] {
  return error.issues.flatMap(issueOf).flatMap((issue) => {
    if (issue.code !== 'invalid.unknown') return [issue];
    const reasons = pathsUnder(given, issue.path).flatMap((path) => {
      const found = widenings.find(({ at }) => at.test(path));
      return found ? [{ path, code: 'invalid.widens' as const, says: found.says }] : [];
    });
    return reasons.length > 0 ? reasons : [issue];
  });
}

function pathsUnder(root: unknown, path: string): string[] {
  const value = path.split('.').reduce<unknown>((held, key) => (held as Record<string, unknown> | null)?.[key], root);
  return leaves(value, path, 3);
}

function leaves(value: unknown, path: string, depth: number): string[] {
  if (depth === 0 || typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`, depth - 1));
}
