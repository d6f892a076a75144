import type { ModuleAnswer } from '@juxian/engine/answer.ts';
import { Radio } from 'antd';
import { useState } from 'react';
import { locale, say } from '../locale.ts';
import { extraOf } from '../modules/index.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { words } from '../words.ts';
import type { Params } from './listState.ts';

/** Takes the rows of the current view out as a file; what stands in it follows the same access as the screen. */
export function ExportDialog({
  module,
  params,
  total,
  close,
}: {
  module: ModuleAnswer;
  params: Params;
  total: number | undefined;
  close(): void;
}) {
  const [format, setFormat] = useState('xlsx');
  const { limit: _, cursor: __, facets: ___, ...rest } = params;
  const query = new URLSearchParams({ ...rest, format }).toString();
  const papers = extraOf(module.name).papers ?? [];
  const paperHref = (form: string, as: string) =>
    `/api/v1/records/${module.name}/export?${new URLSearchParams({ ...rest, form, format: as })}`;
  return (
    <Dialog title={say(words.transfer.exportTitle, { title: module.title })} close={close}>
      <p className="dim">{say(words.transfer.exportNote, { n: (total ?? 0).toLocaleString(locale) })}</p>
      <div className="field">
        <span className="label" id="export-format">
          {say(words.transfer.format)}
        </span>
        <Radio.Group
          aria-labelledby="export-format"
          className="radios"
          value={format}
          onChange={({ target }) => setFormat(target.value)}
          options={[
            { value: 'xlsx', label: say(words.transfer.xlsx) },
            { value: 'csv', label: 'CSV' },
            { value: 'json', label: 'JSON' },
          ]}
        />
      </div>
      {papers.length > 0 ? (
        <div className="field">
          <span className="label">{say(words.transfer.papers)}</span>
          <ul className="list-papers">
            {papers.map(({ form, title }) => (
              <li key={form}>
                <a href={paperHref(form, 'html')} target="_blank" rel="noreferrer">
                  {say(title)}
                </a>
                <a className="faint" href={paperHref(form, 'docx')} download aria-label={`${say(title)} Word`}>
                  Word
                </a>
                <a className="faint" href={paperHref(form, 'pdf')} download aria-label={`${say(title)} PDF`}>
                  PDF
                </a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(words.cancel)}
        </Button>
        <a className="btn act" href={`/api/v1/records/${module.name}/export?${query}`} download onClick={close}>
          {say(words.list.export)}
        </a>
      </div>
    </Dialog>
  );
}
