import type { ButtonHTMLAttributes } from 'react';

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** `act` is the one act that counts on the page. */
  look?: 'act' | 'quiet' | 'stop';
  wide?: boolean;
  /** While true the press is under way and further ones are ignored. */
  busy?: boolean;
};

export const Button = ({ look, wide, busy, className = '', onClick, type = 'button', ...rest }: Props) => (
  <button
    type={type}
    className={['btn', look, wide && 'wide', className].filter(Boolean).join(' ')}
    aria-busy={busy || undefined}
    onClick={busy ? (event) => event.preventDefault() : onClick}
    {...rest}
  />
);
