import { t } from '@juxian/base/text.ts';
import type { ReactNode } from 'react';
import { Agree } from './Agree.tsx';
import { type FormProblem, type FormProps, isBlank, ReadFields } from './Form.tsx';
import { linesOf, Title, useSite } from './Page.tsx';
import { type Draft, type Step, StepList } from './Steps.tsx';

export type PreviewProps = {
  draft: Draft;
  steps: readonly Step[];
  /** Numbers of the steps that may be changed: all of a draft, of a returned application those opened. */
  open: readonly number[];
  values: Readonly<Record<string, unknown>>;
  titles: Readonly<Record<string, string>>;
  fileUrl: FormProps['fileUrl'];
  problems: readonly FormProblem[];
  consent: { text: string; version: string; hash: string };
  /** Why it cannot be submitted now, where it cannot. */
  blocked?: { message: string; rule?: string };
  agreed?: boolean;
  /** What the one act is called. */
  act?: string;
};

/** The whole application as it will be read, the promise, and the one act. */
export function PreviewPage({
  draft,
  steps,
  open,
  values,
  titles,
  fileUrl,
  problems,
  consent,
  blocked,
  agreed,
  act,
}: PreviewProps) {
  const { say, base } = useSite();
  const isWhole = steps.some(({ parts }) => parts);
  const missing = steps.flatMap((step) =>
    step.shown.filter((field) => field.required && isBlank(values[field.name])).map((field) => ({ step, field })),
  );
  const unanswered = ((values.members ?? []) as { name: string; standing?: string }[]).flatMap(({ name, standing }) =>
    standing === 'open' ? [name] : [],
  );
  const other = problems.filter(({ path }) => path === '' || path === 'consent' || path === 'consentVersion');
  const placed = problems.filter((problem) => !other.includes(problem));
  return (
    <>
      <p className="crumb">
        <a href={`${base}/my/${draft.id}`}>{draft.title || draft.heading}</a>
      </p>
      {problems.length > 0 ? (
        <div className="errors" role="alert" id="errors">
          <h2>{say(t('还不能提交', 'It cannot be submitted yet'))}</h2>
          <ul>
            {other.map(({ path, message }) => (
              <li key={message}>{path ? <a href="#f-consent">{message}</a> : message}</li>
            ))}
            {placed.map(({ path, message }) => (
              <li key={path}>
                <a href={fieldUrl(base, draft.id, steps, path)}>
                  {say(t('{label}：{message}', '{label}: {message}'), { label: fieldLabel(steps, path), message })}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className={isWhole ? undefined : 'p-cols left'}>
        <div className="p-a">
          <Title text={say(isWhole ? t('核对并提交', 'Check and submit') : t('核对申报书', 'Check the application'))} />
          {missing.length > 0 ? (
            <div className="note waiting">
              <b>{say(t('还有{n}处必填未填', '{n} required fields are blank'), { n: missing.length })}</b>
              <ul>
                {missing.map(({ field }) => (
                  <li key={field.name}>
                    <a href={fieldUrl(base, draft.id, steps, field.name)}>{field.label}</a>
                  </li>
                ))}
              </ul>
            </div>
          ) : null}
          {unanswered.length > 0 ? (
            <div className="note waiting">
              <b>
                {say(t('还有{n}份团队邀请没有答复', '{n} invitations to the team are unanswered'), {
                  n: unanswered.length,
                })}
              </b>
              <p>
                {say(
                  t(
                    '{names}：等其答复，或撤回邀请后再提交。',
                    '{names}: wait for the answer, or retract it before you submit.',
                  ),
                  {
                    names: unanswered.join(say(t('、', ', '))),
                  },
                )}{' '}
                <a href={`${base}/my/${draft.id}/team`}>{say(t('邀请成员', 'Invite members'))}</a>
              </p>
            </div>
          ) : null}
          {steps.map((step) => (
            <section key={step.n} id={`part-${step.n}`}>
              <h2>
                {step.title}{' '}
                {open.includes(step.n) ? (
                  <a className="small noprint" href={`${base}/my/${draft.id}/edit/${step.n}`}>
                    {say(t('修改', 'Change'))}
                    <span className="sr">{step.title}</span>
                  </a>
                ) : draft.second ? (
                  <small className="faint">{say(t('已锁定', 'locked'))}</small>
                ) : null}
              </h2>
              <div className="paper">
                <ReadFields fields={step.shown} values={values} titles={titles} fileUrl={fileUrl} />
                {step.shown.every(({ name }) => isBlank(values[name])) ? (
                  <p className="faint">{say(t('未填', 'Nothing given'))}</p>
                ) : null}
              </div>
            </section>
          ))}
          <Consent
            draft={draft}
            consent={consent}
            blocked={blocked}
            agreed={agreed}
            act={act}
            problem={other.find(({ path }) => path.startsWith('consent'))?.message}
          />
        </div>
        {isWhole ? null : (
          <aside className="noprint" id="parts">
            <StepList steps={steps.filter(({ n }) => open.includes(n))} at="preview" draft={draft} />
          </aside>
        )}
      </div>
    </>
  );
}

const stepOf = (steps: readonly Step[], path: string): Step | undefined =>
  steps.find(({ fields }) => fields.includes(path.split('.')[0] ?? ''));
/** Invitations are answered or retracted on a page of their own. */
const fieldUrl = (base: string, id: string, steps: readonly Step[], path: string): string =>
  path.startsWith('members.')
    ? `${base}/my/${id}/team`
    : `${base}/my/${id}/edit/${stepOf(steps, path)?.n ?? steps[0]?.n ?? 1}#f-${path.split('.')[0]}`;
const fieldLabel = (steps: readonly Step[], path: string): string =>
  stepOf(steps, path)?.shown.find(({ name }) => name === path.split('.')[0])?.label ?? path;

function Consent({
  draft,
  consent,
  blocked,
  agreed,
  act,
  problem,
}: Pick<PreviewProps, 'draft' | 'consent' | 'blocked' | 'agreed' | 'act'> & {
  problem: string | undefined;
}): ReactNode {
  const { say, base } = useSite();
  if (blocked)
    return (
      <div className="note refused">
        <b>{blocked.message}</b>
        {blocked.rule ? <p className="small">{blocked.rule}</p> : null}
      </div>
    );
  return (
    <form method="post" action={`${base}/my/${draft.id}/submit`} noValidate>
      <input type="hidden" name="consentVersion" value={consent.version} />
      <input type="hidden" name="revision" value={draft.revision} />
      {draft.returned ? null : (
        <>
          <h2>{say(t('告知与承诺', 'Notice and promise'))}</h2>
          <div className="paper">
            <div className="prose">
              {linesOf(consent.text).map((line) => (
                <p key={line}>{line}</p>
              ))}
            </div>
            <hr />
            <p className="small faint">
              {say(t('第{version}版　文本校验码', 'Version {version}, hash of the text'), { version: consent.version })}
            </p>
            <p className="hash faint">{consent.hash}</p>
          </div>
          <Agree
            agreed={agreed}
            problem={problem}
            says={say(
              t(
                '本人承诺所填内容和所传材料真实，已阅读并同意以上告知',
                'I promise that what I have given is true; I have read the notice and agree to it',
              ),
            )}
          />
        </>
      )}
      <p className="help">
        {draft.returned
          ? say(t('交回后不能再改。', 'It cannot be changed after that.'))
          : say(
              act || draft.second
                ? t('提交后内容锁定，可以撤回。', 'It is locked once submitted; you may withdraw it.')
                : t(
                    '提交后内容锁定，截止前可以撤回。',
                    'It is locked once submitted; you may withdraw it before the deadline.',
                  ),
            )}
      </p>
      <div className="acts">
        <button className="btn act" type="submit">
          {draft.returned ? say(t('交回补正材料', 'Hand in the completion')) : (act ?? say(t('提交申报', 'Submit')))}
        </button>
      </div>
    </form>
  );
}
