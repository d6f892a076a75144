/** The box that agrees to a notice, with what is missing while it is unticked. */
export function Agree({
  says,
  agreed,
  problem,
}: {
  says: string;
  agreed?: boolean | undefined;
  problem?: string | undefined;
}) {
  return (
    <div className={problem ? 'field bad under' : 'field under'}>
      {problem ? <p className="err">{problem}</p> : null}
      <label className="opt">
        <input
          type="checkbox"
          name="consent"
          value="yes"
          id="f-consent"
          defaultChecked={agreed}
          aria-invalid={problem ? true : undefined}
        />
        <span>{says}</span>
      </label>
    </div>
  );
}
