import { isId } from '@juxian/base/id.ts';
import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import type { Look, RecordFacts } from '@juxian/engine/define.ts';
import { kindServers } from '@juxian/engine/kinds/server.ts';
import { pathTo } from '@juxian/rules/dictionary.ts';
import { type ConsentLine, type Offered, offered, onlineConsent, type Publishable, publishable } from './consent.ts';
import { recordsIf } from './records.ts';

type Values = RecordFacts['values'];

/** A value of the entry beside the one given on the portal, in words; what is sensitive is masked. */
export type Difference = { field: Offered; label: Text; held: Text; given: Text };
/** Somebody of the register who may be the one registering: why, what differs, and whose account the entry has. */
export type Likely = {
  expert: string;
  revision: number;
  name: string;
  unit: string;
  isActive: boolean;
  account: 'none' | 'own' | 'other';
  why: Text[];
  differs: Difference[];
};

const reasons = {
  account: t('同一账号', 'Same account'),
  phone: t('手机相同', 'Same mobile'),
  email: t('邮箱相同', 'Same e-mail'),
  unit: t('姓名和单位相同', 'Same name and unit'),
  former: t('姓名相同，曾在同一单位', 'Same name, and that unit before'),
  chosen: t('经办人指定', 'Named by the office'),
};

const plain = (value: unknown) =>
  String(value ?? '')
    .replace(/\s/g, '')
    .toLowerCase();
const isSame = (a: unknown, b: unknown) => plain(a) !== '' && plain(a) === plain(b);

const accountOf = (entry: RecordFacts, registrant: string): Likely['account'] => {
  if (entry.owner === registrant) return 'own';
  return isId('person', entry.owner) ? 'other' : 'none';
};

function whySame(entry: RecordFacts, { values: given, owner }: RecordFacts): Text[] {
  const { values: held } = entry;
  const before = (held.units ?? []) as { name?: string }[];
  const named = isSame(held.name, given.name);
  const isUnit = named && isSame(held.unitName, given.unitName);
  return [
    ...(accountOf(entry, owner) === 'own' ? [reasons.account] : []),
    ...(isSame(held.phone, given.phone) ? [reasons.phone] : []),
    ...(isSame(held.email, given.email) ? [reasons.email] : []),
    ...(isUnit ? [reasons.unit] : []),
    ...(named && !isUnit && before.some(({ name }) => isSame(name, given.unitName)) ? [reasons.former] : []),
  ];
}

const literal = (text: string): Text => t(text, text);
const blank = t('空白', 'Blank');
const consented = (fields: unknown): Text => {
  const labels = ((fields ?? []) as Publishable[]).map((field) => publishable[field]);
  return labels.length > 0 ? t(labels.map(({ zh }) => zh).join('、'), labels.map(({ en }) => en).join(', ')) : blank;
};

function inWords(field: Offered, value: unknown): Text {
  if (field === 'consent') return consented(value);
  if (value === undefined || value === '') return blank;
  if (field === 'discipline') return pathTo('discipline', String(value)).at(-1)?.label ?? literal(String(value));
  const hide = field === 'phone' || field === 'email' ? kindServers[field].mask : undefined;
  return literal(String(hide ? hide(String(value)) : value));
}

/** What was given on the portal, under the names the entry has for it. */
const givenBy = ({ publish, ...values }: Values): Values => ({ ...values, consent: publish });

function differences(entry: RecordFacts, record: RecordFacts): Difference[] {
  const given = givenBy(record.values);
  return (Object.keys(offered) as Offered[]).flatMap((field) => {
    const [held, now] = [entry.values[field], given[field]];
    const isNew = field === 'consent' ? newConsents(entry.values, record.values).length > 0 : !isSame(held, now);
    return now === undefined || now === '' || !isNew
      ? []
      : [{ field, label: offered[field], held: inWords(field, held), given: inWords(field, now) }];
  });
}

