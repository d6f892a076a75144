import { useState } from 'react';
import { api } from '../api.ts';
import { say } from '../locale.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useWork } from '../ui/work.ts';
import { words } from '../words.ts';
import { takeOn } from './assigned.ts';
import { Trouble } from './Reason.tsx';
import { own } from './words.ts';

type Checked = Awaited<ReturnType<typeof api.panels.pairs>>;
const modes = ['add', 'replace'] as const;

/** A list of items and experts from a file or pasted: checked line by line first, then assigned as a whole. */
export function FromList({ panel, close, done }: { panel: string; close(): void; done(): void }) {
  const [text, setText] = useState('');
  const [file, setFile] = useState<File>();
  const [mode, setMode] = useState<(typeof modes)[number]>('add');
  const [checked, setChecked] = useState<Checked>();
  const { busy, problem, setProblem, work } = useWork();
  const change = (set: () => void) => {
    set();
    setChecked(undefined);
    setProblem(undefined);
  };
  const isReady = checked && checked.faults.length === 0;
  const submit = () =>
    work(async () => {
      if (!isReady)
        return setChecked(
          await api.panels.pairs({ panel, ...(file ? { file: await base64Of(file), name: file.name } : { text }) }),
        );
      await takeOn(panel, 'assign', { mode, lines: checked.lines });
      done();
    });
  return (
    <Dialog title={say(own.fileTitle)} broad close={close} submit={submit}>
      <p className="dim">{say(own.fileNote)}</p>
      <Trouble problem={problem} />
      <div className="field">
        <label htmlFor="pairs-file">{say(own.fileLabel)}</label>
        <input
          id="pairs-file"
          type="file"
          accept=".xlsx,.xls,.csv,.txt"
          onChange={({ target }) => change(() => setFile(target.files?.[0]))}
        />
      </div>
      <div className="field">
        <label htmlFor="pairs-text">{say(own.paste)}</label>
        <textarea
          id="pairs-text"
          className="in"
          rows={6}
          disabled={file !== undefined}
          value={text}
          onChange={({ target }) => change(() => setText(target.value))}
        />
      </div>
      <fieldset className="radios">
        <legend className="sr">{say(own.mode)}</legend>
        {modes.map((one) => (
          <label key={one} className="opt">
            <input type="radio" name="mode" checked={mode === one} onChange={() => setMode(one)} />
            <span>{say(own.modes[one])}</span>
          </label>
        ))}
      </fieldset>
      {checked ? (
        <div className={`note ${isReady ? 'done' : 'refused'}`} role="status">
          <div>
            <p>{isReady ? say(own.fits, { n: checked.count }) : say(own.faults, { n: checked.faults.length })}</p>
            <ul className="small faults">
              {checked.faults.map(({ at, message }) => (
                <li key={`${at} ${message}`}>
                  {say(own.line, { at })}　{message}
                </li>
              ))}
            </ul>
          </div>
        </div>
      ) : null}
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(words.cancel)}
        </Button>
        <Button look="act" type="submit" busy={busy} disabled={!file && text.trim() === ''}>
          {say(isReady ? own.assign : own.check)}
        </Button>
      </div>
    </Dialog>
  );
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
