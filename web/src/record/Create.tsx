import type { ModuleAnswer } from '@juxian/engine/answer.ts';
import { isAsked } from '@juxian/engine/asked/schema.ts';
import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api.ts';
import { go, listHref, recordHref } from '../go.ts';
import { say } from '../locale.ts';
import { type Problem, placeOf, problemOf } from '../problem.ts';
import { foreseenQuery, moduleQuery, touched } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { Missing } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { Watermark } from '../ui/Watermark.tsx';
import { words } from '../words.ts';
import { recall, remember, type Typed } from './draft.ts';
import { FieldBox } from './Fields.tsx';
import { lookOf } from './look.ts';
import { numeral } from './numerals.ts';

/** What follows from the records named so far, where some fields may be left for later. */
function useFollowing({ name, fields }: ModuleAnswer, values: Typed): Typed {
  const named = Object.fromEntries(
    fields.flatMap(({ name: field, kind }) => (kind === 'ref' && values[field] ? [[field, values[field]]] : [])),
  );
  const waits = fields.some(({ except }) => except) && Object.keys(named).length > 0;
  const { data } = useQuery({ ...foreseenQuery(name, named), enabled: waits, placeholderData: keepPreviousData });
  return waits ? (data ?? {}) : {};
}

/** A new record: the fields the member may give, in the sections of the form. */
export function Create() {
  const { module: name } = useParams({ strict: false }) as { module: string };
  const { data: module } = useSuspenseQuery(moduleQuery(name));
  const [values, setValues] = useState<Typed>(() => recall(name, 'new') ?? {});
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const key = useRef(`${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`);
  const follows = useFollowing(module, values);
  const title = say(words.record.new, { title: module.title });
  useTitle(title);
  useEffect(() => remember(name, 'new', values), [name, values]);
  useEffect(() => {
    if (problem) summary.current?.focus();
  }, [problem]);
  if (module.access.create.length === 0) return <Missing />;
  const isWanted = (field: Parameters<typeof isAsked>[0]) => isAsked(field, { ...values, ...follows });
  const sections = module.form
    .map((section) => ({
      ...section,
      fields: module.fields.filter(
        (field) =>
          section.fields.includes(field.name) &&
          module.access.create.includes(field.name) &&
          isWanted(field) &&
          field.kind !== 'files' &&
          field.kind !== 'photo',
      ),
    }))
    .filter(({ fields }) => fields.length > 0);
  const submit = async () => {
    setBusy(true);
    try {
      const given = Object.fromEntries(
        Object.entries(values).filter(([field]) => isWanted(module.fields.find((one) => one.name === field) ?? {})),
      );
      const record = await api.record.create({ module: name, values: given, key: key.current });
      remember(name, 'new', {});
      touched(name);
      go(recordHref(name, record.id), { replace: true });
    } catch (error) {
      setProblem(problemOf(error));
      key.current = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
      setBusy(false);
    }
  };
  const change = (field: string, value: unknown) =>
    setValues((before) => {
      const { [field]: _, ...rest } = before;
      return value === undefined ? rest : { ...rest, [field]: value };
    });
  const look = lookOf();
  return (
    <>
      {module.confidential ? <Watermark /> : null}
      <nav aria-label={say(words.shell.where)}>
        <ol className="crumbs">
          <li>
            <a href={listHref(name)}>{module.title}</a>
          </li>
        </ol>
      </nav>
      <form
        noValidate
        className="creating"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <article className="leaf">
          <h1 className="leaf-title">{title}</h1>
          {problem ? (
            <div className="note refused problem" role="alert" tabIndex={-1} ref={summary}>
              <b>{problem.fields ? say(words.fieldsToMend, { n: problem.fields.length }) : say(words.failedTitle)}</b>
              <div>
                {problem.fields ? (
                  <ul>
                    {problem.fields.map(({ path, message }) => {
                      const { label, within, box } = placeOf(module.fields, path);
                      return (
                        <li key={path}>
                          <a href={`#new-${box}`}>{label}</a>
                          {within ? `　${within}` : ''}：{message}
                        </li>
                      );
                    })}
                  </ul>
                ) : (
                  <p>{problem.detail}</p>
                )}
              </div>
            </div>
          ) : null}
          {sections.map((section, at) => (
            <section key={section.title}>
              <header>
                <h2>
                  {numeral(at + 1)}　{section.title}
                </h2>
              </header>
              {section.help ? <p className="help">{section.help}</p> : null}
              <div className="fields">
                {section.fields.map((field) => (
                  <FieldBox
                    key={field.name}
                    id={`new-${field.name}`}
                    field={field}
                    value={values[field.name]}
                    change={(value) => change(field.name, value)}
                    problem={problem}
                    look={look}
                  />
                ))}
              </div>
            </section>
          ))}
        </article>
        <div className="save-bar">
          <a className="btn quiet" href={listHref(name)}>
            {say(words.cancel)}
          </a>
          <Button look="act" type="submit" busy={busy}>
            {say(words.save)}
          </Button>
        </div>
      </form>
    </>
  );
}
