import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import type { RecordAnswer } from '@juxian/engine/answer.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { listEvents } from '@juxian/engine/history.ts';
import { removeRecord } from '@juxian/engine/record.ts';
import { publishable } from '@juxian/modules/talent/thinktank/consent.ts';
import type { Context, Hono } from 'hono';
import { createElement } from 'react';
import { listMessages } from '../events/inbox.ts';
import { type DataLine, DataPage, RemovePage } from './Data.tsx';
import { forgetTyped } from './filling.ts';
import { getOwn, listOwn, owns, sortWords } from './own.ts';
import { recordsOf } from './read.ts';
import { drawOwn } from './respond.ts';
import { readForm } from './sent.ts';
import { retractAll } from './team.ts';
import type { PortalEdge } from './visit.ts';

/** What the county holds of the visitor, to what end and by which consent: read, take along, correct, withdraw, delete. */
export function dataRoutes(pages: Hono<PortalEdge>): void {
  pages.get('/my/data', drawData);
  pages.get('/my/data.json', downloadAll);
  pages.get('/my/:id/remove', async (c) => {
    const { id, title } = await draftOf(c);
    return drawOwn(
      c,
      say(t('删除草稿', 'Delete the draft'), c.var.visit.ctx.locale),
      createElement(RemovePage, { id, title }),
    );
  });
  pages.post('/my/:id/remove', async (c) => {
    const { ctx, site } = c.var.visit;
    await readForm(c);
    const record = await retractAll(ctx, await draftOf(c));
    await forgetTyped(ctx, record);
    await removeRecord(ctx, { module: record.module, id: record.id, revision: record.revision });
    return c.redirect(`${site.base}/my/data`, 303);
  });
}

/** A draft of the visitor's own. @throws Refusal `missing.*` for anything else. */
async function draftOf(c: Context<PortalEdge>): Promise<RecordAnswer> {
  const record = await getOwn(c.var.visit.ctx, c.req.param('id') ?? '');
  if (record.phase === 'draft') return record;
  throw new Refusal('missing.page', t('没有这个页面', 'There is no such page'));
}

async function drawData(c: Context<PortalEdge>): Promise<Response> {
  const { ctx, contact = '' } = c.var.visit;
  const records = await Promise.all((await listOwn(ctx)).map(({ id }) => getOwn(ctx, id)));
  const subscriptions = await recordsOf(ctx, 'subscription');
  return drawOwn(
    c,
    say(t('我的个人信息', 'My personal data'), ctx.locale),
    createElement(DataPage, {
      contact,
      groups: owns.flatMap(({ module, title, use }) => {
        const lines = records.filter((record) => record.module === module).map((record) => lineOf(ctx, record));
        return lines.length > 0 ? [{ title, use, lines }] : [];
      }),
      subscriptions: subscriptions.flatMap(({ title, state }) => (state === 'active' ? [title] : [])),
    }),
  );
}

/** A record with the consents it rests on and what can be done about it. */
function lineOf(ctx: Ctx, record: RecordAnswer): DataLine {
  const { id, title, phase, stateLabel, editable, moves } = record;
  return {
    id,
    title: title || sortWords(ctx, record),
    phase,
    label: stateLabel,
    consents: consentsOf(ctx, record),
    corrects: editable.length > 0,
    withdraws: moves.some(({ name, refusal }) => name === 'withdraw' && !refusal),
    removes: phase === 'draft',
  };
}

function consentsOf(ctx: Ctx, { values }: RecordAnswer): string[] {
  const said = (words: Parameters<typeof say>[0], more: Record<string, unknown>) => say(words, ctx.locale, more);
  const filed = values.consentAt
    ? [
        said(t('{day}同意告知第{version}版', 'Agreed on {day} to version {version} of the notice'), {
          day: String(values.consentAt).slice(0, 10),
          version: values.consentVersion,
        }),
      ]
    : [];
  const identity = values.identityConsentAt
    ? [
        said(
          t(
            '{day}单独同意提供身份证号，告知第{version}版',
            'Agreed on {day} to give the identity number, notice {version}',
          ),
          {
            day: String(values.identityConsentAt).slice(0, 10),
            version: values.identityConsentVersion,
          },
        ),
      ]
    : [];
  const lines = (values.consents ?? []) as {
    field?: keyof typeof publishable;
    agreedOn?: string;
    withdrawnOn?: string;
  }[];
  return [
    ...filed,
    ...identity,
    ...lines.flatMap(({ field, agreedOn, withdrawnOn }) =>
      field
        ? [
            withdrawnOn
              ? said(t('公开{field}：{withdrawnOn}撤回', '{field} public: withdrawn on {withdrawnOn}'), {
                  field: publishable[field],
                  withdrawnOn,
                })
              : said(t('公开{field}：{agreedOn}同意', '{field} public: agreed on {agreedOn}'), {
                  field: publishable[field],
                  agreedOn,
                }),
          ]
        : [],
    ),
  ];
}

/** Everything the county holds of the applicant, as a file. */
async function downloadAll(c: Context<PortalEdge>): Promise<Response> {
  const { ctx, contact } = c.var.visit;
  const records = await Promise.all(
    (await listOwn(ctx)).map(async ({ id, module }) => {
      const [record, history] = await Promise.all([getOwn(ctx, id), listEvents(ctx, { module, id })]);
      const { state, stateLabel, values, createdAt, changedAt } = record;
      return {
        id,
        sort: sortWords(ctx, record),
        module,
        state,
        stateLabel,
        values,
        createdAt,
        changedAt,
        history: history.map(({ at, label, hash }) => ({ at, label, hash })),
      };
    }),
  );
  const subscriptions = await recordsOf(ctx, 'subscription');
  const body = JSON.stringify(
    {
      county: ctx.config.name,
      contact,
      takenAt: ctx.clock.now(),
      applications: records.filter(({ module }) => module === 'application'),
      others: records.filter(({ module }) => module !== 'application'),
      subscriptions: subscriptions.map(({ state, values, changedAt }) => ({ state, values, changedAt })),
      messages: (await listMessages(ctx)).items,
    },
    null,
    2,
  );
  return c.body(body, 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': `attachment; filename="my-data-${ctx.clock.today()}.json"`,
    'Cache-Control': 'no-store',
  });
}
