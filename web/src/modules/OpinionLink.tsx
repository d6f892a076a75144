import { t } from '@juxian/base/text.ts';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { say } from '../locale.ts';
import { meQuery } from '../queries.ts';
import { rest } from '../rest.ts';
import { Secret } from '../settings/Secret.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useWork } from '../ui/work.ts';
import { words as shared } from '../words.ts';
import type { RailProps } from './index.ts';

const waitsFor: Readonly<Record<string, 'unit' | 'industry'>> = { atUnit: 'unit', atDepartment: 'industry' };

const words = {
  title: t('办理链接', 'Link for an opinion'),
  make: t('生成办理链接…', 'Make a link…'),
  note: t(
    '对方没有账号的，凭链接办理这一件，15日内有效。',
    'Whoever has no account acts on this one alone by the link, within 15 days.',
  ),
  name: t('交给哪个单位', 'Handed to'),
  once: t(
    '请复制后发给经办人。链接只显示这一次，只能办理这一件。',
    'Copy it and send it to them. It is shown only once and serves this one alone.',
  ),
};

/** By which the office lets a unit or department without an account say its word. */
export function OpinionLink({ record }: RailProps) {
  const { data: me } = useSuspenseQuery(meQuery);
  const [asking, setAsking] = useState(false);
  const role = waitsFor[record.state];
  if (!role || !me.member.roles.includes('office')) return null;
  const unit = role === 'unit' ? record.titles?.[String(record.values.hostUnit)] : undefined;
  return (
    <section className="panel" aria-labelledby="link-title">
      <header>
        <h2 id="link-title">{say(words.title)}</h2>
      </header>
      <Button wide onClick={() => setAsking(true)}>
        {say(words.make)}
      </Button>
      <p className="why">{say(words.note)}</p>
      {asking ? <LinkDialog id={record.id} role={role} unit={unit ?? ''} close={() => setAsking(false)} /> : null}
    </section>
  );
}

function LinkDialog({ id, role, unit, close }: { id: string; role: string; unit: string; close(): void }) {
  const [name, setName] = useState(unit);
  const [url, setUrl] = useState('');
  const { problem, work } = useWork();
  const field = useId();
  if (url) return <Secret title={say(words.title)} note={say(words.once)} secret={url} close={close} />;
  const submit = () =>
    work(async () =>
      setUrl(
        (await rest<{ url: string }>(`/records/application/${id}/links`, { method: 'POST', body: { role, name } })).url,
      ),
    );
  return (
    <Dialog title={say(words.title)} close={close} submit={submit}>
      <p className="dim">{say(words.note)}</p>
      {problem ? (
        <p className="note refused" role="alert">
          {problem.detail}
        </p>
      ) : null}
      <div className="field">
        <label htmlFor={field}>{say(words.name)}</label>
        <input
          className="in"
          id={field}
          required
          maxLength={60}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </div>
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(shared.cancel)}
        </Button>
        <Button look="act" type="submit">
          {say(words.make).replace('…', '')}
        </Button>
      </div>
    </Dialog>
  );
}
