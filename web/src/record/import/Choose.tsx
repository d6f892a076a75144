import type { ModuleAnswer } from '@juxian/engine/answer.ts';
import { Radio } from 'antd';
import { type DragEvent, useId, useRef, useState } from 'react';
import { type Job, restAsked } from '../../api.ts';
import { say } from '../../locale.ts';
import { Button } from '../../ui/Button.tsx';
import { useWork } from '../../ui/work.ts';
import { ways } from './words.ts';

const forms = '.xlsx,.xls,.csv,.txt,.lrmx,.lrm,.pic,.zip';

/** The first step: which files, and what happens to what is there already. Nothing is written. */
export function Choose({ module, started }: { module: ModuleAnswer; started(job: Job): void }) {
  const [files, setFiles] = useState<File[]>([]);
  const [mode, setMode] = useState<'create' | 'upsert'>('upsert');
  const [over, setOver] = useState(false);
  const { busy, problem, work } = useWork();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const add = (given: readonly File[]) =>
    setFiles((before) => [...before.filter(({ name }) => !given.some((file) => file.name === name)), ...given]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add([...event.dataTransfer.files]);
  };
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const send = async () => {
    const form = new FormData();
    for (const file of files) form.append('file', file);
    form.append('mode', mode);
    form.append('dryRun', 'true');
    await work(async () => {
      started(await restAsked<Job>(`/records/${module.name}/import`, { method: 'POST', form }));
    });
  };
  return (
    <form
      className="choosing"
      onSubmit={(event) => {
        event.preventDefault();
        if (files.length > 0 && size <= mostBytes && !busy) void send();
      }}
    >
      {problem || size > mostBytes ? (
        <p className="err" role="alert">
          {size > mostBytes ? say(ways.tooMuch, { size: sizeOf(size) }) : problem?.detail}
        </p>
      ) : null}
      <div className="field">
        <label className="label" htmlFor={id}>
          {say(ways.files)}
        </label>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the input inside is for keys, the area for the pointer */}
        <div
          className={over ? 'drop over' : 'drop'}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <p>
            {say(ways.drop)}{' '}
            <button type="button" className="linky" onClick={() => input.current?.click()}>
              {say(ways.browse)}
            </button>
          </p>
          <input
            ref={input}
            id={id}
            className="sr"
            tabIndex={-1}
            type="file"
            multiple
            accept={forms}
            onChange={({ target }) => {
              add([...(target.files ?? [])]);
              target.value = '';
            }}
          />
          <p className="help">{say(module.name === 'cadre' ? ways.kindsPeople : ways.kinds)}</p>
          {files.length > 0 ? (
            <ul className="chosen">
              {files.map(({ name, size }) => (
                <li key={name}>
                  {name} <span className="dim">{sizeOf(size)}</span>
                  <button
                    type="button"
                    className="linky"
                    aria-label={say(ways.remove, { name })}
                    onClick={() => setFiles((before) => before.filter((file) => file.name !== name))}
                  >
                    ×
                  </button>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
        <p className="help">
          <a href={`/api/v1/records/${module.name}/template`} download>
            {say(ways.template)}
          </a>
        </p>
      </div>
      <div className="field">
        <span className="label" id={`${id}mode`}>
          {say(ways.mode)}
        </span>
        <Radio.Group
          aria-labelledby={`${id}mode`}
          className="radios"
          value={mode}
          onChange={({ target }) => setMode(target.value)}
          options={[
            { value: 'upsert', label: say(ways.upsert) },
            { value: 'create', label: say(ways.create) },
          ]}
        />
      </div>
      <p className="dim">{say(ways.nothingYet)}</p>
      <div className="acts import-acts">
        <Button look="act" type="submit" busy={busy} disabled={files.length === 0 || size > mostBytes}>
          {say(ways.check)}
        </Button>
      </div>
    </form>
  );
}

const mostBytes = 60 * 1_048_576;

const sizeOf = (bytes: number): string =>
  bytes >= 1_048_576 ? `${(bytes / 1_048_576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
