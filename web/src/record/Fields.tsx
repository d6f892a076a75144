import type { FieldAnswer } from '@juxian/engine/answer.ts';
import type { ScreenLook } from '@juxian/engine/kinds/screen.ts';
import { say } from '../locale.ts';
import { issueAt, type Problem } from '../problem.ts';
import { words } from '../words.ts';
import { screenOf } from './screens.ts';

type Props = {
  fields: readonly FieldAnswer[];
  values: Readonly<Record<string, unknown>>;
  change(name: string, value: unknown): void;
  problem?: Problem | undefined;
  look: ScreenLook;
  /** Keeps the ids of two forms on one page apart. */
  prefix: string;
};

/** Fields to fill in, two abreast where they are short; what is wrong stands under the field it is about. */
export const Fields = ({ fields, values, change, problem, look, prefix }: Props) => (
  <div className="fields">
    {fields.map((field) => (
      <FieldBox
        key={field.name}
        id={`${prefix}-${field.name}`}
        field={field}
        value={values[field.name]}
        change={(value) => change(field.name, value)}
        problem={problem}
        look={look}
      />
    ))}
  </div>
);

type BoxProps = {
  id: string;
  field: FieldAnswer;
  value: unknown;
  change(value: unknown): void;
  problem?: Problem | undefined;
  look: ScreenLook;
  /** What stands in the record of a sensitive field, masked. */
  masked?: string | undefined;
};

export function FieldBox({ id, field, value, change, problem, look, masked }: BoxProps) {
  const issue = issueAt(problem, field.name, field);
  const { Edit, wide } = screenOf(field.kind);
  const grouped = field.kind === 'entries' || field.kind === 'choices' || field.kind === 'choice';
  const help = field.help ? `${id}-help` : undefined;
  const error = issue ? `${id}-error` : undefined;
  const label = (
    <>
      {field.label}
      {field.required ? <span className="need">{say(words.need)}</span> : null}
    </>
  );
  return (
    <div className={wide ? 'field wide' : 'field'} data-field={field.name}>
      {grouped ? (
        <span className="label" id={`${id}-label`}>
          {label}
        </span>
      ) : (
        <label htmlFor={id} id={`${id}-label`}>
          {label}
        </label>
      )}
      <Edit
        id={id}
        field={field}
        value={value ?? undefined}
        change={change}
        look={look}
        invalid={issue !== undefined}
        problem={(part) => issueAt(problem, `${field.name}.${part}`)}
        {...(help || error ? { describedBy: [error, help].filter(Boolean).join(' ') } : {})}
        {...(masked ? { placeholder: masked } : {})}
      />
      {issue ? (
        <p className="err" id={error}>
          {issue}
        </p>
      ) : null}
      {field.help ? (
        <p className="help" id={help}>
          {field.help}
        </p>
      ) : null}
    </div>
  );
}
