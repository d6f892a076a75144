import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import type { FieldAnswer, ModuleAnswer, RecordAnswer } from '@juxian/engine/answer.ts';
import { isAsked } from '@juxian/engine/asked/schema.ts';
import { attach } from '@juxian/engine/attachment.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { listEvents } from '@juxian/engine/history.ts';
import type { Attachment } from '@juxian/engine/kinds/kind.ts';
import { settled, typedOf, valuesIn } from '@juxian/engine/kinds/plain.ts';
import type { Typed } from '@juxian/engine/kinds/plain-kind.ts';
import { getRecord, updateRecord } from '@juxian/engine/record.ts';
import { type FormProblem, isBlank } from './Form.tsx';
import { owns } from './own.ts';
import type { Step } from './Steps.tsx';
import type { Sent } from './sent.ts';
import { withPosts } from './wishes.ts';

/** Fields the form does not ask: the call is chosen before it begins. */
const chosen = new Set(['call']);

const isIdentity = ({ kind, name }: FieldAnswer): boolean => kind === 'identityNumber' || name === 'identityConsent';

/** Whoever submits agrees to give the identity number, and then gives it, though the record may stand without it. */
const asked =
  ({ identityConsent }: Readonly<Record<string, unknown>>) =>
  (field: FieldAnswer): FieldAnswer =>
    field.name === 'identityConsent' || (field.kind === 'identityNumber' && !isBlank(identityConsent))
      ? { ...field, required: true }
      : field;

/** The parts of the application form that hold something the applicant may edit; without `editable`, all of them. */
export function stepsOf(
  { config: { verified }, locale }: Pick<Ctx, 'config' | 'locale'>,
  described: ModuleAnswer,
  record: RecordAnswer,
  editable?: readonly string[],
): Step[] {
  const own = owns.find(({ module }) => module === record.module);
  const steps = partsOf(described, record, verified, editable);
  if (!own?.oneForm || steps.length === 0) return steps;
  return [
    {
      title: say(own.title, locale),
      fields: steps.flatMap(({ fields }) => fields),
      n: 1,
      shown: steps.flatMap(({ shown }) => shown),
      blank: steps.reduce((sum, { blank }) => sum + blank, 0),
      touched: steps.some(({ touched }) => touched),
      parts: steps,
    },
  ];
}

function partsOf(
  described: ModuleAnswer,
  record: RecordAnswer,
  verified: boolean,
  editable?: readonly string[],
): Step[] {
  const fields = new Map(described.fields.map((field) => [field.name, field]));
  const isShown = (field: FieldAnswer) =>
    !chosen.has(field.name) &&
    isAsked(field, record.values) &&
    (verified || !isIdentity(field)) &&
    (editable ? editable.includes(field.name) : true);
  return described.form.flatMap((section, i) => {
    const shown = section.fields
      .flatMap((name) => fields.get(name) ?? [])
      .filter(isShown)
      .map(asked(record.values));
    if (shown.length === 0) return [];
    const blank = shown.filter(({ name, required }) => required && isBlank(record.values[name])).length;
    const touched = shown.some(({ name }) => !isBlank(record.values[name]));
    return [{ ...section, n: i + 1, shown, blank, touched }];
  });
}

/** What was typed and could not be stored yet, kept beside the record for its owner. */
type Kept = { typed: Map<string, string[]>; names: string[] };

const keptDays = 60;
type Which = Pick<RecordAnswer, 'id' | 'module'>;
const keptAad = ({ id, module }: Which): string => `typed#${module}#${id}`;
const keptKey = (ctx: Ctx, { id, module }: Which) => ctx.store.keys.draft('portal', module, id, ctx.actor.id);

export async function keptOf(ctx: Ctx, of: Which): Promise<Kept> {
  const item = await ctx.store.get(keptKey(ctx, of));
  if (!item) return { typed: new Map(), names: [] };
  const { typed, names } = ctx
    .seal('portal')
    .open<{ typed: [string, string[]][]; names: string[] }>(keptAad(of), item.typed as Uint8Array);
  return { typed: new Map(typed), names };
}

