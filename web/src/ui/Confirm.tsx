import { type ReactNode, useState } from 'react';
import { say } from '../locale.ts';
import { type Problem, problemOf } from '../problem.ts';
import { words } from '../words.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';

type Props = {
  title: string;
  /** What the button says that does it. */
  act: string;
  look?: 'act' | 'stop';
  close(): void;
  /** Does it; what it throws is said in the dialog, which stays open. */
  submit(): Promise<void>;
  /** What follows from it. */
  children?: ReactNode;
};

/** Asks once more before an act that is not easily taken back. */
export function Confirm({ title, act, look = 'stop', close, submit, children }: Props) {
  const [problem, setProblem] = useState<Problem>();
  const settle = () => submit().then(close, (error: unknown) => setProblem(problemOf(error)));
  return (
    <Dialog title={title} close={close} submit={settle}>
      {children ? <p className="dim">{children}</p> : null}
      {problem ? (
        <p className="err" role="alert">
          {problem.detail}
        </p>
      ) : null}
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(words.cancel)}
        </Button>
        <Button look={look} type="submit">
          {act}
        </Button>
      </div>
    </Dialog>
  );
}
