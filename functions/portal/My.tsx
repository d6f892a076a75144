import { t } from '@juxian/base/text.ts';
import type { OfferedMove } from '@juxian/engine/answer.ts';
import type { MessageAnswer } from '../events/inbox.ts';
import { Errors, Field, type FormProps, isBlank, ReadFields } from './Form.tsx';
import { owns } from './own.ts';
import { Empty, linesOf, PhaseMark, Title, useSite } from './Page.tsx';
import type { Step } from './Steps.tsx';
import { shortDay, shortMoment, weekMoment } from './words.ts';

export type MyLine = {
  id: string;
  title: string;
  number?: string;
  kind: string;
  phase: string;
  label: string;
  due?: string;
  dueText?: string;
  draft: boolean;
};

/** The applicant's own applications, those that wait for him first. */
export function MyList({ items, unread }: { items: readonly MyLine[]; unread: number }) {
  const { say, base, contact } = useSite();
  return (
    <>
      <h1>{say(t('我的申报', 'My applications'))}</h1>
      <p className="lede">{contact}</p>
      {items.length === 0 ? (
        <Empty>
          {say(t('您还没有申报。', 'You have no applications yet.'))}{' '}
          <a href={`${base}/calls`}>{say(t('查看征集公告', 'See the calls'))}</a>
        </Empty>
      ) : null}
      <ul className="kinds under">
        {items.map((item) => (
          <li key={item.id}>
            <b>
              <a className="go" href={`${base}/my/${item.id}`}>
                {item.title || say(t('未命名的申报', 'Untitled application'))}
              </a>
            </b>
            <span className="q">
              <PhaseMark phase={item.phase} label={item.label} />
            </span>
            <p>{[item.number, item.kind, item.dueText].filter(Boolean).join('　')}</p>
          </li>
        ))}
      </ul>
      <MyFoot unread={unread} />
    </>
  );
}

function MyFoot({ unread }: { unread: number }) {
  const { say, base } = useSite();
  return (
    <div className="acts">
      <a className="btn" href={`${base}/messages`}>
        {unread > 0 ? say(t('消息（{n}条未读）', 'Messages ({n} unread)'), { n: unread }) : say(t('消息', 'Messages'))}
      </a>
      <a className="btn" href={`${base}/my/data`}>
        {say(t('我的个人信息', 'My personal data'))}
      </a>
      <form method="post" action={`${base}/sign-out`}>
        <button className="btn" type="submit">
          {say(t('退出登录', 'Sign out'))}
        </button>
      </form>
    </div>
  );
}

export type Milestone = {
  label: string;
  from?: string;
  done?: string;
  expected?: string;
  note?: string;
  when: 'past' | 'now' | 'next';
};

export type MyProps = {
  id: string;
  module: string;
  number?: string;
  kind: string;
  title: string;
  phase: string;
  label: string;
  /** What the applicant has to do now, in one sentence. */
  task: string;
  /** What is said where something was asked for that is done already. */
  already?: string;
  /** Those invited into the team, where more may be. */
  invitees?: { all: number; open: number };
  milestones: readonly Milestone[];
  submitted?: { at: string; version?: string; files: number; name: string; identityNumber?: string };
  /** What came of it. */
  outcome: Pick<FormProps, 'fields' | 'values' | 'titles'>;
  /** The certificate that was issued, and the entry in the register of experts. */
  certificate?: string;
  /** Whether that certificate of an internship can be taken along as a paper. */
  prints?: boolean;
  entry?: string;
  editable: boolean;
  /** Whether it is still to be handed in. */
  files: boolean;
  refusal?: string;
  returned?: { reason?: string; due?: string };
  rebuttal?: Rebuttal;
  moves: readonly OfferedMove[];
};

type Rebuttal = { comments: readonly string[]; until?: string; given?: string; answer?: string };