async function keep(ctx: Ctx, of: Which, { typed, names }: Kept): Promise<void> {
  const key = keptKey(ctx, of);
  if (names.length === 0) return ctx.store.transact([{ remove: key }]);
  const sealed = ctx.seal('portal').seal(keptAad(of), { typed: [...typed], names });
  await ctx.store.transact([
    { put: { ...key, typed: sealed, expires: Math.floor(ctx.clock.wall() / 1000) + keptDays * 86_400 } },
  ]);
}

/** Forgets what was typed and could not be stored. */
export const forgetTyped = (ctx: Ctx, of: Which): Promise<void> => keep(ctx, of, { typed: new Map(), names: [] });

const belongsTo = (name: string, field: string): boolean => name === field || name.startsWith(`${field}.`);

/** What the inputs of a step show: stored values, and over them what could not be stored yet. */
export function shownIn(step: Step, record: RecordAnswer, kept: Kept): Typed {
  const typed = new Map(typedOf(step.shown, record.values));
  for (const field of kept.names) {
    if (!step.fields.includes(field)) continue;
    for (const name of [...typed.keys()]) if (belongsTo(name, field)) typed.delete(name);
    for (const [name, texts] of kept.typed) if (belongsTo(name, field)) typed.set(name, texts);
  }
  return typed;
}

export type Saved = { record: RecordAnswer; typed: Typed; problems: FormProblem[] };

/** Problems of a refusal for a form: by field where it names any, else of the whole. */
export function problemsOf(ctx: Ctx, refusal: Refusal): FormProblem[] {
  const { fields } = refusal.details;
  if (!fields?.length) return [{ path: '', message: refusal.reason(ctx.locale) }];
  return fields.map(({ path, says, values }) => ({
    path: path.replace(/^input\./, ''),
    message: say(says, ctx.locale, values),
  }));
}

/**
 * Stores what a step sent. What the engine accepts is stored; a field it refuses keeps its typed text aside, so that
 * nothing is lost and the rest is safe. Files chosen are attached, lines and files taken away by `act` are gone.
 * @throws Refusal `missing.record`, or `conflict.stale` when the same fields were changed elsewhere meanwhile.
 */
export async function saveStep(ctx: Ctx, before: RecordAnswer, step: Step, sent: Sent): Promise<Saved> {
  const { typed, problems } = await withPosts(ctx, before, settled(step.shown, withoutUnagreed(withoutLine(sent))));
  if (sent.act === 'save:identityNumber' && !typed.get('identityConsent')?.some(Boolean))
    problems.push({ path: 'identityConsent', message: say(t('请先勾选单独同意', 'Tick the box first'), ctx.locale) });
  const values = { ...valuesIn(step.shown, typed), ...(await filesAfter(ctx, before, step, sent, problems)) };
  const revision = await standing(ctx, before, step, Number(sent.typed.get('revision')?.[0] ?? before.revision));
  const saved = await update(ctx, { ...before, revision }, values, problems);
  const wrong = new Set(problems.map(({ path }) => path.split('.')[0] ?? ''));
  const refused = step.shown.filter(({ name, kind }) => wrong.has(name) && !isUpload(kind)).map(({ name }) => name);
  await keepRefused(ctx, before, step, typed, refused);
  return {
    record: saved,
    typed: new Map([...typedOf(step.shown, saved.values), ...pairsOf(typed, refused), ...counters(typed)]),
    problems,
  };
}

/** A refused file leaves nothing behind that would have to be put right. */
const isUpload = (kind: string): boolean => kind === 'files' || kind === 'photo';

const pairsOf = (typed: Typed, fields: readonly string[]) =>
  [...typed].filter(([name]) => fields.some((field) => belongsTo(name, field)));
const counters = (typed: Typed) => [...typed].filter(([name]) => name.endsWith('.#'));

