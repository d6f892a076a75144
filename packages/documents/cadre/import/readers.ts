import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { type CellEnv, type CellReading, readCell } from '@juxian/engine/import/cell.ts';
import type { Column } from '@juxian/engine/import/sheets.ts';
import type { AnyField } from '@juxian/engine/kinds/kind.ts';
import type { SheetCell } from '@juxian/engine/workbook/cell.ts';
import { dictionaries } from '@juxian/rules/dictionary.ts';
import { codeOf } from '@juxian/rules/dictionary-words.ts';
import { cleanName, cleanText } from '@juxian/rules/reading/cell.ts';
import { parseMonth } from '@juxian/rules/reading/month.ts';
import { type PartyText, parsePartyText } from '@juxian/rules/reading/party.ts';

/** A column whose cells are read by the kind of its field, invisible signs and padding left out. */
export const plainColumn = (name: string, field: AnyField, aliases: readonly string[] = []): Column => ({
  field,
  aliases,
  ...(field.kind === 'text' || field.kind === 'longText'
    ? { read: (cell, env) => readCell(name, field, { ...cell, text: cleanText(cell.text) }, env) }
    : {}),
});

/** A column whose cells may have several lines. */
export const linedColumn = (name: string, field: AnyField, aliases: readonly string[] = []): Column => ({
  field,
  aliases,
  read(cell, env) {
    const plain = readCell(name, field, cell, env);
    return 'values' in plain ? { values: { [name]: cleanText(cell.text) } } : plain;
  },
});

/** A column of names: padding gone, one kind of middle dot. */
export const nameColumn = (name: string, field: AnyField, aliases: readonly string[] = []): Column => ({
  field,
  aliases,
  read: (cell, env) => readCell(name, field, { ...cell, text: cleanName(cell.text) }, env),
});

/** 入党时间 of a roll, which says more than a month: `2001.06`, `民建`, `200106；农工党`. */
export const partyColumn = (field: AnyField, aliases: readonly string[] = []): Column => ({
  field,
  aliases,
  read(cell, env) {
    const plain = readCell('partyJoined', field, cell, env);
    if (!('refusal' in plain) || plain.refusal.code === 'invalid.formula') return plain;
    const party = parsePartyText(cell.text);
    return party.unread.length > 0 ? plain : partyReading(party, cell.text);
  },
});

const parties: Readonly<Record<string, string>> = {
  民革: '04',
  民盟: '05',
  民建: '06',
  民进: '07',
  农工党: '08',
  致公党: '09',
  九三学社: '10',
  台盟: '11',
};
const others = { 无党派: '12', 共青团员: '03', 群众: '13' } as const;

/** Political status and months as the fields hold them; a month that has to be asked about is asked. */
export function partyReading(party: PartyText, text: string): CellReading {
  const [first, second, third] = [...(party.communist ? ['01'] : []), ...party.parties.map((name) => parties[name])];
  const politics = first ?? (party.other && others[party.other]);
  const values = {
    ...(politics ? { politics } : {}),
    ...(second ? { secondParty: second } : {}),
    ...(third ? { thirdParty: third } : {}),
    ...(party.parties.length > 0 || party.unread.length > 0 ? { partyText: cleanText(text) } : {}),
    ...(party.joined ? { partyJoined: party.joined } : {}),
  };
  const { question } = party;
  if (!question) return { values };
  return {
    ask: {
      kind: 'month',
      refusal: new Refusal('invalid.month', question.says),
      options: question.choices.map((month) => ({ value: month, label: month.replace('-', '.') })),
      accept: (answer) => (question.choices.includes(answer) ? { ...values, partyJoined: answer } : undefined),
    },
  };
}

/** Six digits are a month; of a reward that is enough, the first day stands for it. */
export const awardDay = (name: string, field: AnyField): Column => ({
  field,
  read(cell, env) {
    const day = readCell(name, field, cell, env);
    const month = parseMonth(cell);
    return 'refusal' in day && month.is === 'value'
      ? { values: { [name]: `${month.month}-01`, [monthOnly]: true } }
      : day;
  },
});
/** Marks a line whose day is not known. */
export const monthOnly = '~monthOnly';

const punishing = /警告|记过|降级|撤职|开除|诫勉|处分|留党察看|停职|免职|降职|责令辞职|调整职务/;

/** The name of a reward or punishment: what may start a clock is told, or asked. */
export const honourColumn = (field: AnyField, measure: AnyField, aliases: readonly string[] = []): Column => ({
  field,
  aliases,
  read(cell, env) {
    const text = cleanText(cell.text);
    const named = readCell('name', field, { ...cell, text }, env);
    if (!('values' in named) || !punishing.test(text)) return named;
    const known = codeOf('measure', text);
    if (known) return { values: { ...named.values, measure: known } };
    return askMeasure(text, named.values, measure, env);
  },
});

const noMeasure = '-';

function askMeasure(text: string, named: Record<string, unknown>, { label }: AnyField, env: CellEnv): CellReading {
  const entries = [...(dictionaries.get('measure')?.entries.values() ?? [])];
  const isEnglish = env.look.locale === 'en';
  return {
    ask: {
      kind: 'value',
      word: text,
      refusal: new Refusal(
        'invalid.code',
        t('“{given}”是哪一种{label}？影响期由此起算', 'Which {label} is “{given}”? Its effect runs from it'),
        { values: { given: text.slice(0, 40), label } },
      ),
      options: [
        { value: noMeasure, label: isEnglish ? 'None of these' : '不是处分或处理' },
        ...entries.map(({ code, label: one }) => ({ value: code, label: isEnglish ? one.en : one.zh })),
      ],
      accept(answer) {
        if (answer === noMeasure) return named;
        return entries.some(({ code }) => code === answer) ? { ...named, measure: answer } : undefined;
      },
    },
  };
}

/** A text as if it stood in a cell. */
export const cellWith = (text: string): SheetCell => ({ text, kind: text.trim() === '' ? 'blank' : 'text' });
