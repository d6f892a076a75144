import { useState } from 'react';
import { say } from '../locale.ts';
import type { Problem } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useWork } from '../ui/work.ts';
import { words } from '../words.ts';
import { own } from './words.ts';

type Props = {
  title: string;
  note: string;
  act: string;
  close(): void;
  take(reason: string): Promise<unknown>;
};

/** Asks for the reason of a step that needs one. */
export function Reason({ title, note, act, close, take }: Props) {
  const [reason, setReason] = useState('');
  const { busy, problem, work } = useWork();
  const submit = () =>
    work(async () => {
      await take(reason);
      close();
    });
  return (
    <Dialog title={title} close={close} submit={submit}>
      <p className="dim">{note}</p>
      <Trouble problem={problem} />
      <div className="field">
        <label htmlFor="reason" className="need">
          {say(own.reason)}
        </label>
        <textarea
          id="reason"
          className="in"
          rows={3}
          maxLength={300}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(words.cancel)}
        </Button>
        <Button look="act" type="submit" busy={busy} disabled={reason.trim() === ''}>
          {act}
        </Button>
      </div>
    </Dialog>
  );
}

/** What a step was refused for, with every line that cannot be. */
export const Trouble = ({ problem }: { problem: Problem | undefined }) =>
  problem ? (
    <div className="note refused" role="alert">
      <div>
        <p>{problem.detail}</p>
        {(problem.fields ?? []).length > 1 ? (
          <ul className="small">
            {problem.fields?.slice(0, 20).map(({ path, message }) => (
              <li key={path}>{message}</li>
            ))}
          </ul>
        ) : null}
      </div>
    </div>
  ) : null;
