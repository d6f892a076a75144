import { t } from '@juxian/base/text.ts';
import type { FieldAnswer } from '@juxian/engine/answer.ts';
import type { Attachment } from '@juxian/engine/kinds/kind.ts';
import { plainKinds } from '@juxian/engine/kinds/plain.ts';
import { idOf, type PlainLook, type Typed } from '@juxian/engine/kinds/plain-kind.ts';
import type { ReactNode } from 'react';
import { useSite } from './Page.tsx';
import { Wishes } from './Wishes.tsx';
import type { PostOption } from './wishes.ts';

/** One thing refused: `path` is the field's, '' what concerns the whole form. */
export type FormProblem = { path: string; message: string };

export type FormProps = {
  fields: readonly FieldAnswer[];
  typed: Typed;
  /** Stored values, for what is not typed: files and masked numbers. */
  values: Readonly<Record<string, unknown>>;
  problems: readonly FormProblem[];
  titles: Readonly<Record<string, string>>;
  options?: (module: string) => readonly { value: string; label: string }[];
  fileUrl?: (file: Attachment) => string;
  /** Whether each file goes up by itself. */
  uploads?: boolean;
  /** The posts that a student may wish for. */
  posts?: readonly PostOption[];
};

export function useLook({
  problems,
  titles,
  options,
  fileUrl,
  uploads,
}: Pick<FormProps, 'problems' | 'titles' | 'options' | 'fileUrl' | 'uploads'>): PlainLook {
  const { locale } = useSite();
  return {
    locale,
    title: (id) => titles[id],
    options: options ?? (() => []),
    problem: (path) => problems.find((problem) => problem.path === path)?.message,
    ...(fileUrl ? { fileUrl } : {}),
    ...(uploads ? { uploads } : {}),
  };
}

/** One field of a form, drawn by its kind. */
export function Field({ field, ...form }: FormProps & { field: FieldAnswer }): ReactNode {
  const look = useLook(form);
  const { Input } = plainKinds[field.kind];
  if (form.posts && field.name === 'wishes')
    return <Wishes field={field} typed={form.typed} look={look} posts={form.posts} />;
  if (!Input || awaitsConsent(field, form)) return null;
  const input = (
    <Input field={field} path={field.name} typed={form.typed} value={form.values[field.name]} look={look} />
  );
  return field.name === 'identityConsent' && isBlank(form.values.identityConsent) ? (
    <div className="wide">
      {input}
      <AgreeFirst />
    </div>
  ) : (
    input
  );
}

/** Where a separate consent stands before the number, the number is asked for once that is given. */
const awaitsConsent = ({ kind, name }: FieldAnswer, { fields, values, typed }: FormProps): boolean =>
  kind === 'identityNumber' &&
  fields.some((one) => one.name === 'identityConsent') &&
  isBlank(values[name]) &&
  isBlank(values.identityConsent) &&
  !typed.get('identityConsent')?.some(Boolean);

/** Leads from the separate consent to the number, which is not asked for before. */
function AgreeFirst() {
  const { say } = useSite();
  return (
    <p className="field">
      <button className="btn" type="submit" name="act" value="save:identityNumber">
        {say(t('同意后填写身份证号', 'Agree, then fill it in'))}
      </button>
    </p>
  );
}

/** The field or column that a dotted path names, with the number of its line. */
function labelOf(fields: readonly FieldAnswer[], path: string): string {
  const field = fields.find(({ name }) => path === name || path.startsWith(`${name}.`));
  if (!field) return '';
  const [line, column] = path.slice(field.name.length + 1).split('.');
  const inner = field.columns?.find((one) => one.name === column);
  return [field.label, line && inner ? `${Number(line) + 1}` : '', inner?.label ?? ''].filter(Boolean).join(' ');
}

/** Radio buttons and check boxes have no input of the field's own id: the link goes to the first of them. */
function anchorOf(fields: readonly FieldAnswer[], path: string): string {
  const field = fields.find((one) => one.name === path);
  const isGroup =
    field &&
    (['choices', 'refs', 'files', 'photo'].includes(field.kind) ||
      (field.kind === 'choice' && (field.choices ?? []).length <= 5));
  return `#${idOf(path)}${isGroup ? '-0' : ''}`;
}

/** All that was refused, at the top, each with a link to its field. */
export function Errors({ problems, fields }: Pick<FormProps, 'problems' | 'fields'>) {
  const { say } = useSite();
  if (problems.length === 0) return null;
  return (
    <div className="errors" role="alert" tabIndex={-1} id="errors">
      <h2>
        {say(t('有{n}处需要改正，您填的内容都还在', '{n} to put right; nothing you typed is lost'), {
          n: problems.length,
        })}
      </h2>
      <ul>
        {problems.map(({ path, message }) => {
          const label = labelOf(fields, path);
          return (
            <li key={`${path} ${message}`}>
              {label ? (
                <a href={anchorOf(fields, path)}>
                  {say(t('{label}：{message}', '{label}: {message}'), { label, message })}
                </a>
              ) : (
                message
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Sections of a record read line by line; blank fields are left out. */
export function ReadFields({
  fields,
  values,
  heading: Heading = 'h3',
  ...rest
}: Pick<FormProps, 'fields' | 'values' | 'titles' | 'fileUrl'> & { heading?: 'h2' | 'h3' }) {
  const look = useLook({ ...rest, problems: [] });
  const isShort = (field: FieldAnswer) => !['longText', 'entries', 'files', 'photo'].includes(field.kind);
  const held = fields.filter(({ name }) => !isBlank(values[name]));
  const short = held.filter(isShort);
  return (
    <>
      {short.length > 0 ? (
        <dl className="pair">
          {short.map((field) => (
            <ReadPair key={field.name} field={field} value={values[field.name]} look={look} />
          ))}
        </dl>
      ) : null}
      {held
        .filter((field) => !isShort(field))
        .map((field) => {
          const { Read } = plainKinds[field.kind];
          return (
            <div key={field.name}>
              <Heading>{field.label}</Heading>
              <Read field={field} value={values[field.name]} look={look} />
            </div>
          );
        })}
    </>
  );
}

const ReadPair = ({ field, value, look }: { field: FieldAnswer; value: unknown; look: PlainLook }) => {
  const { Read } = plainKinds[field.kind];
  return (
    <>
      <dt>{field.label}</dt>
      <dd>
        <Read field={field} value={value} look={look} />
      </dd>
    </>
  );
};

export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
