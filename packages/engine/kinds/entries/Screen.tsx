import { say, t } from '@juxian/base/text.ts';
import type { FieldAnswer } from '../../answer.ts';
import type { Entry, KindName } from '../kind.ts';
import type { Screen, ScreenLook } from '../screen.ts';

const words = {
  add: t('增加一行', 'Add a line'),
  remove: t('移除', 'Remove'),
  removeLine: t('移除第{n}行', 'Remove line {n}'),
  line: t('第{n}行', 'Line {n}'),
  later: t('尚未生效', 'to come'),
  count: t('{n}行', '{n} lines'),
};

const newLine = (): Entry => ({ id: `lin_${Math.random().toString(36).slice(2)}${Date.now().toString(36)}` });

export const entriesScreen: Screen<Entry[]> = {
  Edit: ({ id, field, value = [], change, look, problem, describedBy }) => {
    const columns = (field.columns ?? []).filter(({ kind }) => kind !== 'computed' && kind !== 'sequence');
    const set = (at: number, column: string, next: unknown) =>
      change(value.map((line, i) => (i === at ? withColumn(line, column, next) : line)));
    const drop = (at: number) => {
      const rest = value.filter((_, i) => i !== at);
      change(rest.length > 0 ? rest : undefined);
    };
    return (
      <section className="lines-edit" aria-labelledby={`${id}-label`} aria-describedby={describedBy}>
        {value.map((line, at) => (
          <fieldset key={line.id}>
            <legend>
              {say(words.line, look.locale, { n: at + 1 })}
              <button type="button" className="linky" onClick={() => drop(at)}>
                <span aria-hidden="true">{say(words.remove, look.locale)}</span>
                <span className="sr">{say(words.removeLine, look.locale, { n: at + 1 })}</span>
              </button>
            </legend>
            <div className="line-fields">
              {columns.map((column) => {
                const { Edit, wide } = look.screen(column.kind);
                const place = `${id}-${at}-${column.name}`;
                const wrong = problem?.(`${at}.${column.name}`);
                return (
                  <div key={column.name} className={wide ? 'field wide' : 'field'}>
                    <label id={`${place}-label`} htmlFor={place}>
                      {column.label}
                    </label>
                    <Edit
                      id={place}
                      field={column}
                      value={line[column.name]}
                      change={(next) => set(at, column.name, next)}
                      look={look}
                      invalid={wrong !== undefined}
                      {...(wrong ? { describedBy: `${place}-error` } : {})}
                    />
                    {wrong ? (
                      <p className="err" id={`${place}-error`}>
                        {wrong}
                      </p>
                    ) : null}
                  </div>
                );
              })}
            </div>
          </fieldset>
        ))}
        <button
          id={id}
          type="button"
          className="btn"
          disabled={value.length >= Number(field.options.max ?? 200)}
          onClick={() => change([...value, newLine()])}
        >
          {say(words.add, look.locale)}
        </button>
      </section>
    );
  },
  Read: ({ field, value, look }) => <Lines field={field} lines={value} look={look} />,
  Cell: ({ value, look }) => <>{say(words.count, look.locale, { n: value.length })}</>,
  wide: true,
};

/** What scrolls sideways must be reachable by key. */
const reachable = { tabIndex: 0 };

function withColumn(line: Entry, column: string, next: unknown): Entry {
  const { [column]: _, ...rest } = line;
  return (next === undefined ? rest : { ...rest, [column]: next }) as Entry;
}

/** What is never broken in a narrow column: figures, dates, and a choice of a few words. */
const isWhole = ({ kind, choices }: FieldAnswer): boolean =>
  isFigure(kind) ||
  ['date', 'month', 'moment', 'phone', 'person', 'sequence'].includes(kind) ||
  (kind === 'choice' && (choices ?? []).every(({ label }) => label.length <= 8));

/** Figures stand flush right; days and months stay in their fixed column on the left. */
const isFigure = (kind: KindName): boolean => kind === 'number' || kind === 'money';

function Lines({ field, lines, look }: { field: FieldAnswer; lines: Entry[]; look: ScreenLook }) {
  const columns = (field.columns ?? []).filter(({ name }) => lines.some((line) => line[name] !== undefined));
  return (
    <section className="sideways" {...reachable} aria-label={field.label}>
      <table className={columns.length > 3 ? 'lines many' : 'lines'}>
        <thead>
          <tr>
            {columns.map(({ name, kind, label }) => (
              <th key={name} scope="col" className={isFigure(kind) ? 'num' : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id} className={look.later?.has(line.id) ? 'to-come' : undefined}>
              {columns.map((column, at) => {
                const { Read, Cell = Read } = look.screen(column.kind);
                const held = line[column.name];
                return (
                  <td
                    key={column.name}
                    className={
                      [isFigure(column.kind) && 'num', isWhole(column) && 'nowrap'].filter(Boolean).join(' ') ||
                      undefined
                    }
                    data-label={column.label}
                  >
                    {held === undefined ? '' : <Cell field={column} value={held} look={look} />}
                    {at === 0 && look.later?.has(line.id) ? (
                      <small className="coming">{say(words.later, look.locale)}</small>
                    ) : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
