import type { FieldAnswer, ModuleAnswer, RecordAnswer, SectionAnswer } from '@juxian/engine/answer.ts';
import { isAsked } from '@juxian/engine/asked/schema.ts';
import type { ScreenLook } from '@juxian/engine/kinds/screen.ts';
import { useState } from 'react';
import { api } from '../api.ts';
import { say } from '../locale.ts';
import { type Problem, problemOf } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { words } from '../words.ts';
import type { Draft } from './draft.ts';
import { FieldBox } from './Fields.tsx';
import { numeral } from './numerals.ts';
import { screenOf } from './screens.ts';

type Props = {
  at: number;
  section: SectionAnswer;
  module: ModuleAnswer;
  record: RecordAnswer;
  draft: Draft;
  look: ScreenLook;
  editing: boolean;
  edit(): void;
};

/** One numbered section of the leaf: read as pairs and tables, or filled in. */
export function Section({ at, section, module, record, draft, look, editing, edit }: Props) {
  const fields = section.fields
    .map((name) => module.fields.find((field) => field.name === name))
    .filter((field): field is FieldAnswer => field !== undefined)
    .filter((field) => isAsked(field, { ...record.values, ...draft.typed }));
  const editable = fields.filter(({ name }) => record.editable.includes(name));
  const readOnly = fields.filter((field) => !editable.includes(field));
  const heading = `section-${at}`;
  return (
    <section id={sectionId(at)} aria-labelledby={heading}>
      <header>
        <h2 id={heading}>
          {numeral(at)}　{section.title}
        </h2>
        {editable.length > 0 && !editing ? (
          <button
            type="button"
            className="linky"
            onClick={edit}
            aria-label={say(words.record.editSection, { title: section.title })}
          >
            {say(words.edit)}
          </button>
        ) : null}
      </header>
      {section.help && editing ? <p className="help">{section.help}</p> : null}
      {editing ? (
        <>
          {readOnly.some(({ name }) => isHeld(record, name)) ? (
            <Reading fields={readOnly} record={record} module={module} look={look} />
          ) : null}
          <div className="fields">
            {editable.map((field) => (
              <FieldBox
                key={field.name}
                id={`field-${field.name}`}
                field={field}
                value={
                  field.name in draft.typed ? draft.typed[field.name] : clearOf(field, draft.base.values[field.name])
                }
                masked={maskOf(field, draft.base.values[field.name])}
                change={(value) => draft.change(field.name, value)}
                problem={draft.problem}
                look={look}
              />
            ))}
          </div>
        </>
      ) : (
        <Reading fields={fields} record={record} module={module} look={look} alone={fields.length === 1} />
      )}
    </section>
  );
}

const isHeld = ({ values }: RecordAnswer, name: string): boolean => values[name] !== undefined && values[name] !== null;

export const sectionId = (at: number): string => `part-${at}`;

/** What stands in place of a sensitive value the reader is not shown; the owner of a draft is shown their own. */
const maskOf = (field: FieldAnswer, value: unknown): string | undefined =>
  field.sensitive && typeof value === 'string' && value.includes('*') ? value : undefined;
const clearOf = (field: FieldAnswer, value: unknown): unknown =>
  maskOf(field, value) === undefined ? value : undefined;

/** What a person should look at again, beside the value it is about. */
function Doubt({ record, field }: { record: RecordAnswer; field: string }) {
  const doubt = record.doubts?.find((one) => one.field === field);
  return doubt ? <span className="doubt">{doubt.message}</span> : null;
}

type ReadingProps = {
  fields: readonly FieldAnswer[];
  record: RecordAnswer;
  module: ModuleAnswer;
  look: ScreenLook;
  alone?: boolean;
};

/** Short fields as pairs in two columns, long ones below them over the whole width. Blank is blank. */
export function Reading({ fields, record, module, look, alone }: ReadingProps) {
  const held = ({ name }: FieldAnswer) => isHeld(record, name);
  const short = fields.filter((field) => !screenOf(field.kind).wide && field.options.holds !== 'json');
  const wide = fields.filter((field) => screenOf(field.kind).wide && held(field));
  if (!fields.some(held)) return fields.length > 0 ? <p className="faint">{say(words.record.blankSection)}</p> : null;
  const half = Math.ceil(short.length / 2);
  const columns = short.length > 3 ? [short.slice(0, half), short.slice(half)] : [short];
  return (
    <>
      {short.length > 0 ? (
        <div className={columns.length > 1 ? 'cols' : undefined}>
          {columns.map((column) => (
            <dl className="pair" key={column[0]?.name ?? ''}>
              {column.map((field) => (
                <div key={field.name} className="pair-line">
                  <dt>{field.label}</dt>
                  <dd>
                    {held(field) ? <Value field={field} record={record} module={module} look={look} /> : ''}
                    <Doubt record={record} field={field.name} />
                  </dd>
                </div>
              ))}
            </dl>
          ))}
        </div>
      ) : null}
      {wide.map((field) => (
        <div key={field.name} className="wide-value">
          {alone ? null : <h3>{field.label}</h3>}
          <Value field={field} record={record} module={module} look={look} />
        </div>
      ))}
    </>
  );
}

function Value({
  field,
  record,
  module,
  look,
}: {
  field: FieldAnswer;
  record: RecordAnswer;
  module: ModuleAnswer;
  look: ScreenLook;
}) {
  const [asking, setAsking] = useState(false);
  const [clear, setClear] = useState<unknown>();
  const value = record.values[field.name];
  const { Read } = screenOf(field.kind);
  if (maskOf(field, value) === undefined) return <Read field={field} value={value} look={look} />;
  const show = (shown: unknown) => {
    setAsking(false);
    setClear(shown);
    setTimeout(() => setClear(undefined), 60_000);
  };
  return (
    <>
      {clear === undefined ? (
        <span className="mask">{String(value)}</span>
      ) : (
        <Read field={field} value={clear} look={look} />
      )}{' '}
      {clear === undefined && module.access.reveal.includes(field.name) ? (
        <button type="button" className="linky nowrap" onClick={() => setAsking(true)}>
          {say(words.record.reveal)}
          <span className="sr"> {field.label}</span>
        </button>
      ) : null}
      {asking ? <Reveal field={field} record={record} show={show} close={() => setAsking(false)} /> : null}
    </>
  );
}

/** Asks why, then shows the clear value for a minute. */
function Reveal({
  field,
  record,
  show,
  close,
}: {
  field: FieldAnswer;
  record: RecordAnswer;
  show(value: unknown): void;
  close(): void;
}) {
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const submit = async () => {
    try {
      const { value } = await api.record.reveal({ module: record.module, id: record.id, field: field.name, reason });
      show(value);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <Dialog title={say(words.record.revealTitle)} close={close} submit={submit}>
      <p className="dim">{say(words.record.revealNote, { label: field.label })}</p>
      <div className="field">
        <label htmlFor="reveal-reason">
          {say(words.record.revealReason)}
          <span className="need">{say(words.need)}</span>
        </label>
        <input
          id="reveal-reason"
          className="in"
          value={reason}
          autoComplete="off"
          aria-invalid={problem !== undefined}
          aria-describedby={problem ? 'reveal-error' : undefined}
          onChange={({ target }) => setReason(target.value)}
        />
        {problem ? (
          <p className="err" id="reveal-error" role="alert">
            {problem.fields?.[0]?.message ?? problem.detail}
          </p>
        ) : null}
      </div>
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(words.cancel)}
        </Button>
        <Button type="submit">{say(words.record.revealAct)}</Button>
      </div>
    </Dialog>
  );
}
