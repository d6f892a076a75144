import { type FieldIssue, Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { isAsked } from './asked/schema.ts';
import type { Ctx } from './context.ts';
import type { AnyModule } from './define.ts';
import type { AnyField } from './kinds/kind.ts';
import type { Stored } from './stored.ts';

type Standing = Pick<Stored, 'state' | 'values'>;
type Finished = Standing & Partial<Pick<Stored, 'opened'>>;

/**
 * Between draft and refusal every required field is filled and no value speaks against another; what is opened to the
 * owner he is still filling in.
 * @throws Refusal `invalid.incomplete` naming the blank fields, `invalid.disagreement` those that cannot be true together.
 */
export function refuseUnfit({ clock }: Pick<Ctx, 'clock'>, module: AnyModule, record: Finished): void {
  const phase = module.states[record.state]?.phase;
  if (phase === 'draft' || phase === 'refused') return;
  const today = clock.today();
  const settled = Object.entries(module.fields).filter(([path]) => !record.opened?.includes(path));
  refuseBlank(settled, record, today);
  const fields = settled.flatMap(([path, { disagrees }]): FieldIssue[] => {
    const says = isBlank(record.values[path]) ? undefined : disagrees?.(record.values, today);
    return says ? [{ path, code: 'invalid.disagreement', says }] : [];
  });
  if (fields.length === 0) return;
  throw new Refusal('invalid.disagreement', t('有{count}处互相矛盾', '{count} values contradict others'), {
    values: { count: fields.length },
    fields,
  });
}

/**
 * @throws Refusal naming what is newly given and not asked of such a record: `conflict.later` where it will be, else
 * `invalid.only`.
 */
export function refuseUnasked(module: AnyModule, given: Standing['values'], values: Standing['values']): void {
  const unasked = Object.keys(given).filter(
    (path) => !isBlank(given[path]) && !isAsked(module.fields[path] ?? {}, values),
  );
  const later = unasked.filter((path) => !isAsked({ except: module.fields[path]?.except }, values));
  if (later.length > 0)
    throw new Refusal('conflict.later', t('有{count}栏现在还不能填', '{count} fields are not open yet'), {
      values: { count: later.length },
      fields: later.map((path) => ({ path, code: 'conflict.later', says: t('现在还不能填', 'Not open yet') })),
    });
  const fields = unasked.map(
    (path): FieldIssue => ({
      path,
      code: 'invalid.only',
      says: t('这一栏不适用于所选类别', 'Not asked of what was chosen'),
    }),
  );
  if (fields.length > 0)
    throw new Refusal('invalid.only', t('有{count}栏不适用', '{count} fields are not asked here'), {
      values: { count: fields.length },
      fields,
    });
}

/** Whether the field has to be filled in on a day. */
export const isRequired = ({ required, requiredFrom }: AnyField, today: string): boolean =>
  required === true || (requiredFrom !== undefined && today >= requiredFrom);

/** @throws Refusal `conflict.frozen` naming what would change though its day has come. */
export function refuseFrozen(
  { clock }: Pick<Ctx, 'clock'>,
  module: AnyModule,
  given: Standing['values'],
  before: Standing['values'],
): void {
  const today = clock.today();
  const fields = Object.keys(given).flatMap((path): FieldIssue[] => {
    const { frozenFrom } = module.fields[path] ?? {};
    const changes = JSON.stringify(given[path] ?? null) !== JSON.stringify(before[path] ?? null);
    return frozenFrom !== undefined && today >= frozenFrom && changes
      ? [
          {
            path,
            code: 'conflict.frozen',
            says: t('自{day}起不能再改', 'Not to be changed since {day}'),
            values: { day: frozenFrom },
          },
        ]
      : [];
  });
  if (fields.length > 0)
    throw new Refusal('conflict.frozen', t('有{count}栏已不能再改', '{count} fields can no longer be changed'), {
      values: { count: fields.length },
      fields,
    });
}

function refuseBlank(fields: readonly [string, AnyField][], record: Standing, today: string): void {
  const blank = fields.filter(
    ([name, field]) => isRequired(field, today) && isAsked(field, record.values) && isBlank(record.values[name]),
  );
  if (blank.length === 0) return;
  throw new Refusal('invalid.incomplete', t('还有{count}处必填未填', '{count} required fields are blank'), {
    values: { count: blank.length },
    fields: blank.map(([path]) => ({ path, code: 'invalid.required', says: t('必填', 'Required') })),
  });
}

export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

export type Doubt = { field: string; message: string };

/** What a person should look at again, of fields the reader sees whole; none of it keeps a record from being written. */
export function doubtsIn(
  { clock, locale }: Pick<Ctx, 'clock' | 'locale'>,
  module: AnyModule,
  values: Standing['values'],
  visible: { has(field: string): boolean },
): Doubt[] {
  return Object.entries(module.fields).flatMap(([field, { doubts }]) => {
    const says = visible.has(field) && !isBlank(values[field]) ? doubts?.(values, clock.today()) : undefined;
    return says ? [{ field, message: say(says, locale) }] : [];
  });
}
