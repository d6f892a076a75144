import { type Locale, t } from '@juxian/base/text.ts';
import type { RecordAnswer } from '@juxian/engine/answer.ts';
import { sizeText } from '@juxian/engine/content.ts';
import type { Attachment, Values } from '@juxian/engine/kinds/kind.ts';
import { partWords } from '@juxian/modules/talent/application/parts.ts';
import type { call } from '@juxian/modules/talent/call.ts';
import { studioKinds } from '@juxian/modules/talent/studio-kind.ts';
import { titleLevels } from '@juxian/modules/talent/title-level.ts';
import { Empty, Lines, linesOf, PhaseMark, Phone, Title, useSite } from './Page.tsx';
import { clockTime, daysUntil, longDay, type Say, weekDay, weekMoment } from './words.ts';

export type CallValues = Values<(typeof call)['fields']>;
type Kind = NonNullable<CallValues['kinds']>[number];
export type CallAnswer = Pick<RecordAnswer, 'id' | 'state' | 'stateLabel' | 'phase'> & { values: CallValues };

/** Kinds still open at the moment, the one that closes first leading. */
export const openKinds = (call: CallAnswer, now: string): Kind[] =>
  call.state !== 'open' || (call.values.opens ?? '') > now
    ? []
    : (call.values.kinds ?? [])
        .filter(({ deadline }) => deadline && deadline > now)
        .sort((a, b) => (a.deadline ?? '').localeCompare(b.deadline ?? ''));

export const kindWord = (say: Say, kind: string | undefined): string => {
  const words = studioKinds[kind as keyof typeof studioKinds];
  return words ? say(words) : (kind ?? '');
};

/** The list of calls: open ones first, with what is left of their time. */
export function CallList({ calls }: { calls: readonly CallAnswer[] }) {
  const { say, base, locale, now, shows } = useSite();
  return (
    <>
      <h1>{say(t('征集公告', 'Calls'))}</h1>
      {calls.length === 0 ? (
        <Empty>
          {say(t('现在没有公告。发布后在这里公开。', 'There are no calls now. They appear here once published.'))}
        </Empty>
      ) : null}
      <ul className="kinds under">
        {calls.map((call) => {
          const closes = openKinds(call, now)[0]?.deadline ?? secondUntil(call, now);
          return (
            <li key={call.id}>
              <b>
                <a className="go" href={`${base}/calls/${call.id}`}>
                  {call.values.heading}
                </a>
              </b>
              <span className="q">
                <PhaseMark {...standing(say, call, now)} />
              </span>
              <p>
                {closes ? `${say(t('{at}截止', 'Closes {at}'), { at: weekMoment(locale, closes) })}　` : ''}
                {published(say, locale, call.values)}
              </p>
            </li>
          );
        })}
      </ul>
      {shows.has('subscription') ? (
        <p className="under">
          <a href={`${base}/subscribe`}>{say(t('订阅新公告', 'Be told of new calls'))}</a>
        </p>
      ) : null}
    </>
  );
}

/** When it was published; one that has no such day on record names the day it opened. */
function published(say: Say, locale: Locale, { publishedOn, opens }: CallValues): string {
  if (publishedOn) return say(t('{day}发布', 'Published {day}'), { day: longDay(locale, publishedOn) });
  return opens ? say(t('{day}开始受理', 'Opens {day}'), { day: longDay(locale, opens) }) : '';
}

/** Until when those invited may file, where no kind is left to apply for; a call may stand open a little beyond that. */
function secondUntil(call: CallAnswer, now: string): string | undefined {
  const { stages, opens = '', secondDeadline = '' } = call.values;
  const isBetween = (call.state === 'open' || call.state === 'closed') && opens <= now && secondDeadline > now;
  return stages === 'two' && isBetween && openKinds(call, now).length === 0 ? secondDeadline : undefined;
}

