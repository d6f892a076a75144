import { t } from '@juxian/base/text.ts';
import type { FieldAnswer, SectionAnswer } from '@juxian/engine/answer.ts';
import type { Answers, Check } from '@juxian/modules/talent/eligibility.ts';
import { titleLevels } from '@juxian/modules/talent/title-level.ts';
import type { ReactNode } from 'react';
import { type CallAnswer, kindWord, openKinds } from './Calls.tsx';
import { Errors, Field, type FormProblem, type FormProps, isBlank, ReadFields } from './Form.tsx';
import { Lines, linesOf, PhaseMark, Title, useSite } from './Page.tsx';
import { shortMoment, weekMoment } from './words.ts';

/** A part of the application as a step: its fields, and how many required ones are still blank. */
export type Step = SectionAnswer & { n: number; shown: readonly FieldAnswer[]; blank: number; touched: boolean };

export type Draft = {
  id: string;
  revision: number;
  title: string;
  call: CallAnswer;
  kind?: string;
  /** Set while the application was returned: until when, why. */
  returned?: { due?: string; reason?: string };
};

type StartProps = {
  call: CallAnswer;
  problems: readonly FormProblem[];
  kind?: string;
  answers: Answers;
  units: readonly { value: string; label: string }[];
  /** What the check found; empty until it is asked for. */
  checks: readonly Check[];
};

/** Before anything is typed: which kind, and a short check of the conditions, which keeps nobody from filling in. */
export function StartPage({ call, problems, kind, answers, units, checks }: StartProps) {
  const { say, base, locale, now } = useSite();
  const why = (path: string) => problems.find((problem) => problem.path === path)?.message;
  const open = new Set(openKinds(call, now).map((one) => one.kind));
  return (
    <>
      <p className="crumb">
        <a href={`${base}/calls/${call.id}`}>{call.values.heading}</a>
      </p>
      <StartErrors problems={problems} />
      <h1>{say(t('选择申报类别', 'Choose a kind'))}</h1>
      <form className="under" method="post" action={`${base}/calls/${call.id}/apply`} noValidate>
        <fieldset className={why('kind') ? 'field bad' : 'field'} id="f-kind">
          <legend className="label">{say(t('类别', 'Kind'))}</legend>
          {why('kind') ? <p className="err">{why('kind')}</p> : null}
          {(call.values.kinds ?? []).map((line, i) => (
            <label className="opt" key={line.id}>
              <input
                type="radio"
                name="kind"
                id={i === 0 ? 'f-kind-0' : undefined}
                value={line.kind}
                defaultChecked={line.kind === kind}
              />
              <span>
                {say(t('{kind}工作室', '{kind} studio'), { kind: kindWord(say, line.kind) })}
                <small>
                  {line.who}{' '}
                  <span className="nowrap">
                    {say(open.has(line.kind) ? t('{at}截止', 'closes {at}') : t('{at}已截止', 'closed {at}'), {
                      at: weekMoment(locale, line.deadline ?? now),
                    })}
                  </span>
                </small>
              </span>
            </label>
          ))}
        </fieldset>
        <h2>{say(t('请先核对申报条件', 'Check the conditions first'))}</h2>
        <Lines text={call.values.conditions} />
        <SelfCheck call={call} answers={answers} units={units} problem={why('birth')} />
        <Checked checks={checks} />
        <p className="help">
          {say(
            t(
              '一人在同一公告中只能领衔一个工作室。填写中可随时保存，换一台设备登录也能接着填。',
              'One leader, one studio in a call. You can save at any time and go on from another device.',
            ),
          )}
        </p>
        <div className="acts">
          <button className="btn act" type="submit">
            {say(t('开始填写', 'Begin'))}
          </button>
          <button className="btn" type="submit" name="act" value="check">
            {say(t('核对条件', 'Check the conditions'))}
          </button>
        </div>
      </form>
    </>
  );
}