/** One application: where it stands, what comes next, what the applicant may still do. */
export function MyPage(props: MyProps) {
  const { say, base, locale } = useSite();
  const { id, returned } = props;
  return (
    <div className="p-cols">
      <div className="p-a">
        <Already words={props.already} />
        <p className="faint small">{[props.number, props.kind].filter(Boolean).join('　')}</p>
        <Title text={props.title || say(t('未命名的申报', 'Untitled application'))} />
        <PhaseMark phase={props.phase} label={props.label} big />
        <p className="lede">{props.task}</p>
        {returned ? (
          <div className="note waiting">
            <b>{say(t('请补正', 'Please complete'))}</b>
            {linesOf(returned.reason).map((line) => (
              <p key={line}>{line}</p>
            ))}
            {returned.due ? (
              <p>{say(t('请于{at}前交回', 'Hand in by {at}'), { at: weekMoment(locale, returned.due) })}</p>
            ) : null}
          </div>
        ) : null}
        {props.refusal ? (
          <div className="note refused">
            <b>{say(t('原因', 'Reason'))}</b>
            {linesOf(props.refusal).map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        ) : null}
        {props.rebuttal ? <Comments {...props.rebuttal} /> : null}
        {props.editable ? (
          <div className="acts">
            <a className={props.files ? 'btn act' : 'btn'} href={`${base}/my/${id}/edit`}>
              {returned
                ? say(t('去补正', 'Complete it'))
                : say(props.files ? t('继续填写', 'Go on filling in') : t('更正', 'Correct'))}
            </a>
            {props.files ? (
              <a className="btn" href={`${base}/my/${id}/preview`}>
                {returned ? say(t('核对并交回', 'Check and hand in')) : say(t('核对并提交', 'Check and submit'))}
              </a>
            ) : null}
          </div>
        ) : null}
        {props.invitees ? <Invitees id={id} {...props.invitees} /> : null}
        <Outcome {...props.outcome} />
        {props.certificate ? (
          <p className="under">
            <a href={`${base}/verify/${props.certificate}`}>
              {say(t('实习证明（可核验）', 'Certificate of the internship'))}
            </a>
            {props.prints ? (
              <>
                {'　'}
                <a href={`${base}/my/${id}/certificate.pdf`}>{say(t('下载打印（PDF）', 'Print it (PDF)'))}</a>
              </>
            ) : null}
          </p>
        ) : null}
        {props.entry ? (
          <p className="under">
            <a href={`${base}/my/${props.entry}`}>
              {say(t('专家库条目与公开的栏目', 'Entry in the register and what is public'))}
            </a>
          </p>
        ) : null}
        {props.milestones.length > 0 ? (
          <>
            <h2>{say(t('办理进度', 'Progress'))}</h2>
            <ol className="line">
              {props.milestones.map((one) => (
                <Mark key={`${one.label} ${one.from ?? one.when}`} {...one} />
              ))}
            </ol>
          </>
        ) : null}
      </div>
      <aside>
        {props.submitted ? <Submitted id={id} sort={props.kind} module={props.module} {...props.submitted} /> : null}
        {props.moves.map((move) => (
          <OwnMove key={move.name} id={id} move={move} />
        ))}
      </aside>
    </div>
  );
}

/** Said at the top of a page where something was asked for that is done already. */
export const Already = ({ words }: { words: string | undefined }) =>
  words ? (
    <div className="note done" role="status">
      <b>{words}</b>
    </div>
  ) : null;

function Invitees({ id, all, open }: { id: string } & NonNullable<MyProps['invitees']>) {
  const { say, base } = useSite();
  return (
    <>
      <h2>{say(t('团队', 'Team'))}</h2>
      <p>
        {all === 0
          ? say(t('可以邀请成员用本人的手机或邮箱确认。', 'Members may be invited to confirm by themselves.'))
          : say(t('已邀请{all}人，{open}人还没有答复。', '{all} invited, {open} have not answered.'), {
              all,
              open,
            })}{' '}
        <a href={`${base}/my/${id}/team`}>{say(t('邀请成员', 'Invite members'))}</a>
      </p>
    </>
  );
}

function Outcome({ fields, values, titles }: MyProps['outcome']) {
  const { say } = useSite();
  if (fields.every(({ name }) => isBlank(values[name]))) return null;
  return (
    <>
      <h2>{say(t('办理结果', 'Result'))}</h2>
      <ReadFields fields={fields} values={values} titles={titles} />
    </>
  );
}

/** What the experts said, and what was said to it. */
function Comments({ comments, until, given, answer }: Rebuttal) {
  const { say, locale } = useSite();
  const said = (label: string, text: string) => (
    <>
      <p>
        <b>{label}</b>
      </p>
      {linesOf(text).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </>
  );
  return (
    <div className={until ? 'note waiting' : 'note'}>
      <b>{say(t('专家意见', "Experts' comments"))}</b>
      {comments.map((comment) => (
        <p key={comment}>{comment}</p>
      ))}
      {until ? (
        <p>{say(t('可以在{at}前申辩一次。', 'You may answer once, until {at}.'), { at: weekMoment(locale, until) })}</p>
      ) : null}
      {given ? said(say(t('您的申辩', 'Your answer')), given) : null}
      {answer ? said(say(t('答复', 'Reply')), answer) : null}
    </div>
  );
}

function Mark({ label, from, done, expected, note, when }: Milestone) {
  const { say, locale } = useSite();
  return (
    <li className={when === 'past' ? undefined : when} aria-current={when === 'now' ? 'step' : undefined}>
      <div>
        {when === 'next' ? label : <b>{label}</b>}
        {when === 'past' && (done ?? from) ? (
          <time dateTime={done ?? from}>{shortMoment(locale, done ?? from ?? '')}</time>
        ) : null}
        {when === 'now' && from ? (
          <span className="when">
            {say(t('{from}开始', 'Since {from}'), { from: shortDay(locale, from) })}
            {expected ? say(t('，预计{to}前结束', ', expected by {to}'), { to: shortDay(locale, expected) }) : ''}
          </span>
        ) : null}
        {when === 'next' && expected ? <span className="when">{expected}</span> : null}
        {note ? <p className="dim small">{note}</p> : null}
      </div>
    </li>
  );
}

function Submitted({
  id,
  at,
  version,
  files,
  name,
  identityNumber,
  sort,
  module,
}: NonNullable<MyProps['submitted']> & { id: string; sort: string; module: string }) {
  const { say, base, locale } = useSite();
  return (
    <div className="p-act">
      <h2>{say(t('我提交的内容', 'What I submitted'))}</h2>
      <ul className="files">
        <li>
          <a href={`${base}/my/${id}/paper`}>{module === 'application' ? say(t('申报书', 'Application')) : sort}</a>
          <span className="faint small">{shortDay(locale, at)}</span>
        </li>
        {module === 'application' || files > 0 ? (
          <li>
            <a href={`${base}/my/${id}/paper#annexes`}>{say(t('附件', 'Annexes'))}</a>
            <span className="faint small">{say(t('{n}个', '{n}'), { n: files })}</span>
          </li>
        ) : null}
        <li>
          <a href={`${base}/my/${id}/receipt`}>{say(t('回执', 'Receipt'))}</a>
          <span className="faint small">
            {version ? say(t('告知第{version}版', 'notice, version {version}'), { version }) : ''}
          </span>
        </li>
      </ul>
      <dl className="pair tight small under">
        <dt>{say(t('姓名', 'Name'))}</dt>
        <dd>{name}</dd>
        {identityNumber ? (
          <>
            <dt>{say(t('身份证号', 'Identity no.'))}</dt>
            <dd>
              <span className="mask">{identityNumber}</span>
            </dd>
          </>
        ) : null}
      </dl>
    </div>
  );
}

/** A move the applicant may take, or why not. */
function OwnMove({ id, move }: { id: string; move: OfferedMove }) {
  const { base } = useSite();
  return (
    <div className="under">
      {move.refusal ? null : (
        <a
          className={move.name === 'withdraw' ? 'btn wide stop' : move.act ? 'btn act wide' : 'btn wide'}
          href={`${base}/my/${id}/moves/${move.name}`}
        >
          {move.label}…
        </a>
      )}
      {move.refusal ? (
        <p className="small">
          <b>{move.label}</b>　{move.refusal.message}
        </p>
      ) : null}
      {move.hint && !move.refusal ? <p className="help">{move.hint}</p> : null}
    </div>
  );
}

/** A page of its own before an act that counts: what it asks, what follows. */
export function MovePage({
  action,
  back,
  title,
  move,
  stop,
  ...form
}: FormProps & { action: string; back: string; title: string; move: OfferedMove; stop?: boolean }) {
  const { say } = useSite();
  return (
    <>
      <p className="crumb">
        <a href={back}>{title}</a>
      </p>
      <Errors {...form} />
      <h1>{move.label}</h1>
      {move.hint ? <p className="lede">{move.hint}</p> : null}
      {move.refusal ? (
        <div className="note refused">
          <b>{move.refusal.message}</b>
          {move.refusal.rule ? <p className="small">{move.refusal.rule}</p> : null}
        </div>
      ) : (
        <form className="under" method="post" action={action} encType="multipart/form-data" noValidate>
          {form.fields.map((field) => (
            <Field key={field.name} {...form} field={field} />
          ))}
          <div className="acts">
            <button className={stop ? 'btn stop' : 'btn act'} type="submit">
              {move.label}
            </button>
            <a className="btn" href={back}>
              {say(t('返回', 'Back'))}
            </a>
          </div>
        </form>
      )}
    </>
  );
}

/** The application as paper: what was filed, with number and hash. */
export function PaperPage({
  steps,
  values,
  titles,
  fileUrl,
  title,
  number,
  hash,
  submittedAt,
  sort,
}: {
  steps: readonly Step[];
  values: Readonly<Record<string, unknown>>;
  titles: Readonly<Record<string, string>>;
  fileUrl: FormProps['fileUrl'];
  title: string;
  number?: string;
  hash?: string;
  submittedAt?: string;
  /** What it is, where it is no application for a studio. */
  sort?: string;
}) {
  const { say, locale, county } = useSite();
  return (
    <>
      <div className="plaque">
        <h1>{title || say(t('未命名的申报', 'Untitled application'))}</h1>
        <p>
          {sort
            ? `${county.name}${say(t('', ', '))}${sort}`
            : say(t('{county}人才工作室申报书', 'Application for a talent studio, {county}'), { county: county.name })}
        </p>
        <p className="faint small">
          {[number, submittedAt ? say(t('{at}提交', 'submitted {at}'), { at: shortMoment(locale, submittedAt) }) : '']
            .filter(Boolean)
            .join('　')}
        </p>
      </div>
      {steps
        .filter(({ shown }) => shown.some(({ name }) => !isBlank(values[name])))
        .map((step) => (
          <section key={step.n} id={step.fields.includes('annexes') ? 'annexes' : undefined}>
            <h2>{step.title}</h2>
            <ReadFields fields={step.shown} values={values} titles={titles} fileUrl={fileUrl} />
          </section>
        ))}
      {hash ? (
        <>
          <hr />
          <p className="hash faint">{say(t('材料校验码 {hash}', 'Hash {hash}'), { hash })}</p>
        </>
      ) : null}
    </>
  );
}

/** Modules whose records have a page of the applicant's own. */
const owned = new Set(owns.map(({ module }) => module));

export function Messages({ items }: { items: readonly MessageAnswer[] }) {
  const { say, base, locale } = useSite();
  return (
    <>
      <h1>{say(t('消息', 'Messages'))}</h1>
      {items.length === 0 ? <Empty>{say(t('没有消息。', 'No messages.'))}</Empty> : null}
      <ul className="kinds under">
        {items.map((item) => (
          <li key={item.id}>
            <p>{owned.has(item.module) ? <a href={`${base}/my/${item.record}`}>{item.text}</a> : item.text}</p>
            <time className="faint small" dateTime={item.at}>
              {shortMoment(locale, item.at)}
            </time>
          </li>
        ))}
      </ul>
    </>
  );
}
