import { t } from '@juxian/base/text.ts';
import { Fragment } from 'react';
import { Errors, Field, type FormProps } from './Form.tsx';
import { linesOf, PhaseMark, useSite } from './Page.tsx';
import { type Draft, type Step, StepList } from './Steps.tsx';
import { weekMoment } from './words.ts';

export type EditProps = FormProps & {
  draft: Draft;
  steps: readonly Step[];
  at: number;
  /** `HH:mm` of the last save, where one is known. */
  savedAt?: string;
  /** What was put back from before the session ended. */
  restored?: boolean;
  /** Those invited into the team, on the part that names it. */
  invitees?: readonly { id: string; name?: string; standing?: string }[];
};

/** One step of the form. Every button works without a script: save, next, add, remove, upload. */
export function EditPage({ draft, steps, at, savedAt, restored, invitees, ...form }: EditProps) {
  const { say, base, locale } = useSite();
  const step = steps.find(({ n }) => n === at);
  if (!step) return null;
  const isWhole = step.parts !== undefined;
  const action = `${base}/my/${draft.id}/edit/${at}`;
  return (
    <>
      <p className="crumb">
        <a href={`${base}/my/${draft.id}`}>{draft.title || draft.heading}</a>
      </p>
      <Errors {...form} />
      <div className={isWhole ? undefined : 'p-cols left'}>
        <div className="p-a">
          <h1>{step.title}</h1>
          {isWhole ? null : (
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
          )}
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
          {draft.second ? <Second due={draft.second.due} /> : null}
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
            {(step.parts ?? [{ ...step, title: '', help: undefined }]).map((part) => (
              <Fragment key={part.title}>
                {part.title ? <h2>{part.title}</h2> : null}
                {part.help ? <p className="lede">{part.help}</p> : null}
                <div className="columns">
                  {form.fields
                    .filter(({ name }) => part.fields.includes(name))
                    .map((field) => (
                      <Field key={field.name} {...form} field={field} />
                    ))}
                </div>
              </Fragment>
            ))}
            {invitees ? <Invitees of={invitees} /> : null}
            <p className="saved" role="status" data-saved>
              {savedAt ? say(t('已保存 {at}', 'Saved {at}'), { at: savedAt }) : ''}
            </p>
            <div className="acts">
              <button className="btn act" type="submit" name="act" value="next">
                {isWhole ? say(t('保存并核对', 'Save and check')) : say(t('保存，下一部分', 'Save and go on'))}
              </button>
              <button className="btn" type="submit" name="act" value="save">
                {say(t('保存', 'Save'))}
              </button>
            </div>
          </form>
        </div>
        {isWhole ? null : (
          <aside className="noprint" id="parts">
            <StepList steps={steps} at={at} draft={draft} />
          </aside>
        )}
      </div>
    </>
  );
}

/** Who was invited, and the button that saves what was typed and goes to invite more. */
function Invitees({ of }: { of: NonNullable<EditProps['invitees']> }) {
  const { say } = useSite();
  return (
    <fieldset className="field" id="f-members">
      <legend className="label">{say(t('邀请成员', 'Invite members'))}</legend>
      <p className="help">
        {say(
          t(
            '不必代填：发链接给本人，由本人确认并填写。上面填的和邀请的合计不超过公告规定的人数。',
            'Instead of typing their lines, send them a link: they confirm and fill in themselves. Both count towards the limit.',
          ),
        )}
      </p>
      {of.length > 0 ? (
        <ul className="files">
          {of.map(({ id, name, standing }) => (
            <li key={id}>
              {name}
              <PhaseMark
                phase={standing === 'confirmed' ? 'done' : 'open'}
                label={
                  standing === 'confirmed'
                    ? say(t('本人已确认', 'Confirmed by the member'))
                    : say(t('待本人答复', 'Not answered yet'))
                }
              />
            </li>
          ))}
        </ul>
      ) : null}
      <button className="btn" type="submit" name="act" value="invite">
        {say(of.length > 0 ? t('邀请或撤回…', 'Invite or retract…') : t('邀请成员…', 'Invite…'))}
      </button>
    </fieldset>
  );
}

/** Said over the second form: the first stands as it was filed. */
function Second({ due }: { due: string | undefined }) {
  const { say, locale } = useSite();
  return (
    <div className="note waiting">
      <b>{say(t('正式申报', 'Second form'))}</b>
      <p>
        {say(
          t(
            '您已通过初选。初选时填的都已带入并锁定，请填写其余部分，于{at}前提交。',
            'You were shortlisted. What you filed first is kept and locked; fill in the rest and submit by {at}.',
          ),
          { at: due ? weekMoment(locale, due) : '' },
        )}
      </p>
    </div>
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
