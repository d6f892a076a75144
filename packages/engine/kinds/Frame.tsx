import { say, t } from '@juxian/base/text.ts';
import type { ReactNode } from 'react';
import type { FieldAnswer } from '../answer.ts';
import {
  idOf,
  type PlainInputProps,
  type PlainKind,
  type PlainLook,
  parseText,
  textOf,
  writeText,
} from './plain-kind.ts';

type Described = { 'aria-describedby'?: string; 'aria-invalid'?: true };

/** What an input says of itself to a screen reader: its help and its refusal by id. */
export function describedBy(path: string, field: FieldAnswer, look: PlainLook, counted = false): Described {
  const id = idOf(path);
  const problem = look.problem(path);
  const ids = [problem ? `${id}-e` : '', field.help || counted ? `${id}-h` : ''].filter(Boolean).join(' ');
  return { ...(ids ? { 'aria-describedby': ids } : {}), ...(problem ? { 'aria-invalid': true as const } : {}) };
}

const classOf = (field: FieldAnswer, path: string, look: PlainLook): string =>
  `field k-${field.kind}${look.problem(path) ? ' bad' : ''}`;

export const Need = ({ field, look }: { field: FieldAnswer; look: PlainLook }) =>
  field.required ? <span className="need">{say(t('必填', 'Required'), look.locale)}</span> : null;

export const Problem = ({ path, look }: { path: string; look: PlainLook }) => {
  const problem = look.problem(path);
  return problem ? (
    <p className="err" id={`${idOf(path)}-e`}>
      {problem}
    </p>
  ) : null;
};

export const Help = ({ path, children }: { path: string; children?: ReactNode }) =>
  children ? (
    <p className="help" id={`${idOf(path)}-h`}>
      {children}
    </p>
  ) : null;

/** Label, input, refusal, help: the frame of a field with one input. */
export const Frame = ({
  field,
  path,
  look,
  help,
  children,
}: PlainInputProps & { help?: ReactNode; children: ReactNode }) => (
  <div className={classOf(field, path, look)}>
    <label htmlFor={idOf(path)}>
      {field.label}
      <Need field={field} look={look} />
    </label>
    <Problem path={path} look={look} />
    {children}
    <Help path={path}>{help ?? field.help}</Help>
  </div>
);

/** The frame of a field with several inputs. */
export const Group = ({ field, path, look, children }: PlainInputProps & { children: ReactNode }) => (
  <fieldset className={classOf(field, path, look)} id={idOf(path)} {...describedBy(path, field, look)}>
    <legend className="label">
      {field.label}
      <Need field={field} look={look} />
    </legend>
    <Problem path={path} look={look} />
    {children}
    <Help path={path}>{field.help}</Help>
  </fieldset>
);

type InputMarks = {
  type?: string;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email';
  autoComplete?: string;
  placeholder?: string;
};

/** A kind of one line of text; `marks` tell the phone which keys to show. */
export function lineOf(
  marks: InputMarks,
  { write = writeText, read = (value: unknown): ReactNode => String(value) } = {},
): PlainKind {
  return {
    Input: (props) => (
      <Frame {...props}>
        <input
          className="in"
          id={idOf(props.path)}
          name={props.path}
          defaultValue={textOf(props.typed, props.path)}
          autoComplete="off"
          {...marks}
          {...describedBy(props.path, props.field, props.look)}
        />
      </Frame>
    ),
    Read: ({ value }) => read(value),
    write,
    parse: parseText,
  };
}

/** A drop-down with a blank first line. */
export const Select = ({
  options,
  ...props
}: PlainInputProps & { options: readonly { value: string; label: string; depth?: number }[] }) => {
  const held = textOf(props.typed, props.path);
  return (
    <select
      id={idOf(props.path)}
      name={props.path}
      defaultValue={held}
      {...describedBy(props.path, props.field, props.look)}
    >
      <option value="">{say(t('请选择', 'Choose'), props.look.locale)}</option>
      {options.map(({ value, label, depth = 0 }) => (
        <option key={value} value={value}>
          {'\u3000'.repeat(depth) + label}
        </option>
      ))}
      {held && !options.some(({ value }) => value === held) ? (
        <option value={held}>{props.look.title(held) ?? held}</option>
      ) : null}
    </select>
  );
};

/** Radio buttons or check boxes under one legend. */
export const Options = ({ type, ...props }: PlainInputProps & { type: 'radio' | 'checkbox' }) => {
  const held = props.typed.get(props.path) ?? [];
  const shown = (props.field.choices ?? []).filter(({ value, retired }) => !retired || held.includes(value));
  return (
    <Group {...props}>
      <input type="hidden" name={props.path} value="" />
      {shown.map(({ value, label }, i) => (
        <label className="opt" key={value}>
          <input
            type={type}
            id={i === 0 ? `${idOf(props.path)}-0` : undefined}
            name={props.path}
            value={value}
            defaultChecked={held.includes(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </Group>
  );
};
