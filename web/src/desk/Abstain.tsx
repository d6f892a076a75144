import type { RecordAnswer } from '@juxian/engine/answer.ts';
import { useState } from 'react';
import { say } from '../locale.ts';
import type { Problem } from '../problem.ts';
import { Fields } from '../record/Fields.tsx';
import { lookOf, uploadTo } from '../record/look.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { words } from '../words.ts';
import { own } from './words.ts';

type Props = {
  record: RecordAnswer;
  code: string;
  busy: boolean;
  problem: Problem | undefined;
  close(): void;
  take(input: Record<string, unknown>): void;
};

/** Asks why an expert stands aside from one item. */
export function Abstain({ record, code, busy, problem, close, take }: Props) {
  const [input, setInput] = useState<Record<string, unknown>>({});
  const move = record.moves.find(({ name }) => name === 'abstain');
  return (
    <Dialog title={say(own.abstainFrom, { code })} close={close} submit={() => take(input)}>
      {move?.hint ? <p className="dim">{move.hint}</p> : null}
      {problem ? (
        <p className="err" role="alert">
          {problem.detail}
        </p>
      ) : null}
      <Fields
        fields={(move?.asks ?? []).filter(({ name }) => name !== 'item')}
        values={input}
        change={(name, value) => setInput((before) => ({ ...before, [name]: value }))}
        problem={problem}
        look={lookOf({ titles: record.titles, upload: uploadTo(record.module, record.id) })}
        prefix="abstain"
      />
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(words.cancel)}
        </Button>
        <Button look="act" type="submit" busy={busy}>
          {move?.label}
        </Button>
      </div>
    </Dialog>
  );
}
