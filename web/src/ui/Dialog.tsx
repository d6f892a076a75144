import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react';

type Props = {
  title: string;
  broad?: boolean;
  /** Called on Escape and on the closing buttons. */
  close(): void;
  /** With it the content is a form. */
  submit?(): void;
  children: ReactNode;
};

/** A list or calendar that is open takes the Escape for itself. */
const openList =
  '.ant-select-dropdown:not(.ant-select-dropdown-hidden), .ant-picker-dropdown:not(.ant-picker-dropdown-hidden)';

/** A modal dialog, open as long as it is drawn; the browser keeps the focus inside and gives it back. */
export function Dialog({ title, broad, close, submit, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    submit?.();
  };
  const content = (
    <>
      <h2 id={heading}>{title}</h2>
      {children}
    </>
  );
  return (
    <dialog
      ref={ref}
      className={broad ? 'dialog broad' : 'dialog'}
      aria-labelledby={heading}
      onKeyDownCapture={(event) => {
        if (event.key === 'Escape' && ref.current?.querySelector(openList)) event.preventDefault();
      }}
      onCancel={(event) => {
        if (event.target !== ref.current) return;
        event.preventDefault();
        close();
      }}
    >
      {submit ? (
        <form onSubmit={onSubmit} noValidate>
          {content}
        </form>
      ) : (
        <div className="inner">{content}</div>
      )}
    </dialog>
  );
}

/** A drawer from the left (or the right): closes on the veil, on Escape and on a followed link. */
export function Drawer({
  label,
  right,
  close,
  children,
}: {
  label: string;
  right?: boolean;
  close(): void;
  children: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const drawer = ref.current;
    if (drawer && !drawer.open) drawer.showModal();
    return () => drawer?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key, the veil is for the pointer
    <dialog
      ref={ref}
      className={right ? 'drawer right' : 'drawer'}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => {
        if (event.target === ref.current || (event.target instanceof Element && event.target.closest('a'))) close();
      }}
    >
      {children}
    </dialog>
  );
}
