import { t } from '@juxian/base/text.ts';
import type { Answers, Check } from '@juxian/modules/talent/eligibility.ts';
import { titleLevels } from '@juxian/modules/talent/title-level.ts';
import { type CallAnswer, kindWord, openKinds } from './Calls.tsx';
import type { FormProblem } from './Form.tsx';
import { Lines, PhaseMark, useSite } from './Page.tsx';
import { weekMoment } from './words.ts';

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
                disabled={!open.has(line.kind)}
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
