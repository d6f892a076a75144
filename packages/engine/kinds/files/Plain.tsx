import { say, t } from '@juxian/base/text.ts';
import { allowedBy, sizeText } from '../../content.ts';
import { describedBy, Group } from '../Frame.tsx';
import type { Attachment } from '../kind.ts';
import { idOf, type PlainInputProps, type PlainKind, type PlainLook } from '../plain-kind.ts';

/** One attachment: its name as a link, its size, and what else belongs to the line. */
export const FileLine = ({
  file,
  look,
  children,
}: {
  file: Attachment;
  look: PlainLook;
  children?: React.ReactNode;
}) => (
  <li>
    {look.fileUrl ? <a href={look.fileUrl(file)}>{file.name}</a> : <span>{file.name}</span>}
    <span className="fig faint">{sizeText(file.size)}</span>
    {children}
  </li>
);

/** What stands already, with a button to take each away, then the input for more. */
export const FilesInput = ({
  files,
  many,
  types,
  ...props
}: PlainInputProps & { files: readonly Attachment[]; many: boolean; types?: readonly string[] }) => {
  const { path, look, field } = props;
  const allowed = allowedBy(types);
  const limit = sizeText(Number(field.options.bytes));
  const rule = say(t('{types}，每个不超过{limit}。', '{types}, at most {limit} each.'), look.locale, {
    types: allowed.join(look.locale === 'en' ? ', ' : '、'),
    limit,
  });
  return (
    <Group {...props} field={{ ...field, help: [field.help, rule].filter(Boolean).join(' ') }}>
      <ul className="files" data-files={path}>
        {files.map((file) => (
          <FileLine key={file.id} file={file} look={look}>
            <button className="linky" type="submit" name="act" value={`detach:${path}:${file.id}`}>
              {say(t('删去', 'Remove'), look.locale)}
              <span className="sr">{file.name}</span>
            </button>
          </FileLine>
        ))}
      </ul>
      <div className="upload">
        <input
          className="in"
          type="file"
          id={`${idOf(path)}-0`}
          name={`file:${path}`}
          multiple={many}
          accept={allowed.map((type) => `.${type}`).join(',')}
          aria-label={field.label}
          data-upload={path}
          {...describedBy(path, { ...field, help: rule }, look)}
        />
        {look.uploads ? (
          <button className="btn" type="submit" name="act" value={`upload:${path}`}>
            {say(t('上传', 'Upload'), look.locale)}
          </button>
        ) : null}
      </div>
    </Group>
  );
};

export const FileList = ({ files, look }: { files: readonly Attachment[]; look: PlainLook }) => (
  <ul className="files">
    {files.map((file) => (
      <FileLine key={file.id} file={file} look={look} />
    ))}
  </ul>
);

export const Plain: PlainKind = {
  Input: (props) => (
    <FilesInput
      {...props}
      files={(props.value as Attachment[] | undefined) ?? []}
      many
      types={props.field.options.types as readonly string[]}
    />
  ),
  Read: ({ value, look }) => <FileList files={value as Attachment[]} look={look} />,
  write: () => [],
  parse: () => undefined,
};
