import { say, t } from '@juxian/base/text.ts';
import type { FieldAnswer } from '../../answer.ts';
import { Group } from '../Frame.tsx';
import type { Entry } from '../kind.ts';
import { plainFlat } from '../plain-flat.ts';
import { idOf, type PlainInputProps, type PlainKind, type Typed, textOf } from '../plain-kind.ts';

/** The numbers of the lines sent, in order; a removed line leaves a gap. */
export function linesIn(typed: Typed, path: string): number[] {
  const numbers = [...typed.keys()]
    .filter((name) => name.startsWith(`${path}.`))
    .map((name) => Number(name.slice(path.length + 1).split('.')[0]));
  return [...new Set(numbers)].filter(Number.isInteger).sort((a, b) => a - b);
}

const isTyped = (typed: Typed, line: string): boolean =>
  [...typed].some(
    ([name, texts]) => name.startsWith(`${line}.`) && name !== `${line}.id` && texts.some((text) => text.trim()),
  );

/** Sent lines that hold anything, numbered without gaps, so that a refusal's path names the line on the page. */
export function closeRanks(typed: Typed, path: string): Typed {
  const kept = linesIn(typed, path).filter((n) => isTyped(typed, `${path}.${n}`));
  const closed = new Map([...typed].filter(([name]) => !name.startsWith(`${path}.`)));
  for (const [to, from] of kept.entries())
    for (const [name, texts] of typed)
      if (name.startsWith(`${path}.${from}.`))
        closed.set(`${path}.${to}${name.slice(`${path}.${from}`.length)}`, texts);
  if (typed.has(`${path}.#`)) closed.set(`${path}.#`, typed.get(`${path}.#`) ?? []);
  return closed;
}

const typedColumns = (field: FieldAnswer): FieldAnswer[] =>
  (field.columns ?? []).filter(({ kind }) => kind !== 'computed' && kind !== 'sequence');

const isFigure = ({ kind }: FieldAnswer): boolean => kind === 'number' || kind === 'money';

/** One line with its columns and the button that takes it away. */
const Line = ({ n, total, ...props }: PlainInputProps & { n: number | string; total?: number }) => {
  const { field, path, typed, look } = props;
  const shown = typeof n === 'number' ? n + 1 : '';
  const name = say(t('{field}第{n}项', '{field}, line {n}'), look.locale, { field: field.label, n: shown });
  return (
    <fieldset className="entry" data-line>
      <legend>{say(t('第{n}项', 'No. {n}'), look.locale, { n: shown })}</legend>
      <input type="hidden" name={`${path}.${n}.id`} value={textOf(typed, `${path}.${n}.id`)} />
      <div className="columns">
        {typedColumns(field).map((column) => {
          const { Input } = plainFlat(column.kind);
          return Input ? (
            <Input key={column.name} field={column} path={`${path}.${n}.${column.name}`} typed={typed} look={look} />
          ) : null;
        })}
      </div>
      <button className="linky" type="submit" name="act" value={`remove:${path}:${n}`} data-remove>
        {say(t('删去这一项', 'Remove this line'), look.locale)}
        <span className="sr">{name}</span>
      </button>
    </fieldset>
  );
};

export const Plain: PlainKind = {
  Input: (props) => {
    const { field, path, typed, look } = props;
    const lines = linesIn(typed, path);
    const most = Number(field.options.max);
    const shown = lines.length > 0 ? lines : [0];
    return (
      <Group {...props}>
        <input type="hidden" name={`${path}.#`} value={shown.length} />
        <div data-entries={path} data-max={most}>
          {shown.map((n) => (
            <Line key={n} {...props} n={n} />
          ))}
          <template>
            <Line {...props} n="__n__" typed={new Map()} look={{ ...look, problem: () => undefined }} />
          </template>
        </div>
        {shown.length < most ? (
          <button
            className="btn"
            type="submit"
            name="act"
            value={`add:${path}`}
            id={`${idOf(path)}-add`}
            data-add={path}
          >
            {say(t('增加一项', 'Add a line'), look.locale)}
          </button>
        ) : null}
      </Group>
    );
  },
  Read: ({ field, value, look }) => (
    <div className="roll">
      <table className="lines stack even">
        <thead>
          <tr>
            {(field.columns ?? []).map((column) => (
              <th key={column.name} scope="col" className={isFigure(column) ? 'num' : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(value as Entry[]).map((line) => (
            <tr key={line.id}>
              {(field.columns ?? []).map((column) => {
                const { Read } = plainFlat(column.kind);
                const held = line[column.name];
                return (
                  <td key={column.name} data-label={column.label} className={isFigure(column) ? 'num' : undefined}>
                    {held === undefined || held === null ? '' : <Read field={column} value={held} look={look} />}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  ),
  write: (value, path, field) =>
    ((value as Entry[] | undefined) ?? []).flatMap((line, n) => [
      [`${path}.${n}.id`, [line.id]] as [string, string[]],
      ...typedColumns(field).flatMap((column) =>
        plainFlat(column.kind).write(line[column.name], `${path}.${n}.${column.name}`, column),
      ),
    ]),
  parse: (typed, path, field) => {
    if (!typed.has(`${path}.#`)) return undefined;
    return linesIn(typed, path)
      .filter((n) => isTyped(typed, `${path}.${n}`))
      .map((n) => {
        const line: Record<string, unknown> = {};
        const id = textOf(typed, `${path}.${n}.id`);
        if (id) line.id = id;
        for (const column of typedColumns(field)) {
          const held = plainFlat(column.kind).parse(typed, `${path}.${n}.${column.name}`, column);
          if (held !== undefined && held !== null) line[column.name] = held;
        }
        return line;
      });
  },
};
