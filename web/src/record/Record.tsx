import type { ModuleAnswer, RecordAnswer } from '@juxian/engine/answer.ts';
import { isAsked } from '@juxian/engine/asked/schema.ts';
import type { Attachment } from '@juxian/engine/kinds/kind.ts';
import type { ScreenLook } from '@juxian/engine/kinds/screen.ts';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api, type RecordWithRail, restAsked } from '../api.ts';
import { go, listHref, passed, recordHref } from '../go.ts';
import { say } from '../locale.ts';
import { extraOf } from '../modules/index.ts';
import { moduleQuery, recordQuery, touched } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { Confirm } from '../ui/Confirm.tsx';
import { Phase } from '../ui/Phase.tsx';
import { Bones, Broken } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { toast } from '../ui/toast.tsx';
import { Watermark } from '../ui/Watermark.tsx';
import { words } from '../words.ts';
import { Conflict, SaveBar } from './Conflict.tsx';
import { Contents, Crumbs } from './Crumbs.tsx';
import { type Draft, useDraft } from './draft.ts';
import { History } from './History.tsx';
import { lookOf, uploadTo } from './look.ts';
import { Moves } from './Moves.tsx';
import { Section } from './Section.tsx';
import { screenOf } from './screens.ts';
import { Then, TimesBox, timesIn } from './Then.tsx';

/** One record of any module. */
export function Record() {
  const { module: name, id } = useParams({ strict: false }) as { module: string; id: string };
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const { data: module } = useSuspenseQuery(moduleQuery(name));
  const times = timesIn(search);
  if (module.list.dated && Object.keys(times).length > 0) return <Then module={module} id={id} times={times} />;
  return <Now module={module} id={id} />;
}

function Now({ module, id }: { module: ModuleAnswer; id: string }) {
  const { data: record, error, refetch } = useQuery(recordQuery(module.name, id));
  if (record) return <Page key={id} module={module} record={record} />;
  return error ? <Broken error={error} again={refetch} /> : <Bones />;
}

function Page({ module: declared, record }: { module: ModuleAnswer; record: RecordWithRail }) {
  const extra = extraOf(declared.name);
  const module = askedOf(extra.described?.(declared, record) ?? declared, record);
  const isDraft = record.phase === 'draft' && record.editable.length > 0;
  const draft = useDraft(record, { autosave: isDraft });
  const [opened, setOpened] = useState<ReadonlySet<number>>(() => editedSections(module, draft));
  const look = lookOf({
    titles: record.titles,
    upload: uploadTo(module.name, record.id),
    ...(record.later ? { later: record.later } : {}),
  });
  const now = draft.dirty ? draft.base : record;
  useTitle(record.title, module.title);
  useWarning(draft.dirty && !isDraft);
  const number = module.fields.find(({ kind }) => kind === 'sequence')?.name;
  return (
    <>
      <Crumbs module={module} />
      {module.confidential ? <Watermark /> : null}
      <p className="only-small small-title">{record.title}</p>
      <div className="head">
        {number && now.values[number] ? <span className="dim">{String(now.values[number])}</span> : null}
        <Phase phase={now.phase} label={now.stateLabel} big />
        {now.dueText ? <span className="dim">{now.dueText}</span> : null}
        <div className="end">
          {module.list.dated ? <TimesBox module={module.name} id={record.id} times={{}} /> : null}
          <Papers record={now} />
          <Neighbours module={module.name} id={record.id} />
        </div>
      </div>
      <div className="record">
        <Contents module={module} />
        <div>
          {draft.recovered && draft.dirty && !isDraft ? (
            <p className="note open">{say(words.record.recovered)}</p>
          ) : null}
          {draft.dirty && record.revision > draft.base.revision && !draft.saving ? (
            <p className="note waiting" role="status">
              {say(words.record.changedElsewhere)}
              <button type="button" className="linky" onClick={() => draft.rebase(record)}>
                {say(words.record.showChange)}
              </button>
            </p>
          ) : null}
          <Conflict module={module} draft={draft} look={look} />
          <article className="leaf">
            {extra.plaque ? (
              <Plaque module={module} record={now} fields={extra.plaque} look={look} />
            ) : (
              <h1 className="leaf-title">{record.title}</h1>
            )}
            {extra.Sheet ? <extra.Sheet record={now} /> : null}
            {module.form.map((section, at) => (
              <Section
                key={section.title}
                at={at + 1}
                section={section}
                module={module}
                record={now}
                draft={draft}
                look={look}
                editing={isDraft || opened.has(at)}
                edit={() => setOpened((before) => new Set([...before, at]))}
              />
            ))}
          </article>
          <SaveBar
            module={module}
            draft={draft}
            autosave={isDraft}
            editing={opened.size > 0}
            leave={() => setOpened(new Set())}
          />
          <History module={module} id={record.id} look={look} />
        </div>
        <aside className="rail">
          <Moves record={now} draft={draft} {...(extra.elsewhere ? { elsewhere: extra.elsewhere } : {})} />
          {extra.Rail ? <extra.Rail record={record} /> : null}
          <Attachments module={module} record={now} look={look} />
          {now.phase === 'draft' && module.access.create.length > 0 ? <Bin record={now} /> : null}
        </aside>
      </div>
    </>
  );
}

