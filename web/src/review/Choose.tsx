import type { BoardExpert, BoardItem } from '@juxian/functions/api/review.ts';
import { useState } from 'react';
import { say } from '../locale.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useWork } from '../ui/work.ts';
import { words } from '../words.ts';
import { linesOf, ranked, takeOn } from './assigned.ts';
import { Reason, Trouble } from './Reason.tsx';
import { own } from './words.ts';

type Props = {
  panel: string;
  items: readonly BoardItem[];
  experts: readonly BoardExpert[];
  /** One expert only, seated by `fill`: the item has a vacancy. */
  fills?: boolean;
  close(): void;
  done(): void;
};

/** Experts for one item or several: who is barred stands last with the rule, and an exception can be proposed. */
export function Choose({ panel, items, experts, fills = false, close, done }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [excepting, setExcepting] = useState<BoardExpert>();
  const { busy, problem, work } = useWork();
  const [only] = items;
  const single = items.length === 1 ? only : undefined;
  const turn = (id: string) => {
    const next = new Set(fills ? [] : chosen);
    if (!chosen.has(id)) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const submit = async () => {
    const lines = [...chosen].flatMap((expert) => {
      const free = items.filter(({ barred, experts: on }) => !barred[expert] && !on.includes(expert));
      return linesOf(
        free.map(({ id }) => id),
        [expert],
      );
    });
    await work(async () => {
      await takeOn(panel, fills ? 'fill' : 'assign', {
        lines: lines.filter(Boolean).join('\n'),
        ...(fills ? {} : { mode: 'add' }),
      });
      done();
    });
  };
  if (excepting && single)
    return (
      <Reason
        title={say(own.proposeTitle, { name: excepting.name, code: single.code })}
        note={say(own.proposeNote)}
        act={say(own.confirm)}
        close={() => setExcepting(undefined)}
        take={async (reason) => {
          await takeOn(panel, 'propose', { item: single.id, expert: excepting.id, reason });
          done();
        }}
      />
    );
  return (
    <Dialog
      title={single ? say(own.chooseForOne, { code: single.code }) : say(own.chooseFor, { n: items.length })}
      broad
      close={close}
      submit={submit}
    >
      {single ? <p className="dim">{single.title}</p> : null}
      <Trouble problem={problem} />
      <ul className="choices">
        {ranked(experts, items).map(({ expert, barred, on }) => {
          const isBarred = barred.length + on.length >= items.length && barred.length > 0;
          const isOn = on.length === items.length;
          const rules = [...new Set(barred.flatMap((item) => item.barred[expert.id] ?? []))].join('、');
          return (
            <li key={expert.id}>
              <label className="opt">
                <input
                  type={fills ? 'radio' : 'checkbox'}
                  name="expert"
                  disabled={isBarred || isOn}
                  checked={isOn || chosen.has(expert.id)}
                  onChange={() => turn(expert.id)}
                />
                <span>
                  {expert.name}
                  <small>
                    {[expert.unit, expert.title].filter(Boolean).join('　')}
                    {isOn ? `　${say(own.assigned)}` : ''}
                  </small>
                  {barred.length > 0 ? (
                    <small className="late">
                      {isBarred || single ? say(own.barred, { rules }) : say(own.barredSome, { n: barred.length })}
                    </small>
                  ) : null}
                </span>
              </label>
              <span className="fig">{say(own.load, { n: expert.load })}</span>
              {isBarred && single && !fills ? (
                <button type="button" className="linky" onClick={() => setExcepting(expert)}>
                  {say(own.propose)}
                </button>
              ) : null}
            </li>
          );
        })}
      </ul>
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(words.cancel)}
        </Button>
        <Button look="act" type="submit" busy={busy} disabled={chosen.size === 0}>
          {say(fills ? own.fill : own.assign)}
        </Button>
      </div>
    </Dialog>
  );
}
