import type { Phase as PhaseName } from '@juxian/engine/define.ts';
import { useSyncExternalStore } from 'react';
import { say } from '../locale.ts';
import { words } from '../words.ts';
import { Phase } from './Phase.tsx';

type Toast = { id: number; phase: PhaseName; text: string };

let shown: Toast[] = [];
const listeners = new Set<() => void>();
const settle = (next: Toast[]) => {
  shown = next;
  for (const heard of listeners) heard();
};
let last = 0;

const close = (id: number) => settle(shown.filter((toast) => toast.id !== id));

/** Says briefly that something was done; what went wrong stays until it is closed. */
export function toast(text: string, phase: PhaseName = 'done'): void {
  last += 1;
  const id = last;
  settle([...shown.slice(-2), { id, phase, text }]);
  if (phase !== 'refused') setTimeout(() => close(id), 5_000);
}

export function Toasts() {
  const list = useSyncExternalStore(
    (heard) => {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    () => shown,
  );
  return (
    <div className="toasts" role="status">
      {list.map(({ id, phase, text }) => (
        <div className="toast" key={id}>
          <p>
            <Phase phase={phase} label={text} />
          </p>
          <button type="button" className="btn quiet" onClick={() => close(id)}>
            {say(words.close)}
          </button>
        </div>
      ))}
    </div>
  );
}
