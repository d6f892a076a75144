import { t } from '@juxian/base/text.ts';
import type { ModuleAnswer } from '@juxian/engine/answer.ts';
import { useQueries, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listHref, recordHref } from '../go.ts';
import { say } from '../locale.ts';
import { listQuery, meQuery, moduleQuery, recordQuery } from '../queries.ts';
import { BulkDialog } from '../record/Bulk.tsx';
import { Button } from '../ui/Button.tsx';
import './pending.css';

const words = {
  title: t('统一生效与告知', 'Apply and tell'),
  pending: t('{n}项待生效，申报人还看不到', '{n} pending, seen by no applicant'),
  applied: t('{n}条告知待核对、发送', '{n} messages to read and send'),
  apply: t('全部生效', 'Apply all'),
  send: t('全部发送', 'Send all'),
  outbox: t('看待告知', 'To the messages'),
  sendNote: t('发出后不能收回；各条可先打开修改。', 'What is sent cannot be taken back; open one to change it first.'),
  applyNote: t('申报随之改变状态，并写好告知，但不发送。', 'Applications change and messages are drafted, not sent.'),
  drafts: t('待发的告知', 'Messages to be sent'),
  more: t('只列前{n}条', 'The first {n} only'),
};

const module = 'decision';
const states = { apply: 'pending', send: 'applied' } as const;
/** So many messages are read at a glance. */
const shown = 20;

/** What waits to be applied and to be told, each done at once, with the messages as they will go out. */
export function PendingDecisions() {
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: declared } = useQuery(moduleQuery(module));
  const { data: pending } = useQuery(listQuery(module, { state: states.apply, limit: '1' }));
  const { data: applied } = useQuery(listQuery(module, { state: states.send, limit: String(shown) }));
  const [act, setAct] = useState<keyof typeof states>();
  if (!declared || !pending || !applied || pending.total + applied.total === 0) return null;
  const counts = { apply: pending.total, send: applied.total };
  const moveOf = (name: keyof typeof states) => ownMove(declared, name, me.member.roles);
  const isOffered = (name: keyof typeof states) => counts[name] > 0 && moveOf(name) !== undefined;
  const move = act && moveOf(act);
  if (!act && !isOffered('apply') && !isOffered('send')) return null;
  return (
    <section className="pending" aria-labelledby="pending-title">
      <h2 id="pending-title">{say(words.title)}</h2>
      {isOffered('apply') ? (
        <p>
          <span>{say(words.pending, { n: counts.apply })}</span>
          <Button onClick={() => setAct('apply')}>{say(words.apply)}</Button>
        </p>
      ) : null}
      {isOffered('send') ? (
        <>
          <p>
            <span>{say(words.applied, { n: counts.send })}</span>
            <Button onClick={() => setAct('send')}>{say(words.send)}</Button>
          </p>
          <Drafts ids={applied.items.map(({ id }) => id)} total={counts.send} />
        </>
      ) : null}
      {act && move ? (
        <BulkDialog
          key={act}
          title={say(words[act])}
          act={say(words[act])}
          note={say(act === 'apply' ? words.applyNote : words.sendNote)}
          asks={move.asks}
          work={(input) => ({ module, filter: { state: states[act] }, move: act, input })}
          {...(act === 'apply'
            ? { after: { href: listHref(module, { tab: 'outbox' }), title: say(words.outbox) } }
            : {})}
          close={() => setAct(undefined)}
        />
      ) : null}
    </section>
  );
}

const ownMove = ({ moves }: ModuleAnswer, name: string, roles: readonly string[]) =>
  moves.find((one) => one.name === name && !one.off && one.by.some((role) => roles.includes(role)));

function Drafts({ ids, total }: { ids: readonly string[]; total: number }) {
  const read = useQueries({ queries: ids.map((id) => recordQuery(module, id)) });
  return (
    <details>
      <summary>{say(words.drafts)}</summary>
      <ul>
        {read.flatMap(({ data }) =>
          data
            ? [
                <li key={data.id}>
                  <a href={recordHref(module, data.id)}>{data.title}</a>
                  <span>{String(data.values.message ?? '')}</span>
                </li>,
              ]
            : [],
        )}
      </ul>
      {total > ids.length ? <small className="dim">{say(words.more, { n: ids.length })}</small> : null}
    </details>
  );
}
