import { say, t } from '@juxian/base/text.ts';
import { describedBy, Frame } from '../Frame.tsx';
import { numberIn } from '../number/schema.ts';
import { idOf, type PlainKind, parseText, textOf } from '../plain-kind.ts';
import { yuan, yuanText } from './schema.ts';

export const Plain: PlainKind = {
  Input: (props) => (
    <Frame {...props}>
      <span className="unit">
        <input
          className="in fig"
          id={idOf(props.path)}
          name={props.path}
          inputMode="decimal"
          autoComplete="off"
          defaultValue={textOf(props.typed, props.path)}
          {...describedBy(props.path, props.field, props.look)}
        />
        <span>{say(t('元', 'yuan'), props.look.locale)}</span>
      </span>
    </Frame>
  ),
  Read: ({ value, look }) => (
    <span className="fig">{`${yuanText(Number(value), look.locale)}${say(t('元', ' yuan'), look.locale)}`}</span>
  ),
  write: (value, path) => [[path, [typeof value === 'number' ? shortYuan(value) : '']]],
  parse: (typed, path) => {
    const given = parseText(typed, path);
    return typeof given === 'string' ? Math.round(numberIn(given) * 100) : given;
  },
};

/** Yuan without the two places where they are nought. */
const shortYuan = (fen: unknown): string => (typeof fen === 'number' ? yuan(fen).replace(/\.00$/, '') : '');
