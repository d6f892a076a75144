import { say, type Text, t } from '@juxian/base/text.ts';
import { useState } from 'react';
import type { Attachment } from '../kind.ts';
import type { Screen, ScreenLook } from '../screen.ts';

/** Bytes as people say them: `2.4 MB`, `318 KB`. */
export const sizeOf = (bytes: number): string =>
  bytes >= 1_048_576 ? `${(bytes / 1_048_576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;

type Waiting = { key: string; name: string; part: number; refusal?: string };

/** Uploads one by one and keeps the refusals in view, each beside the name of its file. */
export function useUploads(look: ScreenLook, field: string, took: (file: Attachment) => void) {
  const [waiting, setWaiting] = useState<Waiting[]>([]);
  const mend = (key: string, change: Partial<Waiting>) =>
    setWaiting((list) => list.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const drop = (key: string) => setWaiting((list) => list.filter((one) => one.key !== key));
  const send = async (files: readonly File[]) => {
    for (const file of files) {
      const key = `${file.name}-${file.size}-${Math.random()}`;
      setWaiting((list) => [...list, { key, name: file.name, part: 0 }]);
      try {
        if (!look.upload) throw new Error(say(words.saveFirst, look.locale));
        took(await look.upload(field, file, (part) => mend(key, { part })));
        drop(key);
      } catch (error) {
        mend(key, { refusal: error instanceof Error ? error.message : String(error) });
      }
    }
  };
  return { waiting, send, drop };
}

const words = {
  saveFirst: t('先保存，再上传附件', 'Save first, then add files'),
  drop: t('拖到这里，或', 'Drop here, or '),
  pick: t('选择文件', 'choose files'),
  remove: t('移除', 'Remove'),
  limits: t(
    '单个不超过{size}；不得上传涉密材料和人事档案。',
    'At most {size} each. No classified material, no personnel archives.',
  ),
  progress: t('{name}上传进度', 'Uploading {name}'),
};

type ZoneProps = {
  id: string;
  look: ScreenLook;
  bytes: number;
  accept?: string;
  many: boolean;
  describedBy?: string;
  send(files: readonly File[]): void;
};

/** A dashed place to drop files on, with the limits said under it. */
export function DropZone({ id, look, bytes, accept, many, describedBy, send }: ZoneProps) {
  const said = (text: Text, values = {}) => say(text, look.locale, values);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way to the labelled input inside
    <div
      className="drop"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        send([...event.dataTransfer.files]);
      }}
    >
      <p>
        {said(words.drop)}
        <label className="linky">
          {said(words.pick)}
          <input
            id={id}
            className="sr"
            type="file"
            multiple={many}
            accept={accept}
            aria-describedby={describedBy}
            onChange={({ target }) => {
              send([...(target.files ?? [])]);
              target.value = '';
            }}
          />
        </label>
      </p>
      <p className="help">{said(words.limits, { size: sizeOf(bytes) })}</p>
    </div>
  );
}

export const filesScreen: Screen<Attachment[]> = {
  Edit: ({ id, field, value = [], change, look, describedBy }) => {
    const held = [...value];
    const { waiting, send, drop } = useUploads(look, field.name, (file) => {
      held.push(file);
      change([...held]);
    });
    const types = (field.options.types as string[] | undefined) ?? [];
    return (
      <div className="upload">
        <DropZone
          id={id}
          look={look}
          bytes={Number(field.options.bytes ?? 20_971_520)}
          accept={types.map((type) => (type.includes('/') ? type : `.${type}`)).join(',') || undefined}
          many={field.options.max !== 1}
          describedBy={describedBy}
          send={send}
        />
        <ul className="files">
          {value.map((file) => (
            <li key={file.id}>
              <a href={look.fileUrl(file.id)}>{file.name}</a>
              <span className="faint">
                {sizeOf(file.size)}
                {'　'}
                <button
                  type="button"
                  className="linky"
                  onClick={() => {
                    const rest = value.filter((one) => one.id !== file.id);
                    change(rest.length > 0 ? rest : undefined);
                  }}
                >
                  {say(words.remove, look.locale)}
                  <span className="sr"> {file.name}</span>
                </button>
              </span>
            </li>
          ))}
          {waiting.map(({ key, name, part, refusal }) => (
            <li key={key}>
              {name}
              {refusal ? (
                <button type="button" className="linky" onClick={() => drop(key)}>
                  {say(words.remove, look.locale)}
                  <span className="sr"> {name}</span>
                </button>
              ) : (
                <span className="faint">{Math.round(part * 100)}%</span>
              )}
              {refusal ? (
                <small className="late" role="alert">
                  {refusal}
                </small>
              ) : (
                <progress className="meter" value={part} aria-label={say(words.progress, look.locale, { name })} />
              )}
            </li>
          ))}
        </ul>
      </div>
    );
  },
  Read: ({ value, look }) => (
    <ul className="files">
      {value.map((file) => (
        <li key={file.id}>
          <a href={look.fileUrl(file.id)}>{file.name}</a>
          <span className="faint nowrap">{sizeOf(file.size)}</span>
        </li>
      ))}
    </ul>
  ),
  Cell: ({ value }) => <>{value.length}</>,
  wide: true,
};
