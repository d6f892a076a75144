import { dateScreen } from '../date/Screen.tsx';
import { momentScreen } from '../moment/Screen.tsx';
import { moneyScreen } from '../money/Screen.tsx';
import { numberScreen } from '../number/Screen.tsx';
import type { ReadProps, Screen } from '../screen.ts';

/** Written by rules: there is nothing to fill in. Structured content is drawn by the module's own panel. */
export const computedScreen: Screen<unknown> = {
  Edit: ({ field, value, look }) =>
    value === undefined ? <output>—</output> : <Held field={field} value={value} look={look} />,
  Read: (props) => <Held {...props} />,
  Cell: (props) => <Held {...props} cell />,
};

function Held({ field, value, look, cell }: ReadProps<unknown> & { cell?: boolean }) {
  switch (field.options.holds) {
    case 'number':
      return <numberScreen.Read field={field} value={Number(value)} look={look} />;
    case 'money': {
      const Money = (cell && moneyScreen.Cell) || moneyScreen.Read;
      return <Money field={field} value={Number(value)} look={look} />;
    }
    case 'date':
      return <dateScreen.Read field={field} value={String(value)} look={look} />;
    case 'moment':
      return <momentScreen.Read field={field} value={String(value)} look={look} />;
    case 'json':
      return null;
    default:
      return <>{String(value)}</>;
  }
}
