import { say, t } from '@juxian/base/text.ts';
import { DropZone, useUploads } from '../files/Screen.tsx';
import type { Attachment } from '../kind.ts';
import type { Screen } from '../screen.ts';

const words = { photo: t('照片', 'Photograph'), remove: t('移除', 'Remove') };

export const photoScreen: Screen<Attachment> = {
  Edit: ({ id, field, value, change, look, describedBy }) => {
    const { waiting, send } = useUploads(look, field.name, change);
    return (
      <div className="upload">
        {value ? (
          <p>
            <img className="photo" src={look.fileUrl(value.id)} alt={say(words.photo, look.locale)} />
            <button type="button" className="linky" onClick={() => change(undefined)}>
              {say(words.remove, look.locale)}
            </button>
          </p>
        ) : (
          <DropZone
            id={id}
            look={look}
            bytes={Number(field.options.bytes ?? 2_097_152)}
            accept="image/jpeg,image/png"
            many={false}
            describedBy={describedBy}
            send={send}
          />
        )}
        {waiting.map(({ key, name, refusal }) => (
          <p key={key} className={refusal ? 'err' : 'help'} role={refusal ? 'alert' : undefined}>
            {name}　{refusal}
          </p>
        ))}
      </div>
    );
  },
  Read: ({ value, look }) => <img className="photo" src={look.fileUrl(value.id)} alt={say(words.photo, look.locale)} />,
  Cell: () => null,
};
