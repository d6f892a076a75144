import { type Text, t } from '@juxian/base/text.ts';
import { birthDate, isIdentityNumber, sexIn } from '@juxian/rules/identity-number.ts';

type Values = Readonly<Record<string, unknown>>;
type Line = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const linesOf = (value: unknown): readonly Line[] => (Array.isArray(value) ? (value as Line[]) : []);
const numberOf = ({ identityNumber }: Values): string | undefined => {
  const number = textOf(identityNumber);
  return isIdentityNumber(number) ? number : undefined;
};

/** Members and probationary members of the Party. */
const partyMembers: readonly unknown[] = ['01', '02'];

/** The 17th digit is odd for men. Source: GB 11643-1999. */
export function numberDisagrees(values: Values): Text | undefined {
  const number = numberOf(values);
  const sex = values.sex === '1' ? 'male' : values.sex === '2' ? 'female' : undefined;
  return number && sex && sexIn(number) !== sex
    ? t('与性别不符（第17位单数为男、双数为女）', 'Does not fit the sex (an odd 17th digit is a man)')
    : undefined;
}

/** A recognised month that differs from the number is kept beside it: neither overwrites the other. */
export function bornDoubts(values: Values): Text | undefined {
  const number = numberOf(values);
  if (!number || birthDate(number).slice(0, 7) === values.born) return undefined;
  return linesOf(values.recognised).some(({ what, value }) => what === 'born' && value === values.born)
    ? t('与身份证号不一致，以组织认定为准', 'Differs from the identity number; the recognised month counts')
    : t('与身份证号不一致，且没有登记认定依据', 'Differs from the identity number, with no evidence on record');
}

export const bornDisagrees = ({ born }: Values, today: string): Text | undefined => inFuture(born, today);

export function workDisagrees({ workStart, born }: Values, today: string): Text | undefined {
  return (
    inFuture(workStart, today) ??
    (textOf(born) && textOf(workStart) < textOf(born) ? t('早于出生年月', 'Before the birth') : undefined)
  );
}

export function partyDisagrees({ partyJoined, born, politics }: Values, today: string): Text | undefined {
  if (textOf(born) && textOf(partyJoined) < textOf(born)) return t('早于出生年月', 'Before the birth');
  if (politics && !partyMembers.includes(politics))
    return t('政治面貌不是中共党员，不应有入党时间', 'Not a member of the Party, yet with a date of joining');
  return inFuture(partyJoined, today);
}

export function levelsDisagree({ levels, workStart }: Values): Text | undefined {
  const start = textOf(workStart);
  return start && linesOf(levels).some(({ from }) => textOf(from) !== '' && textOf(from) < start)
    ? t('有职务层次或职级早于参加工作时间', 'A level or rank before the start of work')
    : (backwards(levels) ?? undefined);
}

export const appointmentsDisagree = ({ appointments }: Values): Text | undefined => backwards(appointments);

/** Words kept by hand that name no post held today were written before it was given. */
export function postsDoubt({ postFull, appointments }: Values, today: string): Text | undefined {
  const month = today.slice(0, 7);
  const held = linesOf(appointments).filter(
    ({ from, to, printed }) => textOf(from) <= month && (textOf(to) === '' || textOf(to) > month) && printed !== 'no',
  );
  const missing = held.map(({ post }) => textOf(post)).filter((post) => !textOf(postFull).includes(post));
  const says = missing.join('、');
  return missing.length > 0
    ? t(
        `没有写到任职中现任的“${says}”，任免审批表以任职为准`,
        `Does not name “${says}”, held by the appointments; the approval form goes by these`,
      )
    : undefined;
}

export const honoursDisagree = ({ honours }: Values, today: string): Text | undefined =>
  linesOf(honours).some(({ on }) => textOf(on) > today) ? t('批准日期晚于今天', 'Approved after today') : undefined;

export function appraisalsDisagree({ appraisals }: Values, today: string): Text | undefined {
  const years = linesOf(appraisals).map(({ year }) => Number(year));
  if (years.some((year) => year > Number(today.slice(0, 4)))) return t('考核年度晚于今年', 'A year to come');
  return new Set(years).size < years.length ? t('同一年度有两次考核', 'The same year twice') : undefined;
}

/** By the table of 60 a woman retires only where a document says so. Source: 2025 办法; never by sex alone. */
export function sixtyDisagrees({ sixtyGround, sixtyDocument, sex }: Values): Text | undefined {
  if (!sixtyGround) return undefined;
  if (sex === '1') return t('只适用于女同志', 'For women only');
  return textOf(sixtyDocument).trim() === '' ? t('须写明依据文件', 'Needs the document it rests on') : undefined;
}

function backwards(lines: unknown): Text | undefined {
  const wrong = linesOf(lines).find(({ from, to }) => textOf(to) !== '' && textOf(to) < textOf(from));
  return wrong && t('有一行止早于起', 'A line ends before it begins');
}

const inFuture = (month: unknown, today: string): Text | undefined =>
  textOf(month) > today.slice(0, 7) ? t('晚于今天', 'Lies in the future') : undefined;
