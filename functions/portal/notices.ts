import { publicActor } from '@juxian/base/actor.ts';
import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { takeTry } from '@juxian/core/attempt.ts';
import type { FieldAnswer } from '@juxian/engine/answer.ts';
import { tooLarge } from '@juxian/engine/content.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { describeModule } from '@juxian/engine/describe.ts';
import { valuesIn } from '@juxian/engine/kinds/plain.ts';
import type { Typed } from '@juxian/engine/kinds/plain-kind.ts';
import { createRecord, getRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { loadRecord } from '@juxian/engine/stored.ts';
import type { Context, Hono } from 'hono';
import { createElement } from 'react';
import { makeCtx } from '../context.ts';
import type { Deps } from '../deps.ts';
import { scriptPath } from './enhance/built.ts';
import type { FormProblem, FormProps } from './Form.tsx';
import { problemsOf } from './filling.ts';
import { type NoticeAnswer, NoticeList, NoticePage, ObjectionReceived } from './Notices.tsx';
import { isOn, noticeDays, recordsOf } from './read.ts';
import { respond } from './respond.ts';
import { readForm, type SentFile } from './sent.ts';
import type { PortalEdge } from './visit.ts';
import { sayIn } from './words.ts';

const module = 'objection';

/** Objections to one notice in an hour, whoever sends them: nothing of the sender is counted. */
const hourly = { most: 200, seconds: 3600 };

/** All the evidence of one objection. */
const mostEvidence = 10 * 1024 * 1024;

export function noticeRoutes(pages: Hono<PortalEdge>, deps: Deps): void {
  pages.get('/notices', async (c) => {
    const { ctx, site } = c.var.visit;
    const notices = (await recordsOf(ctx, 'publicity', { sort: '-starts' })) as NoticeAnswer[];
    const days = (notice: NoticeAnswer) => noticeDays(ctx, notice);
    return respond(c, {
      site,
      title: sayIn(site.locale)(t('公示', 'Notices')),
      place: 'notices',
      children: createElement(NoticeList, { notices, days }),
    });
  });
  pages.get('/notices/:id', async (c) => drawNotice(c, await noticeAt(c), new Map([['named', ['anonymous']]]), []));
  pages.post('/notices/:id/objections', async (c) => {
    const notice = await noticeAt(c);
    const { typed, files } = await readForm(c);
    try {
      const number = await sendObjection(deps, c.var.visit.ctx, notice, typed, files);
      return c.redirect(
        `${c.var.visit.site.base}/notices/${notice.id}/received?number=${encodeURIComponent(number)}`,
        303,
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return drawNotice(c, notice, typed, problemsOf(c.var.visit.ctx, error));
    }
  });
  pages.get('/notices/:id/received', async (c) => {
    const { site } = c.var.visit;
    const number = (c.req.query('number') ?? '').slice(0, 60);
    return respond(c, {
      site,
      title: sayIn(site.locale)(t('异议已收到', 'Received')),
      place: 'notices',
      personal: true,
      children: createElement(ObjectionReceived, { number }),
    });
  });
}

const noticeAt = async (c: Context<PortalEdge>): Promise<NoticeAnswer> =>
  (await getRecord(c.var.visit.ctx, { module: 'publicity', id: c.req.param('id') ?? '' })) as NoticeAnswer;

async function drawNotice(
  c: Context<PortalEdge>,
  notice: NoticeAnswer,
  typed: Typed,
  problems: readonly FormProblem[],
): Promise<Response> {
  const { ctx, site } = c.var.visit;
  const takes = notice.state === 'running' && isOn(ctx, module);
  const form: FormProps | undefined = takes
    ? { fields: await objectionFields(ctx, notice), typed, values: {}, problems, titles: {} }
    : undefined;
  return respond(
    c,
    {
      site,
      title: notice.values.heading ?? '',
      place: 'notices',
      refused: problems.length > 0,
      script: scriptPath,
      children: createElement(NoticePage, { notice, days: noticeDays(ctx, notice), ...(form ? { form } : {}) }),
    },
    problems.length > 0 ? 422 : 200,
  );
}

/** What an objector fills in: the case is chosen from the list of the notice. */
async function objectionFields(ctx: Ctx, notice: NoticeAnswer): Promise<FieldAnswer[]> {
  const words = sayIn(ctx.locale);
  const known = new Map((await describeModule(ctx, module)).fields.map((field) => [field.name, field]));
  const choices = (notice.values.list ?? []).flatMap(({ id, studioName }) =>
    studioName ? [{ value: id, label: studioName }] : [],
  );
  const as: Record<string, Partial<FieldAnswer>> = {
    named: {
      help: words(
        t(
          '匿名的，不记录您的网络地址和设备；署名的，联系方式只有一名指定经办人能看到。',
          'Unsigned: neither network address nor device is kept. Signed: your contact is seen by one named handler only.',
        ),
      ),
    },
    application: { kind: 'choice', label: words(t('反映的工作室', 'Studio concerned')), choices, required: true },
    substance: { help: words(t('时间、地点、经过。', 'When, where, what happened.')) },
    evidence: {
      label: words(t('证明材料（可不传）', 'Evidence, not required')),
      help: words(
        t(
          '合计不超过10 MB。匿名的请先去掉文件里的姓名、作者等信息。',
          'At most 10 MB together. To stay unnamed, remove names and authors from the files first.',
        ),
      ),
    },
    contact: { label: words(t('姓名与联系方式（署名时填写）', 'Name and contact, if signed')), required: false },
  };
  return ['named', 'application', 'substance', 'evidence', 'contact'].flatMap((name) => {
    const field = known.get(name);
    return field ? [{ ...field, ...as[name] }] : [];
  });
}

/**
 * Files an objection as nobody in particular, even where the sender is signed in.
 * @returns its number. @throws Refusal `invalid.*` by field, `conflict.closed`, `limit.attempts`.
 */
export async function sendObjection(
  deps: Deps,
  visitor: Ctx,
  notice: NoticeAnswer,
  typed: Typed,
  files: readonly SentFile[] = [],
): Promise<string> {
  if (notice.state !== 'running')
    throw new Refusal(
      'conflict.closed',
      t('公示已结束，不再受理异议', 'The notice is over; no objection can be taken'),
    );
  const ctx = await makeCtx(deps, {
    actor: publicActor(visitor.actor.tenant),
    locale: visitor.locale,
    requestId: visitor.requestId,
  });
  const given = valuesIn(await objectionFields(ctx, notice), typed);
  refuseBlank(given);
  const line = await listed(ctx, notice.id, String(given.application));
  if (!line) throw refuseField('application', 'invalid.application', t('不在公示名单中', 'Not on the list'));
  const size = files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  if (size > mostEvidence) throw tooLarge(files[0]?.name ?? '', size, mostEvidence, 'evidence');
  const values = {
    ...given,
    publicity: notice.id,
    application: line.application,
    studioName: line.studioName,
    ...(given.named === 'anonymous' ? { contact: null } : {}),
  };
  await takeTry(
    deps.table.control,
    deps.clock,
    { name: `objection|${notice.id}`, ...hourly },
    t('现在提交的人太多，请{minutes}分钟后再试', 'Too many at once; try again in {minutes} minutes'),
  );
  const { title } = await createRecord(ctx, { module, values: withoutNull(values), files });
  return title.split(/[\s\u3000]/)[0] ?? title;
}

/** A line of the notice by its id: a visitor never learns which application it stands for. */
async function listed(ctx: Ctx, notice: string, line: string) {
  const record = await loadRecord(ctx, moduleOf(ctx, 'publicity'), notice);
  const { list } = (record?.values ?? {}) as NoticeAnswer['values'];
  return list?.find(({ id }) => id === line);
}

const withoutNull = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));

function refuseBlank(given: Record<string, unknown>): void {
  const asked = {
    named: t('请选择匿名或署名', 'Choose signed or not'),
    application: t('请选择反映的工作室', 'Choose the studio concerned'),
    substance: t('请写明具体情况', 'State the facts'),
    ...(given.named === 'named'
      ? { contact: t('署名的请填写姓名和联系方式，以便答复', 'Signed: give name and contact for the answer') }
      : {}),
  };
  const blank = Object.entries(asked).filter(([name]) => !given[name]);
  if (blank.length === 0) return;
  throw new Refusal('invalid.incomplete', t('还有{count}处必填未填', '{count} required fields are blank'), {
    values: { count: blank.length },
    fields: blank.map(([path, says]) => ({ path, code: 'invalid.required', says })),
  });
}