/** Three questions, none of them required; what is answered is carried over into the form. */
function SelfCheck({
  call,
  answers,
  units,
  problem,
}: Pick<StartProps, 'call' | 'answers' | 'units'> & { problem: string | undefined }) {
  const { say } = useSite();
  const lines = call.values.kinds ?? [];
  return (
    <div className="columns under">
      {lines.some(({ ageMost }) => ageMost !== undefined) ? (
        <div className={problem ? 'field bad' : 'field'}>
          <label htmlFor="f-birth">{say(t('出生年月', 'Month of birth'))}</label>
          {problem ? (
            <p className="err" id="f-birth-e">
              {problem}
            </p>
          ) : null}
          <input
            className="in"
            id="f-birth"
            name="birth"
            inputMode="numeric"
            placeholder="1978-05"
            autoComplete="off"
            defaultValue={answers.birth}
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem ? 'f-birth-e' : undefined}
          />
        </div>
      ) : null}
      {lines.some(({ level }) => level !== undefined) ? (
        <div className="field">
          <label htmlFor="f-level">{say(t('职称或技能等级', 'Level of the title'))}</label>
          <select id="f-level" name="level" defaultValue={answers.level ?? ''}>
            <option value="">{say(t('请选择', 'Choose'))}</option>
            {Object.entries(titleLevels).map(([name, label]) => (
              <option key={name} value={name}>
                {say(label)}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      <div className="field">
        <label htmlFor="f-unit">{say(t('依托单位', 'Host unit'))}</label>
        <select id="f-unit" name="unit" defaultValue={answers.unit ?? ''}>
          <option value="">{say(t('请选择', 'Choose'))}</option>
          {units.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

const phases = { met: 'done', unmet: 'refused', open: 'draft' } as const;

function Checked({ checks }: { checks: readonly Check[] }) {
  const { say } = useSite();
  if (checks.length === 0) return null;
  const unmet = checks.some(({ is }) => is === 'unmet');
  return (
    <div className={unmet ? 'note waiting' : 'note'} role="status" id="checked">
      <b>{unmet ? say(t('有的条件可能不符合', 'Some conditions may not be met')) : say(t('核对结果', 'Found'))}</b>
      <ul>
        {checks.map(({ is, says, values }) => (
          <li key={says.zh}>
            <PhaseMark
              phase={phases[is]}
              label={say(is === 'met' ? t('符合', 'Met') : is === 'unmet' ? t('不符合', 'Not met') : t('待填', 'Open'))}
            />
            {'　'}
            {say(says, values)}
          </li>
        ))}
      </ul>
      <p className="help">
        {say(
          t(
            '仅供参考，以形式审查为准；不符合也可以先填写，或致电咨询。',
            'For your guidance only: the formal review decides. You may fill in all the same, or call us.',
          ),
        )}
      </p>
    </div>
  );
}

function StartErrors({ problems }: { problems: readonly FormProblem[] }) {
  const { say } = useSite();
  if (problems.length === 0) return null;
  return (
    <div className="errors" role="alert">
      <h2>{say(t('还不能开始', 'Not yet'))}</h2>
      <ul>
        {problems.map(({ path, message }) => (
          <li key={message}>{path ? <a href={path === 'kind' ? '#f-kind-0' : `#f-${path}`}>{message}</a> : message}</li>
        ))}
      </ul>
    </div>
  );
}

/** The steps with what each still lacks; plain links, so that the order is free. */
export function StepList({ steps, at, draft }: { steps: readonly Step[]; at: number | 'preview'; draft: Draft }) {
  const { say, base } = useSite();
  const edit = `${base}/my/${draft.id}/edit`;
  return (
    <nav aria-label={say(t('申报书各部分', 'Parts of the application'))}>
      <ol className="toc">
        {steps.map((step) => (
          <li key={step.n}>
            <a href={`${edit}/${step.n}`} aria-current={step.n === at ? 'step' : undefined}>
              {step.title}
              <small className={step.blank > 0 && step.touched ? 'late' : undefined}>{stepNote(step, say)}</small>
            </a>
          </li>
        ))}
        <li>
          <a href={`${base}/my/${draft.id}/preview`} aria-current={at === 'preview' ? 'step' : undefined}>
            {draft.returned ? say(t('核对并交回', 'Check and hand in')) : say(t('核对并提交', 'Check and submit'))}
          </a>
        </li>
      </ol>
    </nav>
  );
}

function stepNote(
  step: Step,
  say: (words: { zh: string; en: string }, values?: Record<string, unknown>) => string,
): string {
  if (step.blank > 0) return say(t('必填{n}处未填', '{n} to fill'), { n: step.blank });
  return step.touched ? say(t('已填', 'done')) : say(t('选填', 'optional'));
}

export type EditProps = FormProps & {
  draft: Draft;
  steps: readonly Step[];
  at: number;
  /** `HH:mm` of the last save, where one is known. */
  savedAt?: string;
  /** What was put back from before the session ended. */
  restored?: boolean;
};

/** One step of the form. Every button works without a script: save, next, add, remove, upload. */
export function EditPage({ draft, steps, at, savedAt, restored, ...form }: EditProps) {
  const { say, base, locale } = useSite();
  const step = steps.find(({ n }) => n === at);
  if (!step) return null;
  const action = `${base}/my/${draft.id}/edit/${at}`;
  return (
    <>
      <p className="crumb">
        <a href={`${base}/my/${draft.id}`}>{draft.title || draft.call.values.heading}</a>
      </p>
      <Errors {...form} />
      <div className="p-cols left">
        <div className="p-a">
          <h1>{step.title}</h1>
          <p className="faint small">
            {say(t('第{n}部分，共{total}部分', 'Part {n} of {total}'), {
              n: steps.indexOf(step) + 1,
              total: steps.length,
            })}
            {'　'}
            <a className="narrow" href="#parts">
              {say(t('各部分', 'All parts'))}
            </a>
          </p>
          {draft.returned ? (
            <div className="note waiting">
              <b>{say(t('请补正', 'Please complete'))}</b>
              {linesOf(draft.returned.reason).map((line) => (
                <p key={line}>{line}</p>
              ))}
              {draft.returned.due ? (
                <p>
                  {say(
                    t(
                      '请于{at}前交回，逾期视为放弃。只能修改下列栏目。',
                      'Hand in by {at}. Only these fields can be changed.',
                    ),
                    { at: weekMoment(locale, draft.returned.due) },
                  )}
                </p>
              ) : null}
            </div>
          ) : null}
          {restored ? (
            <div className="note done" role="status">
              <p>
                {say(t('登录曾过期，刚才填的内容已恢复。', 'The session had ended; what you typed has been put back.'))}
              </p>
            </div>
          ) : null}
          {step.help ? <p className="lede">{step.help}</p> : null}
          <form
            className="under"
            method="post"
            action={action}
            encType="multipart/form-data"
            noValidate
            data-draft={draft.id}
            data-words={JSON.stringify(scriptWords(say))}
          >
            <input type="hidden" name="revision" value={draft.revision} />
            <button className="sr" type="submit" name="act" value="save" tabIndex={-1} aria-hidden="true">
              {say(t('保存', 'Save'))}
            </button>
            <div className="columns">
              {step.shown.map((field) => (
                <Field key={field.name} {...form} field={field} />
              ))}
            </div>
            <p className="saved" role="status" data-saved>
              {savedAt ? say(t('已保存 {at}', 'Saved {at}'), { at: savedAt }) : ''}
            </p>
            <div className="acts">
              <button className="btn act" type="submit" name="act" value="next">
                {say(t('保存，下一部分', 'Save and go on'))}
              </button>
              <button className="btn" type="submit" name="act" value="save">
                {say(t('保存', 'Save'))}
              </button>
            </div>
          </form>
        </div>
        <aside className="noprint" id="parts">
          <StepList steps={steps} at={at} draft={draft} />
        </aside>
      </div>
    </>
  );
}

/** What the script says; the words stay on the server, in the reader's language. */
const scriptWords = (say: (words: { zh: string; en: string }) => string) => ({
  saved: say(t('已保存 {at}', 'Saved {at}')),
  saving: say(t('正在保存…', 'Saving…')),
  offline: say(
    t('没有连上网，内容留在本页，连上后自动保存', 'Not connected; what you typed stays here and is saved later'),
  ),
  signedOut: say(
    t(
      '登录已过期，内容留在本页。点“保存”后重新登录，即可接着填',
      'The session has ended. What you typed stays here: press Save, sign in again and go on',
    ),
  ),
  refused: say(t('有{n}处暂未保存，改正后再存', '{n} not saved yet; put them right')),
  stale: say(t('这份申报在别处改过，请刷新本页', 'This was changed elsewhere; reload the page')),
  left: say(t('还可写{n}字', '{n} characters left')),
  over: say(t('超出{n}字', '{n} characters too many')),
  uploading: say(t('正在上传 {n}%', 'Uploading {n}%')),
  back: say(t('已恢复上次未保存的内容', 'Unsaved text has been put back')),
});

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
}: PreviewProps) {
  const { say, base } = useSite();
  const missing = steps.flatMap((step) =>
    step.shown.filter((field) => field.required && isBlank(values[field.name])).map((field) => ({ step, field })),
  );
  const other = problems.filter(({ path }) => path === '' || path === 'consent' || path === 'consentVersion');
  const placed = problems.filter((problem) => !other.includes(problem));
  return (
    <>
      <p className="crumb">
        <a href={`${base}/my/${draft.id}`}>{draft.title || draft.call.values.heading}</a>
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
      <div className="p-cols left">
        <div className="p-a">
          <Title text={say(t('核对申报书', 'Check the application'))} />
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
          {steps.map((step) => (
            <section key={step.n}>
              <h2>
                {step.title}{' '}
                {open.includes(step.n) ? (
                  <a className="small noprint" href={`${base}/my/${draft.id}/edit/${step.n}`}>
                    {say(t('修改', 'Change'))}
                    <span className="sr">{step.title}</span>
                  </a>
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
            problem={other.find(({ path }) => path.startsWith('consent'))?.message}
          />
        </div>
        <aside className="noprint" id="parts">
          <StepList steps={steps.filter(({ n }) => open.includes(n))} at="preview" draft={draft} />
        </aside>
      </div>
    </>
  );
}

const stepOf = (steps: readonly Step[], path: string): Step | undefined =>
  steps.find(({ fields }) => fields.includes(path.split('.')[0] ?? ''));
const fieldUrl = (base: string, id: string, steps: readonly Step[], path: string): string =>
  `${base}/my/${id}/edit/${stepOf(steps, path)?.n ?? steps[0]?.n ?? 1}#f-${path.split('.')[0]}`;
const fieldLabel = (steps: readonly Step[], path: string): string =>
  stepOf(steps, path)?.shown.find(({ name }) => name === path.split('.')[0])?.label ?? path;

function Consent({
  draft,
  consent,
  blocked,
  agreed,
  problem,
}: Pick<PreviewProps, 'draft' | 'consent' | 'blocked' | 'agreed'> & { problem: string | undefined }): ReactNode {
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
              <span>
                {say(
                  t(
                    '本人承诺所填内容和所传材料真实，已阅读并同意以上告知',
                    'I promise that what I have given is true; I have read the notice and agree to it',
                  ),
                )}
              </span>
            </label>
          </div>
        </>
      )}
      <p className="help">
        {draft.returned
          ? say(t('交回后不能再改。', 'It cannot be changed after that.'))
          : say(
              t(
                '提交后内容锁定，截止前可以撤回。',
                'It is locked once submitted; you may withdraw it before the deadline.',
              ),
            )}
      </p>
      <div className="acts">
        <button className="btn act" type="submit">
          {draft.returned ? say(t('交回补正材料', 'Hand in the completion')) : say(t('提交申报', 'Submit'))}
        </button>
      </div>
    </form>
  );
}

/** The receipt: number, moment, hash. */
export function ReceiptPage({
  id,
  number,
  title,
  submittedAt,
  hash,
  contact,
}: {
  id: string;
  number: string;
  title: string;
  submittedAt: string;
  hash: string;
  contact: string;
}) {
  const { say, base, locale } = useSite();
  return (
    <>
      <h1>{say(t('申报已提交', 'Your application has been submitted'))}</h1>
      <div className="paper under">
        <p className="faint small">{say(t('申报编号', 'Number'))}</p>
        <p className="number">{number}</p>
        <dl className="pair under">
          <dt>{say(t('工作室', 'Studio'))}</dt>
          <dd>{title}</dd>
          <dt>{say(t('提交时间', 'Submitted'))}</dt>
          <dd>{shortMoment(locale, submittedAt)}</dd>
          <dt>{say(t('材料校验码', 'Hash'))}</dt>
          <dd className="hash">{hash}</dd>
        </dl>
      </div>
      <p className="lede">
        {say(
          t(
            '回执已发到{contact}。接下来由依托单位推荐，您可随时查看办理进度。',
            'A receipt was sent to {contact}. The host unit recommends next; you can follow the progress at any time.',
          ),
          { contact },
        )}
      </p>
      <div className="acts">
        <a className="btn act" href={`${base}/my/${id}`}>
          {say(t('查看进度', 'Follow the progress'))}
        </a>
        <a className="btn" href={`${base}/my/${id}/paper`}>
          {say(t('打印申报书', 'Print the application'))}
        </a>
      </div>
    </>
  );
}