/** The entries that may be of the person who registers, the surest first; `chosen` is put beside them by hand. */
export async function likelyEntries(look: Look, record: RecordFacts, chosen?: string): Promise<Likely[]> {
  const entries = await recordsIf(look, 'expert', {});
  const found = entries.flatMap((entry): Likely[] => {
    const why = [...whySame(entry, record), ...(entry.id === chosen ? [reasons.chosen] : [])];
    if (why.length === 0) return [];
    const { id, revision, state, values } = entry;
    const named = { name: String(values.name ?? ''), unit: String(values.unitName ?? '') };
    const account = accountOf(entry, record.owner);
    const differs = differences(entry, record);
    return [{ expert: id, revision, ...named, isActive: state === 'active', account, why, differs }];
  });
  return found.sort((a, b) => b.why.length - a.why.length);
}

/** @throws Refusal `conflict.likely` where the register seems to hold the person already and no reason says he is another. */
export async function refuseDouble(look: Look, record: RecordFacts, different: string | undefined): Promise<void> {
  const likely = await likelyEntries(look, record);
  const own = likely.find(({ account }) => account === 'own');
  if (own) throw alreadyOwn(own.name);
  const [first] = likely;
  if (!first || different) return;
  throw refuseField(
    'input.different',
    'conflict.likely',
    t(
      '专家库中已有{unit}的{name}（{why}）：是同一人的请关联，不是的请说明理由',
      '{name} of {unit} is in the register ({why}): link the entry, or say why this is somebody else',
    ),
    { name: first.name, unit: first.unit, why: first.why[0] },
  );
}

const alreadyOwn = (name: string): Refusal =>
  new Refusal('conflict.linked', t('{name}的条目已是本人账号的，不能再次关联', 'The entry of {name} is his already'), {
    values: { name },
  });

/**
 * The entry given to the account that registered, with the values the office ticked; consents are added, none is taken
 * away. The entry must stand as it was compared.
 * @throws Refusal `conflict.uncompared`, `conflict.expert`, `conflict.linked`, `conflict.account`.
 */
export async function linkEntry(look: Look, record: RecordFacts, input: { entry: string; taken: readonly Offered[] }) {
  const compared = ((record.values.likely ?? []) as Likely[]).find(({ expert }) => expert === input.entry);
  const entry = await look.record('expert', input.entry);
  if (!entry || compared?.revision !== entry.revision)
    throw new Refusal(
      'conflict.uncompared',
      t('该专家尚未对照，或对照后有改动，请先对照', 'Not compared yet, or changed since: compare it first'),
    );
  const name = String(entry.values.name ?? '');
  if (entry.state !== 'active')
    throw new Refusal('conflict.expert', t('{name}已出库，请先重新入库', '{name} left the pool; reinstate first'), {
      values: { name },
    });
  const account = accountOf(entry, record.owner);
  if (account === 'own') throw alreadyOwn(name);
  if (account === 'other')
    throw new Refusal('conflict.account', t('{name}的条目已有另一账号', 'The entry of {name} has another account'), {
      values: { name },
    });
  return {
    set: { expert: entry.id },
    change: [
      {
        module: 'expert',
        id: entry.id,
        revision: entry.revision,
        event: 'link',
        owner: record.owner,
        set: takenOver(entry.values, record.values, input.taken),
      },
    ],
  };
}

function takenOver(held: Values, given: Values, taken: readonly Offered[]): Record<string, unknown> {
  const values = givenBy(given);
  const plainly = taken.filter((field) => field !== 'consent' && values[field] !== undefined);
  const consents = taken.includes('consent') ? newConsents(held, given) : [];
  return {
    ...Object.fromEntries(plainly.map((field) => [field, values[field]])),
    ...(consents.length > 0 && {
      consent: [...((held.consent ?? []) as string[]), ...consents.map(({ field }) => field)],
      consents: [...((held.consents ?? []) as ConsentLine[]), ...consents],
    }),
  };
}

/** A line for each field he agreed to make public on the portal that the entry's consent does not cover yet. */
function newConsents(held: Values, { publish, submittedAt }: Values): ConsentLine[] {
  const before = (held.consent ?? []) as Publishable[];
  return ((publish ?? []) as Publishable[])
    .filter((field) => !before.includes(field))
    .map((field) => onlineConsent(field, String(submittedAt ?? '').slice(0, 10)));
}
