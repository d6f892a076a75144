import { say } from '../locale.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { toast } from '../ui/toast.tsx';
import { words } from '../words.ts';

/** A secret shown once, to be copied and handed over. */
export const Secret = ({
  title,
  note,
  secret,
  close,
}: {
  title: string;
  note: string;
  secret: string;
  close(): void;
}) => (
  <Dialog title={title} close={close}>
    <p className="dim">{note}</p>
    <input className="in" readOnly aria-label={title} value={secret} onFocus={({ target }) => target.select()} />
    <div className="acts">
      <Button onClick={() => navigator.clipboard.writeText(secret).then(() => toast(say(words.copied)))}>
        {say(words.copy)}
      </Button>
      <Button look="quiet" onClick={close}>
        {say(words.close)}
      </Button>
    </div>
  </Dialog>
);
