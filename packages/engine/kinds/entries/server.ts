import { hiddenText, notRead } from '../cell.ts';
import { choiceServer } from '../choice/server.ts';
import { choicesServer } from '../choices/server.ts';
import { codeServer } from '../code/server.ts';
import { computedServer } from '../computed/server.ts';
import { dateServer } from '../date/server.ts';
import { emailServer } from '../email/server.ts';
import { filesServer } from '../files/server.ts';
import { identityNumberServer } from '../identityNumber/server.ts';
import type { AnyField, CellLook, Entry, KindName, KindServer } from '../kind.ts';
import { longTextServer } from '../longText/server.ts';
import { momentServer } from '../moment/server.ts';
import { moneyServer } from '../money/server.ts';
import { monthServer } from '../month/server.ts';
import { numberServer } from '../number/server.ts';
import { periodServer } from '../period/server.ts';
import { personServer } from '../person/server.ts';
import { phoneServer } from '../phone/server.ts';
import { photoServer } from '../photo/server.ts';
import { refServer } from '../ref/server.ts';
import { refsServer } from '../refs/server.ts';
import { regionServer } from '../region/server.ts';
import { sequenceServer } from '../sequence/server.ts';
import { textServer } from '../text/server.ts';

/** Every kind that a column of a sub-table may have. */
export const flatServers: { [K in Exclude<KindName, 'entries'>]: KindServer<K> } = {
  text: textServer,
  longText: longTextServer,
  number: numberServer,
  money: moneyServer,
  date: dateServer,
  moment: momentServer,
  month: monthServer,
  period: periodServer,
  choice: choiceServer,
  choices: choicesServer,
  code: codeServer,
  region: regionServer,
  ref: refServer,
  refs: refsServer,
  person: personServer,
  identityNumber: identityNumberServer,
  phone: phoneServer,
  email: emailServer,
  files: filesServer,
  photo: photoServer,
  sequence: sequenceServer,
  computed: computedServer,
};

/** A value of a column; a sensitive one masked, as a cell has nobody to ask for a reason. */
function printColumn(column: AnyField, value: unknown, look: CellLook): string {
  if (column.kind === 'entries' || value === undefined || value === null) return '';
  const server: KindServer<never> = flatServers[column.kind];
  const shown = column.sensitive && server.mask ? server.mask(value) : value;
  return shown === hiddenText ? hiddenText : server.printCell(shown, column.options as never, look);
}

export const entriesServer: KindServer<'entries'> = {
  parseCell: notRead,
  printOnly: true,
  printCell: (value, { fields }, look) =>
    (value as Entry[])
      .map((line) =>
        Object.entries(fields)
          .map(([name, column]) => printColumn(column, line[name], look))
          .filter(Boolean)
          .join(' '),
      )
      .join('\n'),
  mask: () => [],
};
