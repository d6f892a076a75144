import { newId } from '@juxian/base/id.ts';
import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Facts } from '@juxian/engine/define.ts';

/** What of an expert may be made public, each only with the expert's consent. */
export const publishable = {
  name: t('姓名', 'Name'),
  professionalTitle: t('职称', 'Title'),
  unitName: t('单位', 'Unit'),
  discipline: t('研究方向', 'Discipline'),
  profile: t('简介', 'Profile'),
};
export type Publishable = keyof typeof publishable;

/** What somebody who registers on the portal may bring to an entry that is there already. */
export const offered = {
  ...publishable,
  phone: t('手机', 'Mobile'),
  email: t('邮箱', 'E-mail'),
  consent: t('同意公开的栏目', 'Fields agreed to be public'),
};
export type Offered = keyof typeof offered;

/** The text an expert agrees to, under the version that is recorded with the consent. */
export const consentVersion = '2026-1';
export const consentText = t(
  '本人同意在门户的专家名录（网页、公开接口和站内查找）公开所选栏目，仅用于智库服务的联系与宣传；可随时撤回，撤回后立即停止公开。姓名不公开的，其他栏目也不公开。（告知书{version}版）'.replace(
    '{version}',
    consentVersion,
  ),
  `I agree that the fields chosen are shown in the portal's directory of experts (pages, public API, search), to make the think tank known and reachable. I may withdraw at any time; what is withdrawn disappears at once. Without the name nothing else is shown. (Notice ${consentVersion})`,
);

/** One consent to one field; withdrawn it stays on record. */
export type ConsentLine = {
  id: string;
  field?: Publishable;
  agreedOn?: string;
  version?: string;
  basis?: 'online' | 'paper';
  paper?: string;
  withdrawnOn?: string;
};

/** The consent given online on a day to one field. */
export const onlineConsent = (field: Publishable, agreedOn: string): ConsentLine => ({
  id: newId('line'),
  field,
  agreedOn,
  version: consentVersion,
  basis: 'online',
});

type Given = Pick<Facts, 'record' | 'actor' | 'today'>;
const isSelf = ({ actor, record }: Pick<Given, 'actor' | 'record'>): boolean =>
  (actor.kind === 'member' && actor.expert === record.id) || (actor.kind === 'applicant' && actor.id === record.owner);

const linesOf = (record: Given['record']): ConsentLine[] => (record.values.consents ?? []) as ConsentLine[];
const fieldsOf = (record: Given['record']): Publishable[] => (record.values.consent ?? []) as Publishable[];

/**
 * The consent with these fields added: a line for each with its day and the version of the text. The expert agrees online,
 * the office enters a signed paper by its number or day.
 * @throws Refusal `invalid.paper` where the office names none, `conflict.agreed` where nothing is new.
 */
export function agreed(facts: Given, given: readonly Publishable[], paper: string | undefined) {
  const { record, today } = facts;
  const self = isSelf(facts);
  if (!self && !paper)
    throw refuseField(
      'input.paper',
      'invalid.paper',
      t('请填写书面同意书的编号或签署日期', 'Name the signed paper by its number or day'),
    );
  const before = fieldsOf(record);
  const added = given.filter((field) => !before.includes(field));
  if (added.length === 0)
    throw new Refusal('conflict.agreed', t('所选栏目都已同意公开', 'All of these are agreed to already'));
  const lines = added.map((field): ConsentLine => {
    const online = onlineConsent(field, today);
    return self || !paper ? online : { ...online, basis: 'paper', paper };
  });
  return { consent: [...before, ...added], consents: [...linesOf(record), ...lines] };
}

/** The consent without these fields, without any where none is named; the lines keep the day of the withdrawal. */
export function withdrawn({ record, today }: Given, given: readonly Publishable[]) {
  const gone = given.length > 0 ? given : fieldsOf(record);
  const consent = fieldsOf(record).filter((field) => !gone.includes(field));
  return {
    consent: consent.length > 0 ? consent : null,
    consents: linesOf(record).map((line) =>
      line.field && gone.includes(line.field) && !line.withdrawnOn ? { ...line, withdrawnOn: today } : line,
    ),
  };
}
