import { FileList, FilesInput } from '../files/Plain.tsx';
import type { Attachment } from '../kind.ts';
import type { PlainKind } from '../plain-kind.ts';

export const Plain: PlainKind = {
  Input: (props) => (
    <FilesInput {...props} files={props.value ? [props.value as Attachment] : []} many={false} types={['jpg', 'png']} />
  ),
  Read: ({ value, look }) => <FileList files={[value as Attachment]} look={look} />,
  write: () => [],
  parse: () => undefined,
};
