/** One line to fill in, with what is wrong with it beneath. */
export const Line = ({
  id,
  label,
  value,
  change,
  secret,
  complete = 'off',
  numeric,
  error,
}: {
  id: string;
  label: string;
  value: string;
  change(value: string): void;
  secret?: boolean;
  complete?: string;
  numeric?: boolean;
  error?: string | undefined;
}) => (
  <div className="field">
    <label htmlFor={id}>{label}</label>
    <input
      id={id}
      className="in"
      type={secret ? 'password' : 'text'}
      inputMode={numeric ? 'numeric' : undefined}
      autoComplete={complete}
      value={value}
      aria-invalid={error !== undefined}
      aria-describedby={error ? `${id}-error` : undefined}
      onChange={({ target }) => change(target.value)}
    />
    {error ? (
      <p className="err" id={`${id}-error`}>
        {error}
      </p>
    ) : null}
  </div>
);