async function keepRefused(ctx: Ctx, of: Which, step: Step, typed: Typed, refused: readonly string[]): Promise<void> {
  const held = await keptOf(ctx, of);
  const others = held.names.filter((name) => !step.fields.includes(name));
  if (refused.length === 0 && held.names.length === others.length) return;
  const mine = pairsOf(typed, refused).map(([name, texts]): [string, string[]] => [name, [...texts]]);
  const theirs = [...held.typed].filter(([name]) => others.some((field) => belongsTo(name, field)));
  await keep(ctx, of, { typed: new Map([...theirs, ...mine]), names: [...others, ...refused] });
}

/** `remove:team:2` takes the line out before anything is read. */
function withoutLine({ typed, act }: Sent): Typed {
  const [verb, field, n] = act.split(':');
  if (verb !== 'remove') return typed;
  return new Map([...typed].filter(([name]) => !name.startsWith(`${field}.${n}.`)));
}

/** A number that nobody agreed to give is not even kept aside. */
function withoutUnagreed(typed: Typed): Typed {
  const consent = typed.get('identityConsent');
  if (!consent || consent.some(Boolean)) return typed;
  return new Map([...typed].filter(([name]) => name !== 'identityNumber'));
}

/** The revision to write on: the present one, unless the fields of this step were changed since the page was drawn. */
async function standing(ctx: Ctx, record: RecordAnswer, step: Step, drawnAt: number): Promise<number> {
  if (!Number.isInteger(drawnAt) || drawnAt >= record.revision) return record.revision;
  const since = (await listEvents(ctx, { module: record.module, id: record.id })).filter(
    ({ revision }) => revision > drawnAt,
  );
  const touched = since.some(({ changes }) =>
    changes.some(({ field }) => step.shown.some(({ name }) => name === field)),
  );
  if (touched)
    throw new Refusal(
      'conflict.stale',
      t(
        '这一部分在别处改过，下面是您刚填的内容；核对后再保存，将以这里为准',
        'This part was changed elsewhere. Below is what you typed; save again to let it stand',
      ),
    );
  return record.revision;
}

/** Writes all that is accepted; each refused field is left out and named in `problems`. */
async function update(
  ctx: Ctx,
  record: RecordAnswer,
  values: Record<string, unknown>,
  problems: FormProblem[],
): Promise<RecordAnswer> {
  const found = new Set(problems.map(({ path }) => path));
  const allowed = Object.fromEntries(
    Object.entries(values).filter(([name]) => record.editable.includes(name) && !found.has(name)),
  );
  for (let attempt = 0; attempt < 3 && Object.keys(allowed).length > 0; attempt++) {
    try {
      return await updateRecord(ctx, {
        module: record.module,
        id: record.id,
        revision: record.revision,
        values: allowed,
      });
    } catch (error) {
      if (!(error instanceof Refusal) || !error.details.fields?.length) throw error;
      const found = problemsOf(ctx, error);
      problems.push(...found);
      for (const { path } of found) delete allowed[path.split('.')[0] ?? ''];
    }
  }
  return getRecord(ctx, { module: record.module, id: record.id });
}

/** The files of each field after this form: those kept, less the one taken away, plus those accepted now. */
async function filesAfter(
  ctx: Ctx,
  record: RecordAnswer,
  step: Step,
  { act, files }: Sent,
  problems: FormProblem[],
): Promise<Record<string, unknown>> {
  const after: Record<string, unknown> = {};
  const [verb, field = '', gone] = act.split(':');
  const held = (name: string): Attachment[] => [record.values[name]].flat().filter(Boolean) as Attachment[];
  if (verb === 'detach' && step.fields.includes(field)) after[field] = held(field).filter(({ id }) => id !== gone);
  for (const { field: name, ...file } of files) {
    const of = step.shown.find((one) => one.name === name);
    if (!of) continue;
    try {
      const kept = await attach(ctx, { module: record.module, id: record.id, field: name, ...file });
      after[name] = of.kind === 'photo' ? kept : [...((after[name] as Attachment[] | undefined) ?? held(name)), kept];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push({ path: name, message: error.reason(ctx.locale) });
    }
  }
  for (const of of step.shown) {
    const value = after[of.name];
    if (of.kind === 'photo' && Array.isArray(value)) after[of.name] = value[0] ?? null;
  }
  return after;
}
