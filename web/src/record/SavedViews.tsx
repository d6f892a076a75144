import type { SavedView } from '@juxian/functions/api/savedViews.ts';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { restAsked } from '../api.ts';
import { go, listHref } from '../go.ts';
import { say } from '../locale.ts';
import { issueAt, type Problem, problemOf } from '../problem.ts';
import { meQuery, queries } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { Confirm } from '../ui/Confirm.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { toast } from '../ui/toast.tsx';
import { words } from '../words.ts';
import { changed, type Params } from './listState.ts';

const viewsOf = (module: string) => ['views', module];
const reread = (module: string) => queries.invalidateQueries({ queryKey: viewsOf(module) });

/** The same parameters in whatever order. */
const isSame = (one: Params, other: Params): boolean => sorted(one) === sorted(other);
const sorted = (params: Params): string => JSON.stringify(Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Lists kept under a name, as chips; the way to keep the present one, and on the one that is open, to drop it. */
export function SavedViews({ module, params }: { module: string; params: Params }) {
  const { data: views = [] } = useQuery({
    queryKey: viewsOf(module),
    queryFn: async () => (await restAsked<{ items: SavedView[] }>(`/views?module=${module}`)).items,
    staleTime: 60_000,
  });
  const [dialog, setDialog] = useState<'save' | SavedView>();
  const query = changed(params, {});
  const open = views.find((view) => isSame(view.query, query));
  const mayKeep = !open && Object.keys(query).some((name) => name !== 'tab');
  if (views.length === 0 && !mayKeep) return null;
  const close = () => setDialog(undefined);
  return (
    <>
      <ul className="chips saved" aria-label={say(words.list.saved)}>
        {views.map((view) => (
          <li key={view.id}>
            <a className="chip" href={listHref(module, view.query)} aria-current={view === open ? 'page' : undefined}>
              {view.name}
            </a>
            {view === open && view.mine ? (
              <button
                type="button"
                aria-label={say(words.list.dropView, { name: view.name })}
                onClick={() => setDialog(view)}
              >
                <span aria-hidden="true">×</span>
              </button>
            ) : null}
          </li>
        ))}
        {mayKeep ? (
          <li>
            <button type="button" className="linky" onClick={() => setDialog('save')}>
              {say(words.list.saveView)}
            </button>
          </li>
        ) : null}
      </ul>
      {dialog === 'save' ? <Save module={module} query={query} close={close} /> : null}
      {typeof dialog === 'object' ? <Drop view={dialog} close={close} /> : null}
    </>
  );
}

function Save({ module, query, close }: { module: string; query: Params; close(): void }) {
  const { data: me } = useSuspenseQuery(meQuery);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const submit = async () => {
    try {
      await restAsked('/views', { method: 'POST', body: { module, name, query, shared } });
      void reread(module);
      toast(say(words.saved));
      close();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const wrong = issueAt(problem, 'name') ?? problem?.detail;
  return (
    <Dialog title={say(words.list.saveTitle)} close={close} submit={submit}>
      <p className="dim">{say(words.list.saveNote)}</p>
      <div className="field">
        <label htmlFor="view-name">{say(words.list.viewName)}</label>
        <input
          id="view-name"
          className="in"
          maxLength={30}
          value={name}
          aria-invalid={wrong !== undefined}
          onChange={({ target }) => setName(target.value)}
        />
        {wrong ? (
          <p className="err" role="alert">
            {wrong}
          </p>
        ) : null}
      </div>
      {me.member.roles.includes('office') ? (
        <label className="opt">
          <input type="checkbox" checked={shared} onChange={({ target }) => setShared(target.checked)} />
          <span>
            {say(words.list.shareView)}
            <small>{say(words.list.shareHelp)}</small>
          </span>
        </label>
      ) : null}
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(words.cancel)}
        </Button>
        <Button look="act" type="submit">
          {say(words.save)}
        </Button>
      </div>
    </Dialog>
  );
}

function Drop({ view: { id, module, name, shared }, close }: { view: SavedView; close(): void }) {
  const submit = async () => {
    await restAsked(`/views/${id}`, { method: 'DELETE' });
    void reread(module);
    go(listHref(module));
  };
  return (
    <Confirm title={say(words.list.dropTitle, { name })} act={say(words.record.binAct)} close={close} submit={submit}>
      {shared ? say(words.list.dropShared) : null}
    </Confirm>
  );
}
