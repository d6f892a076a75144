import type { FieldAnswer, ModuleAnswer } from '@juxian/engine/answer.ts';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { settingsHref } from '../go.ts';
import { listed, say } from '../locale.ts';
import { type Problem, problemOf } from '../problem.ts';
import { moduleQuery, queries } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { Bones, Broken } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { toast } from '../ui/toast.tsx';
import { words } from '../words.ts';
import { Aside } from './Aside.tsx';
import { type Diff, inherit, list, sameDiff, text } from './diff.ts';
import { FieldDialog, OwnFieldDialog } from './FieldDialog.tsx';
import { Source } from './Modules.tsx';
import { Order } from './Order.tsx';
import { Steps } from './Steps.tsx';
import { inForce, publish, type Settings, saveDraft, settingsQuery } from './settings.ts';
import { terms } from './words.ts';
import './settings.css';

const tabs = ['fields', 'order', 'steps', 'words'] as const;
type Tab = (typeof tabs)[number];

/** The county's settings of one module: every line inherited or its own, with what publishing would change beside it. */
export function Overlay() {
  const { module: name } = useParams({ strict: false }) as { module: string };
  const { data: module } = useSuspenseQuery(moduleQuery(name));
  const { data: settings, error, refetch } = useQuery(settingsQuery(name));
  if (settings)
    return <Page key={settings.draft?.at ?? settings.published?.version ?? 0} module={module} settings={settings} />;
  return error ? <Broken error={error} again={refetch} /> : <Bones />;
}