/** An open call none of whose kinds takes applications any longer reads as closed. */
function standing(say: Say, call: CallAnswer, now: string): { phase: string; label: string } {
  if (call.state === 'open' && (call.values.opens ?? '') > now)
    return { phase: 'draft', label: say(t('尚未开始', 'Not open yet')) };
  if (secondUntil(call, now)) return { phase: 'waiting', label: say(t('初选后正式申报中', 'Second forms under way')) };
  if (call.state === 'open' && openKinds(call, now).length === 0)
    return { phase: 'waiting', label: say(t('已截止', 'Closed')) };
  return { phase: call.phase, label: call.stateLabel };
}

/** One call: what may be applied for until when, on which conditions, and the way in. */
export function CallPage({ call, fileUrl }: { call: CallAnswer; fileUrl: (file: Attachment) => string }) {
  const { say, locale, now, county } = useSite();
  const { values } = call;
  return (
    <div className="p-cols">
      <div className="p-a">
        <p className="p-meta">
          <PhaseMark {...standing(say, call, now)} />
          <span className="faint">
            {published(say, locale, values)}
            {values.documentNumber ? `　${values.documentNumber}` : ''}
          </span>
        </p>
        <Title text={values.heading ?? ''} />
        {linesOf(values.summary).map((line) => (
          <p className="lede" key={line}>
            {line}
          </p>
        ))}
      </div>
      <aside>
        <Act call={call} />
      </aside>
      <div className="p-b">
        <h2 id="k">{say(t('申报类别与截止时间', 'Kinds and deadlines'))}</h2>
        <ul className="kinds">
          {(values.kinds ?? []).map((kind) => (
            <KindLine key={kind.id} kind={kind} />
          ))}
        </ul>
        <Stages values={values} />
        <Part title={t('申报条件', 'Conditions')} text={values.conditions} />
        <Part title={t('申报材料', 'Materials')} text={values.materials} />
        <Part title={t('怎样申报', 'How to apply')} text={values.howTo} form="nums" />
        {values.attachments?.length ? (
          <>
            <h2>{say(t('附件', 'Attachments'))}</h2>
            <ul className="files">
              {values.attachments.map((file) => (
                <li key={file.id}>
                  <a href={fileUrl(file)}>{file.name}</a>
                  <span className="fig faint">{sizeText(file.size)}</span>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        <h2>{say(t('咨询', 'Questions'))}</h2>
        <p>{values.contact ?? county.office.name}</p>
      </div>
    </div>
  );
}

function Part({
  title,
  text,
  form = 'hans',
}: {
  title: { zh: string; en: string };
  text: string | undefined;
  form?: 'hans' | 'nums';
}) {
  const { say } = useSite();
  if (!text) return null;
  return (
    <>
      <h2>{say(title)}</h2>
      <Lines text={text} form={form} />
    </>
  );
}

/** How a call in two stages goes, with what is asked when. */
function Stages({ values: { stages, firstParts = [], secondDeadline = '' } }: { values: CallValues }) {
  const { say, locale } = useSite();
  if (stages !== 'two') return null;
  const first = new Set<string>(['leader', ...firstParts]);
  const words = (inFirst: boolean) =>
    Object.entries(partWords)
      .filter(([part]) => first.has(part) === inFirst)
      .map(([, label]) => say(label))
      .join(say(t('、', ', ')));
  return (
    <>
      <h2>{say(t('两阶段申报', 'Two stages'))}</h2>
      <ol className="nums">
        <li>
          {say(t('初选：在本类别截止前提交{parts}。', 'First form: {parts}, by the deadline of the kind.'), {
            parts: words(true),
          })}
        </li>
        <li>
          {say(
            t(
              '正式申报：通过初选受到邀请的，在{at}前补充{parts}。',
              'Second form: whoever is invited adds {parts} by {at}.',
            ),
            { at: weekMoment(locale, secondDeadline), parts: words(false) },
          )}
        </li>
      </ol>
    </>
  );
}

function KindLine({ kind }: { kind: Kind }) {
  const { say, locale, now } = useSite();
  const over = (kind.deadline ?? '') <= now;
  return (
    <li>
      <b>{say(t('{kind}工作室', '{kind} studio'), { kind: kindWord(say, kind.kind) })}</b>
      <span className="q">
        {say(t('名额{n}个', '{n} places'), { n: kind.quota })}
        {kind.amount ? (
          <span className="faint">
            {say(t('　每个{n}万元', ', {n}0,000 yuan each'), { n: kind.amount / 1_000_000 })}
          </span>
        ) : null}
      </span>
      <p>
        {kind.who ? (
          <>
            {kind.who}
            <br />
          </>
        ) : null}
        {kind.ageMost !== undefined || kind.level ? (
          <>
            {[
              kind.ageMost === undefined ? '' : say(t('不超过{n}周岁', 'at most {n} years old'), { n: kind.ageMost }),
              kind.level ? say(t('{level}及以上', '{level} or above'), { level: titleLevels[kind.level] }) : '',
            ]
              .filter(Boolean)
              .join('　')}
            <br />
          </>
        ) : null}
        <span className={over ? 'faint' : undefined}>
          {kind.deadline
            ? say(over ? t('{at}已截止', 'Closed {at}') : t('{at}截止', 'Closes {at}'), {
                at: weekMoment(locale, kind.deadline),
              })
            : ''}
        </span>
      </p>
    </li>
  );
}

/** Why nothing can be applied for now. */
function shut(say: Say, locale: Locale, call: CallAnswer, now: string): string {
  const { opens = '' } = call.values;
  const second = secondUntil(call, now);
  if (call.state === 'open' && opens > now)
    return say(t('{at}开始受理', 'Opens {at}'), { at: weekMoment(locale, opens) });
  return second
    ? say(
        t(
          '初选后正式申报中，{at}截止。只受理通过初选、受到邀请的；不再受理新的申报。',
          'Second forms are under way until {at}, for those shortlisted and invited. No new applications are taken.',
        ),
        { at: weekMoment(locale, second) },
      )
    : say(t('这次征集已截止，不再受理申报。', 'This call is closed.'));
}

/** The one act of the page, with the time that is left and the way for those without a phone. */
function Act({ call }: { call: CallAnswer }) {
  const { say, base, locale, now, county, contact } = useSite();
  const open = openKinds(call, now);
  const first = open[0]?.deadline;
  const offline = county.office.address
    ? say(
        t(
          '不方便上网？可到{place}，由工作人员代填，本人签字确认。',
          'No way to go online? Come to {place}: staff fill in the form, you sign it.',
        ),
        { place: county.office.address },
      )
    : '';
  if (!first)
    return (
      <div className="p-act">
        <p className="dim">{shut(say, locale, call, now)}</p>
        <p className="small dim under">{offline}</p>
      </div>
    );
  const same = open.filter(({ deadline }) => deadline === first).map(({ kind }) => kindWord(say, kind));
  const days = daysUntil(now, first);
  return (
    <div className="p-act">
      <p className="faint small">
        {say(days === 0 ? t('{kinds}类', '{kinds} closes') : t('距{kinds}类截止', 'Until {kinds} closes'), {
          kinds: same.join(say(t('、', ', '))),
        })}
      </p>
      <p className="count">
        {days === 0 ? say(t('今天{time}', '{time}'), { time: clockTime(first) }) : days}
        <small>{days === 0 ? say(t('截止', 'today')) : say(t('天', days === 1 ? 'day' : 'days'))}</small>
      </p>
      <p className="small dim">{days === 0 ? weekDay(locale, first) : weekMoment(locale, first)}</p>
      <a className="btn act wide" href={`${base}/calls/${call.id}/apply`}>
        {say(t('开始申报', 'Apply'))}
      </a>
      <p className="help">
        {contact
          ? say(t('约需30分钟，可分次填写。', 'Takes about 30 minutes; you can stop and go on later.'))
          : say(
              t(
                '须先用手机号或邮箱登录。约需30分钟，可分次填写。',
                'Sign in by phone or e-mail first. Takes about 30 minutes; you can stop and go on later.',
              ),
            )}
      </p>
      {offline ? (
        <>
          <hr />
          <p className="small dim">{offline}</p>
        </>
      ) : null}
      {county.office.phone ? (
        <p className="small dim">
          {say(t('电话', 'Tel. '))}
          <Phone number={county.office.phone} />
        </p>
      ) : null}
    </div>
  );
}
