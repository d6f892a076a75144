import { t } from '@juxian/base/text.ts';
import type { FormProblem } from './Form.tsx';
import { useSite } from './Page.tsx';

export type SignInProps = {
  step: 'to' | 'code';
  to: string;
  code?: string;
  /** Where to go afterwards, within the portal. */
  next: string;
  /** A form that was sent after the session had ended, to be sent again. */
  kept?: string;
  problems: readonly FormProblem[];
  /** In a demonstration no message leaves the house: the page where the code can be read. */
  inbox?: string;
};

/** Sign-in by a code that goes to the phone or mailbox: first where to, then the code. */
export function SignInPage({ step, to, code, next, kept, problems, inbox }: SignInProps) {
  const { say, base } = useSite();
  const why = (path: string) => problems.find((problem) => problem.path === path)?.message;
  return (
    <>
      {problems.length > 0 ? (
        <div className="errors" role="alert">
          <h2>{say(t('还没有登录', 'Not signed in yet'))}</h2>
          <ul>
            {problems.map(({ path, message }) => (
              <li key={message}>{path === 'to' || path === 'code' ? <a href={`#f-${path}`}>{message}</a> : message}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <h1>{kept ? say(t('登录已过期', 'Your session has ended')) : say(t('登录', 'Sign in'))}</h1>
      <p className="lede">
        {kept
          ? say(
              t(
                '刚才填的内容没有丢。重新登录后自动保存，您接着填。',
                'Nothing you typed is lost. Sign in again: it is saved and you go on.',
              ),
            )
          : say(t('不设密码。验证码发到您的手机或邮箱。', 'No password: a code is sent to your phone or mailbox.'))}
      </p>
      <form className="under" method="post" action={`${base}/sign-in`} noValidate>
        <input type="hidden" name="next" value={next} />
        <input type="hidden" name="step" value={step} />
        {kept ? <input type="hidden" name="kept" value={kept} /> : null}
        {step === 'to' ? (
          <div className={why('to') ? 'field bad' : 'field'}>
            <label htmlFor="f-to">{say(t('手机号或邮箱', 'Phone or e-mail'))}</label>
            {why('to') ? (
              <p className="err" id="f-to-e">
                {why('to')}
              </p>
            ) : null}
            <input
              className="in"
              id="f-to"
              name="to"
              defaultValue={to}
              autoComplete="username"
              inputMode="email"
              aria-describedby={why('to') ? 'f-to-e f-to-h' : 'f-to-h'}
              aria-invalid={why('to') ? true : undefined}
            />
            <p className="help" id="f-to-h">
              {say(t('请用本人的号码，办理进度也发到这里。', 'Use your own; progress is sent there too.'))}
            </p>
          </div>
        ) : (
          <>
            <input type="hidden" name="to" value={to} />
            <div className={why('code') ? 'field bad' : 'field'}>
              <label htmlFor="f-code">{say(t('验证码', 'Code'))}</label>
              {why('code') ? (
                <p className="err" id="f-code-e">
                  {why('code')}
                </p>
              ) : null}
              <span className="unit">
                <input
                  className="in fig"
                  id="f-code"
                  name="code"
                  defaultValue={code}
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  aria-describedby={why('code') ? 'f-code-e f-code-h' : 'f-code-h'}
                  aria-invalid={why('code') ? true : undefined}
                />
              </span>
              <p className="help" id="f-code-h">
                {say(t('已发到{to}，5分钟内有效。', 'Sent to {to}; valid for 5 minutes.'), { to })}
                {inbox ? (
                  <>
                    {say(t('演示不发短信，验证码见', ' The demonstration sends nothing; find the code in its '))}
                    <a href={`${inbox}?to=${encodeURIComponent(to)}`} target="_blank" rel="noreferrer">
                      {say(t('演示收件箱', 'inbox'))}
                    </a>
                    {say(t('。', '.'))}
                  </>
                ) : null}
              </p>
            </div>
          </>
        )}
        <div className="acts">
          <button className="btn act" type="submit">
            {step === 'to' ? say(t('发送验证码', 'Send the code')) : say(t('登录', 'Sign in'))}
          </button>
          {step === 'code' ? (
            <button className="btn" type="submit" name="again" value="yes">
              {say(t('重新发送', 'Send again'))}
            </button>
          ) : null}
        </div>
      </form>
      <p className="help under">
        {say(t('请勿填写或上传涉密内容。', 'Nothing classified may be entered or uploaded.'))}
      </p>
    </>
  );
}
