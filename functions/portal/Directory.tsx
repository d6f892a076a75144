import { t } from '@juxian/base/text.ts';
import type { FieldAnswer, ListItem, ModuleAnswer, RecordAnswer } from '@juxian/engine/answer.ts';
import { plainKinds } from '@juxian/engine/kinds/plain.ts';
import { Fragment } from 'react';
import type { Directory } from './directories.ts';
import { Errors, type FormProblem, isBlank, ReadFields, useLook } from './Form.tsx';
import { Empty, PhaseMark, Title, useSite } from './Page.tsx';

/** What a visitor asked of a list; `cursor` is where the page begins, '' the first. */
export type Asked = { q: string; filters: Readonly<Record<string, string>>; cursor: string; page: number };
export type FilterField = { name: string; label: string; options: readonly { value: string; label: string }[] };

export type DirectoryProps = {
  title: string;
  directory: Directory;
  lead: string;
  brief: readonly FieldAnswer[];
  labels: ReadonlyMap<string, string>;
  fields: readonly FilterField[];
  asked: Asked;
  problems: readonly FormProblem[];
  items: readonly ListItem[];
  titles: Readonly<Record<string, string>>;
  total: number;
  /** Addresses of the next page and of the first. */
  next?: string;
  first: string;
};

/** A public directory: name, and a line of what may be known. */
export function DirectoryList(props: DirectoryProps) {
  const { say, base, shows } = useSite();
  const { title, directory, lead, brief, labels, asked, items, titles, total, next, first } = props;
  const isNarrowed = asked.q !== '' || Object.keys(asked.filters).length > 0;
  return (
    <>
      <Errors problems={props.problems} fields={[]} />
      <h1>{title}</h1>
      <Filters {...props} />
      {items.length === 0 ? (
        <Empty>
          {isNarrowed ? (
            <>
              {say(t('没有找到符合条件的。', 'Nothing found.'))}{' '}
              <a href={`${base}/${directory.path}`}>{say(t('查看全部', 'Show all'))}</a>
            </>
          ) : (
            say(t('还没有可以公开的内容。', 'Nothing to show yet.'))
          )}
        </Empty>
      ) : (
        <p className="faint small under">
          {say(t('共{n}项', '{n} in all'), { n: total })}
          {asked.page > 1 ? say(t('，第{page}页', ', page {page}'), { page: asked.page }) : ''}
        </p>
      )}
      <ul className="kinds under">
        {items.map((item) => (
          <li key={item.id}>
            <b>
              <a className="go" href={`${base}/${directory.path}/${item.id}`}>
                {String(item.values[lead] ?? item.title)}
              </a>
            </b>
            <span className="q">
              <PhaseMark phase={item.phase} label={labels.get(item.state) ?? item.state} />
            </span>
            <p>
              <Brief fields={brief.filter(({ name }) => name !== lead)} values={item.values} titles={titles} />
            </p>
          </li>
        ))}
      </ul>
      {directory.module === 'expert' && shows.has('expertRegistration') ? (
        <p className="under">
          <a href={`${base}/experts/register`}>{say(t('我是专家，自荐登记', 'Offer yourself as an expert'))}</a>
        </p>
      ) : null}
      {directory.module === 'internshipPost' && shows.has('subscription') ? (
        <p className="under">
          <a href={`${base}/subscribe`}>{say(t('订阅新岗位', 'Be told of new posts'))}</a>
        </p>
      ) : null}
      {next || asked.page > 1 ? (
        <nav className="acts" aria-label={say(t('翻页', 'Pages'))}>
          {asked.page > 1 ? (
            <a className="btn" href={first}>
              {say(t('第一页', 'First page'))}
            </a>
          ) : null}
          {next ? (
            <a className="btn" href={next} rel="next">
              {say(t('下一页', 'Next page'))}
            </a>
          ) : null}
        </nav>
      ) : null}
    </>
  );
}

function Filters({ directory, fields, asked }: Pick<DirectoryProps, 'directory' | 'fields' | 'asked'>) {
  const { say, base } = useSite();
  const action = `${base}/${directory.path}`;
  if (fields.length === 0)
    return (
      <form className="search" method="get" action={action}>
        <label className="sr" htmlFor="f-q">
          {say(t('查找', 'Search'))}
        </label>
        <input
          className="in"
          id="f-q"
          name="q"
          type="search"
          defaultValue={asked.q}
          placeholder={say(directory.hint)}
        />
        <button className="btn" type="submit">
          {say(t('查找', 'Search'))}
        </button>
      </form>
    );
  return (
    <form className="filters" method="get" action={action}>
      <div className="field wide">
        <label htmlFor="f-q">{say(directory.hint)}</label>
        <input className="in" id="f-q" name="q" type="search" defaultValue={asked.q} />
      </div>
      {fields.map(({ name, label, options }) => (
        <div className="field" key={name}>
          <label htmlFor={`f-${name}`}>{label || say(t('状态', 'State'))}</label>
          <select id={`f-${name}`} name={`filter[${name}]`} defaultValue={asked.filters[name] ?? ''}>
            <option value="">{say(t('不限', 'Any'))}</option>
            {options.map(({ value, label: words }) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </div>
      ))}
      <div className="acts">
        <button className="btn act" type="submit">
          {say(t('查找', 'Search'))}
        </button>
        <a className="btn" href={action}>
          {say(t('清除', 'Clear'))}
        </a>
      </div>
    </form>
  );
}

/** Numbers and days are nothing without their label. */
const isLabelled = ({ kind }: FieldAnswer): boolean => ['number', 'money', 'date', 'month'].includes(kind);

/** Values in one line, each as its kind reads. */
function Brief({
  fields,
  values,
  titles,
}: {
  fields: readonly FieldAnswer[];
  values: Readonly<Record<string, unknown>>;
  titles: Readonly<Record<string, string>>;
}) {
  const look = useLook({ problems: [], titles });
  return fields
    .filter(({ name }) => !isBlank(values[name]))
    .map((field) => {
      const { Read } = plainKinds[field.kind];
      return (
        <Fragment key={field.name}>
          <span className={isLabelled(field) ? 'nowrap' : undefined}>
            {isLabelled(field) ? `${field.label} ` : ''}
            <Read field={field} value={values[field.name]} look={look} />
          </span>
          {'　'}
        </Fragment>
      );
    });
}

/** One entry of a directory: a studio or an expert behind a plaque, with the book as far as it is public. */
export function DirectoryPage({
  item,
  described,
  plaque,
}: {
  item: RecordAnswer;
  described: ModuleAnswer;
  plaque: boolean;
}) {
  const lead = described.list.lead ?? '';
  const heading = String(item.values[lead] ?? item.title);
  const mark = <PhaseMark phase={item.phase} label={item.stateLabel} />;
  const fields = described.fields.filter(({ name }) => name !== lead);
  return (
    <>
      {plaque ? (
        <div className="plaque">
          <h1>{heading}</h1>
          <p>{mark}</p>
        </div>
      ) : (
        <>
          <p className="p-meta">{mark}</p>
          <Title text={heading} />
        </>
      )}
      <div className="under">
        <ReadFields fields={fields} values={item.values} titles={item.titles} heading="h2" />
      </div>
    </>
  );
}
