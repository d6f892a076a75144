import type { FieldAnswer } from '@juxian/engine/answer.ts';
import type { Named } from '@juxian/engine/kinds/screen.ts';
import { lookOf } from './look.ts';
import { screenOf } from './screens.ts';

/** A choice of one person with a file, outside any record; `find` says who may be found. */
export function Person({
  id,
  label,
  value,
  title,
  change,
  find,
  invalid = false,
  placeholder,
}: {
  id: string;
  label: string;
  value: string | undefined;
  title?: string | undefined;
  change(next: string | undefined): void;
  find(q: string): Promise<Named[]>;
  invalid?: boolean;
  placeholder?: string;
}) {
  const { Edit } = screenOf('ref');
  const field: FieldAnswer = {
    name: id,
    kind: 'ref',
    label,
    required: false,
    sensitive: false,
    public: false,
    options: { module: 'cadre' },
    listed: false,
    source: 'inherited',
  };
  const look = {
    ...lookOf({ titles: value && title ? { [value]: title } : {} }),
    search: (_: string, q: string) => find(q),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Edit
        id={id}
        field={field}
        value={value}
        change={(next) => change(typeof next === 'string' ? next : undefined)}
        look={look}
        invalid={invalid}
        {...(placeholder ? { placeholder } : {})}
      />
    </div>
  );
}