function Page({ module, settings }: { module: ModuleAnswer; settings: Settings }) {
  const standing = inForce(settings);
  const [diff, setDiff] = useState<Diff>(settings.draft?.overlay ?? standing);
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const tab = (tabs as readonly string[]).includes(new URLSearchParams(search).get('tab') ?? '')
    ? (new URLSearchParams(search).get('tab') as Tab)
    : 'fields';
  useTitle(module.title, say(words.shell.settings));
  const settle = (next: Settings) => {
    queries.setQueryData(settingsQuery(module.name).queryKey, next);
    void queries.invalidateQueries({ queryKey: ['module', module.name] });
    void queries.invalidateQueries({ queryKey: ['modules'] });
  };
  const run = async (work: () => Promise<Settings>, said?: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      settle(await work());
      if (said) toast(said);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  const last = settings.versions[0];
  const href = (name: Tab) => `${settingsHref('modules', module.name)}?tab=${name}`;
  return (
    <>
      <nav aria-label={say(words.shell.where)}>
        <ol className="crumbs">
          <li>
            <a href={settingsHref()}>{say(words.shell.settings)}</a>
          </li>
          <li>{say(terms.modules)}</li>
        </ol>
      </nav>
      <div className="head">
        <h1>{module.title}</h1>
        <span className="dim">
          {last ? say(terms.standing, { version: last.version, day: last.at.slice(0, 10) }) : say(terms.allInherited)}
        </span>
      </div>
      <nav className="tabs" aria-label={say(words.shell.settings)}>
        {tabs.map((name) => (
          <a key={name} href={href(name)} aria-current={name === tab ? 'page' : undefined}>
            {say(terms.tabs[name])}
          </a>
        ))}
      </nav>
      <div className="sets">
        <div>
          {settings.stale.length > 0 ? (
            <p className="note waiting">{say(terms.stale, { names: listed(settings.stale) })}</p>
          ) : null}
          {tab === 'fields' ? <FieldTable module={module} diff={diff} standing={standing} change={setDiff} /> : null}
          {tab === 'order' ? <Order module={module} declared={settings.declared} diff={diff} change={setDiff} /> : null}
          {tab === 'steps' ? <Steps module={module} diff={diff} change={setDiff} /> : null}
          {tab === 'words' ? <Words module={module} diff={diff} change={setDiff} /> : null}
          <p className="help">{say(terms.narrowing)}</p>
        </div>
        <Aside
          module={module}
          settings={settings}
          standing={standing}
          diff={diff}
          problem={problem}
          busy={busy}
          discard={() => {
            setDiff(standing);
            if (settings.draft) void run(() => saveDraft(module.name, standing));
          }}
          publish={() =>
            run(async () => {
              if (!settings.draft || !sameDiff(settings.draft.overlay, diff)) await saveDraft(module.name, diff);
              return publish(module.name);
            }, say(terms.published))
          }
          keep={() => run(() => saveDraft(module.name, diff), say(words.saved))}
          settled={settle}
        />
      </div>
    </>
  );
}

type EditProps = { module: ModuleAnswer; diff: Diff; change(diff: Diff): void };

const ownLimit = 20;

function labelIn(diff: Diff, name: string): string | undefined {
  const label = diff.words?.fields?.[name] ?? diff.own?.[name]?.label;
  return label && text(label);
}

function FieldTable({ module, diff, standing, change }: EditProps & { standing: Diff }) {
  const [seek, setSeek] = useState('');
  const [onlyOurs, setOnlyOurs] = useState(false);
  const [editing, setEditing] = useState<FieldAnswer>();
  const [adding, setAdding] = useState(false);
  const own = Object.keys(diff.own ?? {});
  const isOurs = (name: string) =>
    Boolean(
      diff.words?.fields?.[name] ||
        diff.help?.[name] ||
        diff.choices?.[name] ||
        diff.own?.[name] ||
        diff.hide?.includes(name) ||
        diff.require?.includes(name),
    );
  const known = module.fields.filter(({ name }) => !diff.own?.[name] || own.includes(name));
  const missing = [...(diff.hide ?? []), ...own].filter((name) => !known.some((field) => field.name === name));
  const rows = [
    ...known.map((field) => ({ name: field.name, label: labelIn(diff, field.name) ?? field.label, field })),
    ...missing.map((name) => ({ name, label: labelIn(diff, name) ?? name, field: undefined })),
  ].filter(({ name, label }) => (seek === '' || label.includes(seek)) && (!onlyOurs || isOurs(name)));
  return (
    <>
      <div className="strip">
        <input
          className="in find"
          type="search"
          aria-label={say(terms.findField)}
          placeholder={say(terms.findField)}
          value={seek}
          onChange={({ target }) => setSeek(target.value)}
        />
        <label className="opt">
          <input type="checkbox" checked={onlyOurs} onChange={({ target }) => setOnlyOurs(target.checked)} />
          {say(terms.onlyOurs)}
        </label>
        <div className="end">
          <Button onClick={() => setAdding(true)} disabled={own.length >= ownLimit}>
            {say(terms.addField, { n: own.length, max: ownLimit })}
          </Button>
        </div>
      </div>
      <div className="scroll">
        <table className="data">
          <thead>
            <tr>
              <th scope="col">{say(terms.field)}</th>
              <th scope="col">{say(terms.kind)}</th>
              <th scope="col">{say(terms.filling)}</th>
              <th scope="col">{say(terms.source)}</th>
              <th scope="col">
                <span className="sr">{say(words.acts)}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, label, field }) => (
              <tr key={name} className={isOurs(name) ? 'ours' : undefined}>
                <th scope="row">{label}</th>
                <td className="faint">{say(terms.kinds[field?.kind ?? diff.own?.[name]?.kind ?? 'text'])}</td>
                <td>
                  <Filling name={name} label={label} field={field} diff={diff} standing={standing} change={change} />
                </td>
                <td>
                  <Source ours={isOurs(name)} />
                </td>
                <td className="num nowrap">
                  {field ? (
                    <button type="button" className="linky" onClick={() => setEditing(field)}>
                      {say(terms.reword)}
                      <span className="sr"> {label}</span>
                    </button>
                  ) : null}
                  {isOurs(name) ? (
                    <>
                      {'　'}
                      <button type="button" className="linky" onClick={() => change(inherit(diff, name))}>
                        {say(diff.own?.[name] ? words.remove : terms.inherit)}
                        <span className="sr"> {label}</span>
                      </button>
                    </>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {editing ? <FieldDialog field={editing} diff={diff} change={change} close={() => setEditing(undefined)} /> : null}
      {adding ? (
        <OwnFieldDialog fields={module.fields} diff={diff} change={change} close={() => setAdding(false)} />
      ) : null}
    </>
  );
}

type FillingProps = {
  name: string;
  label: string;
  field: FieldAnswer | undefined;
  diff: Diff;
  /** What is in force: a field it requires may be set free again. */
  standing: Diff;
  change(diff: Diff): void;
};

/** Required, optional or hidden: what is required by declaration stays so. */
function Filling({ name, label, field, diff, standing, change }: FillingProps) {
  const own = diff.own?.[name];
  const required = diff.require?.includes(name) ?? false;
  if (own) return <>{say(own.required ? terms.required : terms.optional)}</>;
  if (field?.kind === 'computed' || field?.kind === 'sequence')
    return <span className="faint">{say(terms.derived)}</span>;
  if (field?.required && !required && !standing.require?.includes(name)) return <>{say(terms.required)}</>;
  const value = diff.hide?.includes(name) ? 'hidden' : required ? 'required' : 'optional';
  return (
    <select
      className="in"
      aria-label={`${say(terms.filling)} ${label}`}
      value={value}
      onChange={({ target }) =>
        change(list(list(diff, 'hide', name, target.value === 'hidden'), 'require', name, target.value === 'required'))
      }
    >
      <option value="required">{say(terms.required)}</option>
      <option value="optional">{say(terms.optional)}</option>
      <option value="hidden">{say(terms.hidden)}</option>
    </select>
  );
}

function Words({ module, diff, change }: EditProps) {
  const title = diff.words?.title;
  const put = (zh: string, en: string) => {
    const { title: _, ...rest } = diff.words ?? {};
    const next = zh.trim() === '' ? rest : { ...rest, title: { zh: zh.trim(), en: en.trim() || zh.trim() } };
    const { words: __, ...others } = diff;
    change(Object.keys(next).length > 0 ? { ...others, words: next } : others);
  };
  const number = module.fields.some(({ kind }) => kind === 'sequence');
  return (
    <div className="fields">
      <div className="field">
        <label htmlFor="title-zh">{say(terms.titleZh)}</label>
        <input
          id="title-zh"
          className="in"
          maxLength={30}
          placeholder={module.title}
          value={title?.zh ?? ''}
          onChange={({ target }) => put(target.value, title?.en ?? '')}
        />
      </div>
      <div className="field">
        <label htmlFor="title-en">{say(terms.titleEn)}</label>
        <input
          id="title-en"
          className="in"
          maxLength={60}
          value={title && title.en !== title.zh ? title.en : ''}
          onChange={({ target }) => put(title?.zh ?? '', target.value)}
        />
      </div>
      {number ? (
        <div className="field">
          <label htmlFor="number-word">{say(terms.numberWord)}</label>
          <input
            id="number-word"
            className="in"
            maxLength={20}
            value={diff.number?.word ?? ''}
            onChange={({ target }) => {
              const { number: _, ...rest } = diff;
              change(target.value === '' ? rest : { ...rest, number: { word: target.value } });
            }}
          />
          <p className="help">{say(terms.numberHelp)}</p>
        </div>
      ) : null}
    </div>
  );
}