/** The module without the sections that such a record is asked nothing of. */
const askedOf = (module: ModuleAnswer, { values }: RecordAnswer): ModuleAnswer => ({
  ...module,
  form: module.form.filter(({ fields }) =>
    module.fields.some((field) => fields.includes(field.name) && isAsked(field, values)),
  ),
});

/** Sections that hold something typed and not saved are open from the start. */
const editedSections = (module: ModuleAnswer, draft: Draft): ReadonlySet<number> =>
  new Set(module.form.flatMap(({ fields }, at) => (fields.some((field) => field in draft.typed) ? [at] : [])));

function Plaque({
  module,
  record,
  fields,
  look,
}: {
  module: ModuleAnswer;
  record: RecordAnswer;
  fields: readonly string[];
  look: ScreenLook;
}) {
  const lines = fields.flatMap((name) => {
    const field = module.fields.find((one) => one.name === name);
    const value = record.values[name];
    if (!field || value === undefined || value === null) return [];
    const { Read, Cell = Read } = screenOf(field.kind);
    return [<Cell key={name} field={field} value={value} look={look} />];
  });
  return (
    <div className="plaque">
      <h1>{record.title}</h1>
      {lines.length > 0 ? <p>{lines.flatMap((line, at) => (at > 0 ? ['　', line] : [line]))}</p> : null}
    </div>
  );
}

/** A draft may be thrown away; it can be brought back for thirty days. */
function Bin({ record }: { record: RecordAnswer }) {
  const [asking, setAsking] = useState(false);
  const { module, id, revision, title } = record;
  const submit = async () => {
    await api.record.remove({ module, id, revision });
    touched(module);
    toast(say(words.record.binDone));
    go(listHref(module), { replace: true });
  };
  return (
    <p>
      <Button look="stop" onClick={() => setAsking(true)}>
        {say(words.record.bin)}
      </Button>
      {asking ? (
        <Confirm
          title={say(words.record.binTitle, { title })}
          act={say(words.record.binAct)}
          close={() => setAsking(false)}
          submit={submit}
        >
          {say(words.record.binNote)}
        </Confirm>
      ) : null}
    </p>
  );
}

/** The records before and after this one in the list it was opened from. */
function Neighbours({ module, id }: { module: string; id: string }) {
  const { list } = passed();
  const at = list?.ids.indexOf(id) ?? -1;
  if (!list || at < 0 || list.ids.length < 2) return null;
  const to = (next: string | undefined) => next && go(recordHref(module, next), { passed: { list }, replace: true });
  return (
    <>
      {at > 0 ? <Button onClick={() => to(list.ids[at - 1])}>{say(words.record.previous)}</Button> : null}
      {at < list.ids.length - 1 ? <Button onClick={() => to(list.ids[at + 1])}>{say(words.record.next)}</Button> : null}
    </>
  );
}

/** The papers of the record as it stands, to print or as a Word file; the page itself can always be printed. */
function Papers({ record: { module, id, revision } }: { record: RecordAnswer }) {
  const { data: papers = [] } = useQuery({
    queryKey: ['forms', module, id, revision],
    queryFn: () => restAsked<{ name: string; title: string; exchange?: string }[]>(`/records/${module}/${id}/forms`),
    staleTime: 60_000,
  });
  const href = (name: string, format: string) => `/api/v1/records/${module}/${id}/form/${name}?format=${format}`;
  return (
    <details
      className="menu"
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.open = false;
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false;
      }}
    >
      <summary className="btn">{say(words.record.papers)}</summary>
      <ul>
        {papers.map(({ name, title, exchange }) => (
          <li key={name}>
            <a className="plain" href={href(name, 'html')} target="_blank" rel="noreferrer">
              {title}
            </a>
            <a className="faint" href={href(name, 'docx')} download aria-label={`${title} ${say(words.record.word)}`}>
              Word
            </a>
            <a className="faint" href={href(name, 'pdf')} download aria-label={`${title} PDF`}>
              PDF
            </a>
            {exchange ? (
              <a className="faint" href={href(name, exchange)} download aria-label={`${title} ${exchange}`}>
                {exchange}
              </a>
            ) : null}
          </li>
        ))}
        <li>
          <button type="button" className="linky" onClick={() => print()}>
            {say(words.record.paperPage)}
          </button>
        </li>
      </ul>
    </details>
  );
}

function Attachments({ module, record, look }: { module: ModuleAnswer; record: RecordAnswer; look: ScreenLook }) {
  const { Read } = screenOf('files');
  const fields = module.fields.filter(({ kind, name }) => kind === 'files' && Array.isArray(record.values[name]));
  const files = fields.flatMap(({ name }) => record.values[name] as Attachment[]);
  const [field] = fields;
  if (!field || files.length === 0) return null;
  return (
    <section className="panel later" aria-labelledby="files-title">
      <header>
        <h2 id="files-title">{say(words.record.files)}</h2>
      </header>
      <Read field={field} value={files} look={look} />
    </section>
  );
}

/** The browser's own question before a page with unsaved typing is left. */
function useWarning(needed: boolean): void {
  useEffect(() => {
    if (!needed) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [needed]);
}
