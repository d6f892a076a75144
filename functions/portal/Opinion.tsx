import { t } from '@juxian/base/text.ts';
import type { OfferedMove } from '@juxian/engine/answer.ts';
import { Errors, Field, type FormProblem, type FormProps, isBlank, ReadFields } from './Form.tsx';
import { Title, useSite } from './Page.tsx';
import type { Step } from './Steps.tsx';
import { weekMoment } from './words.ts';

export type OpinionProps = {
  token: string;
  /** Whom the link was made for. */
  bearer: string;
  title: string;
  kind: string;
  stateLabel: string;
  due?: string;
  steps: readonly Step[];
  values: Readonly<Record<string, unknown>>;
  titles: Readonly<Record<string, string>>;
  fileUrl: FormProps['fileUrl'];
  moves: readonly (OfferedMove & { form: FormProps })[];
  /** Refusals of a move that is no longer offered. */
  stray: readonly FormProblem[];
  /** A move has just been taken. */
  done: boolean;
};

/** A unit's or department's page behind its link: what was filed, and the opinion asked for. */
export function OpinionPage({
  token,
  bearer,
  title,
  kind,
  stateLabel,
  due,
  steps,
  values,
  titles,
  fileUrl,
  moves,
  stray,
  done,
}: OpinionProps) {
  const { say, locale, county } = useSite();
  const open = moves.filter(({ refusal }) => !refusal);
  return (
    <>
      <Errors problems={stray} fields={[]} />
      {moves.map(({ name, form }) => (
        <Errors
          key={name}
          problems={form.problems}
          fields={form.fields.map((field) => ({ ...field, name: `${name}.${field.name}` }))}
        />
      ))}
      <p className="faint small">
        {bearer}　{kind}
      </p>
      <Title text={title} />
      <p className="lede">
        {done
          ? say(
              t(
                '您的意见已收到，谢谢。现在的环节：{state}。',
                'Your opinion has been received, thank you. It now stands at: {state}.',
              ),
              { state: stateLabel },
            )
          : open.length > 0
            ? say(t('请审阅后填写意见。', 'Please read it and give your opinion.'))
            : say(t('现在不需要您办理，当前环节：{state}。', 'Nothing is asked of you now; it stands at: {state}.'), {
                state: stateLabel,
              })}
      </p>
      {due && open.length > 0 ? (
        <p className="lede">{say(t('请于{at}前办理。', 'Please answer by {at}.'), { at: weekMoment(locale, due) })}</p>
      ) : null}
      {open.length > 0 ? (
        <p className="under noprint">
          <a className="btn" href="#opinion">
            {say(t('去填意见', 'To the opinion'))}
          </a>
        </p>
      ) : null}
      {steps
        .filter(({ shown }) => shown.some(({ name }) => !isBlank(values[name])))
        .map((step) => (
          <section key={step.n}>
            <h2>{step.title}</h2>
            <ReadFields fields={step.shown} values={values} titles={titles} fileUrl={fileUrl} />
          </section>
        ))}
      <div id="opinion" className="noprint">
        {moves.map((move) => (
          <OpinionForm key={move.name} token={token} move={move} />
        ))}
      </div>
      <p className="help under">
        {say(
          t(
            '本链接只能办理这一件，请勿转发。如有疑问请致电{office} {phone}。',
            'This link serves this one case; do not pass it on. Questions: {office} {phone}.',
          ),
          {
            office: county.office.name,
            phone: county.office.phone,
          },
        )}
      </p>
    </>
  );
}

function OpinionForm({ token, move }: { token: string; move: OpinionProps['moves'][number] }) {
  const { say } = useSite();
  if (move.refusal)
    return (
      <div className="note">
        <b>{move.label}</b>
        <p>{move.refusal.message}</p>
        {move.refusal.rule ? <p className="small dim">{move.refusal.rule}</p> : null}
      </div>
    );
  const body = (
    <form className="under" method="post" action={`/o/${token}`} encType="multipart/form-data" noValidate>
      <input type="hidden" name="move" value={move.name} />
      {move.form.fields.map((field) => (
        <Field key={field.name} {...move.form} field={{ ...field, name: `${move.name}.${field.name}` }} />
      ))}
      {move.hint ? <p className="help">{move.hint}</p> : null}
      <div className="acts">
        <button className={move.act ? 'btn act' : 'btn stop'} type="submit">
          {move.label}
        </button>
      </div>
    </form>
  );
  if (move.act)
    return (
      <>
        <h2>{move.label}</h2>
        {body}
      </>
    );
  return (
    <details open={move.form.problems.length > 0}>
      <summary>{say(t('或者：{move}', 'Or: {move}'), { move: move.label })}</summary>
      {body}
    </details>
  );
}
