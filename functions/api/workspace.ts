import { issueOf } from '@juxian/base/fn.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { describeModule, describeModules } from '@juxian/engine/describe.ts';
import { listEvents } from '@juxian/engine/history.ts';
import { listJobs } from '@juxian/engine/jobs.ts';
import { createRecord, getRecord, removeRecord, restoreRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { revealField } from '@juxian/engine/reveal.ts';
import { initTRPC, TRPCError } from '@trpc/server';
import * as z from 'zod';
import type { Deps } from '../deps.ts';
import { listMessages, markRead } from '../events/inbox.ts';
import { type Problem, problemOf } from '../http.ts';
import type { BulkInput } from '../jobs/bulk.ts';
import { auditSchema, readAudit, verifyAudit } from './audit.ts';
import { changesSince } from './changes.ts';
import { findColleagues } from './colleagues.ts';
import { listClosedRooms, listOwed, listRooms } from './home.ts';
import { bulk, cancel, jobView, proceed, undo } from './jobs.ts';
import { jump } from './jump.ts';
import { readSchema } from './messages.ts';
import { listOf } from './records.ts';

const trpc = initTRPC.context<{ ctx: Ctx; deps: Deps }>().create({
  errorFormatter({ shape, error, ctx }) {
    const cause = causeOf(error);
    const request = { requestId: ctx?.ctx.requestId ?? '', locale: ctx?.ctx.locale ?? ('zh-CN' as const) };
    const problem: Problem = problemOf(cause, request);
    return { ...shape, message: problem.detail, data: { ...shape.data, stack: undefined, problem } };
  },
});

const { router } = trpc;

const codes = {
  invalid: 'UNPROCESSABLE_CONTENT',
  forbidden: 'FORBIDDEN',
  missing: 'NOT_FOUND',
  conflict: 'CONFLICT',
  limit: 'TOO_MANY_REQUESTS',
} as const;

/**
 * What a failed call is answered with: a call that no procedure takes is refused as REST refuses it, anything else is
 * what was thrown.
 */
export function causeOf({ cause, code }: TRPCError): unknown {
  if (cause instanceof z.ZodError)
    return new Refusal('invalid.input', t('有{count}处填写不符合要求', '{count} entries cannot be accepted'), {
      values: { count: cause.issues.length },
      fields: cause.issues.flatMap(issueOf),
    });
  if (code === 'NOT_FOUND' || code === 'METHOD_NOT_SUPPORTED')
    return cause ?? new Refusal('missing.route', t('没有这个地址', 'There is nothing at this address'));
  if (code === 'BAD_REQUEST' || code === 'PARSE_ERROR')
    return new Refusal('invalid.body', t('请求内容不对', 'The call cannot be read'));
  return cause;
}

/** A refusal keeps its status; anything else stays the bug it is. */
const procedure = trpc.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof Refusal)
    throw new TRPCError({ code: codes[result.error.cause.group], cause: result.error.cause });
  return result;
});

const address = z.strictObject({ module: z.string(), id: z.string() });
const values = z.record(z.string(), z.unknown());
const key = z.string().min(8).max(80).optional();

const record = router({
  list: procedure
    .input(z.strictObject({ module: z.string(), params: z.record(z.string(), z.string()) }))
    .query(({ ctx, input }) => listOf(ctx.ctx, input.module, input.params)),
  get: procedure
    .input(address.extend({ asOf: z.string().optional(), knownAt: z.string().optional() }))
    .query(({ ctx, input: { asOf, knownAt, ...at } }) =>
      getRecord(ctx.ctx, { ...at, ...(asOf ? { asOf } : {}), ...(knownAt ? { knownAt } : {}) }),
    ),
  events: procedure.input(address).query(({ ctx, input }) => listEvents(ctx.ctx, input)),
  foreseen: procedure
    .input(z.strictObject({ module: z.string(), values }))
    .query(async ({ ctx, input }) => (await import('@juxian/engine/foreseen.ts')).foreseen(ctx.ctx, input)),
  create: procedure
    .input(z.strictObject({ module: z.string(), values, state: z.string().optional(), key }))
    .mutation(({ ctx, input }) => createRecord(ctx.ctx, input)),
  update: procedure
    .input(address.extend({ revision: z.int(), values }))
    .mutation(({ ctx, input }) => updateRecord(ctx.ctx, input)),
  move: procedure
    .input(address.extend({ move: z.string(), input: values.optional(), revision: z.int().optional(), key }))
    .mutation(({ ctx, input }) => takeMove(ctx.ctx, input)),
  reveal: procedure
    .input(address.extend({ field: z.string(), reason: z.string().max(200) }))
    .mutation(({ ctx, input }) => revealField(ctx.ctx, input)),
  remove: procedure
    .input(address.extend({ revision: z.int() }))
    .mutation(({ ctx, input }) => removeRecord(ctx.ctx, input)),
  restore: procedure.input(address).mutation(({ ctx, input }) => restoreRecord(ctx.ctx, input)),
  bulk: procedure.input(z.custom<BulkInput>()).mutation(({ ctx: { ctx, deps }, input }) => bulk(deps, ctx, input)),
});

const ofJob = z.strictObject({ id: z.string().max(60) });
const jobs = router({
  list: procedure.query(({ ctx }) => listJobs(ctx.ctx)),
  get: procedure.input(ofJob).query(({ ctx, input }) => jobView(ctx.ctx, input.id)),
  cancel: procedure.input(ofJob).mutation(({ ctx: { ctx, deps }, input }) => cancel(deps, ctx, input.id)),
  undo: procedure.input(ofJob).mutation(({ ctx: { ctx, deps }, input }) => undo(deps, ctx, input.id)),
  proceed: procedure.input(ofJob).mutation(({ ctx: { ctx, deps }, input }) => proceed(deps, ctx, input.id)),
});

const messages = router({
  list: procedure.query(({ ctx }) => listMessages(ctx.ctx)),
  markRead: procedure.input(readSchema).mutation(({ ctx, input }) => markRead(ctx.ctx, input.ids)),
});

/** Rarely asked for, so loaded by the first call. */
const kin = () => import('./kin.ts');
const cadre = router({
  find: procedure
    .input(z.strictObject({ q: z.string().max(60).optional(), ids: z.array(z.string().max(60)).max(61).optional() }))
    .query(async ({ ctx, input }) => (await kin()).findPeople(ctx.ctx, input)),
  kinOf: procedure
    .input(z.strictObject({ record: z.string().max(60) }))
    .query(async ({ ctx, input }) => (await kin()).kinOf(ctx.ctx, input.record)),
  sheet: procedure
    .input(z.strictObject({ id: z.string().max(60), asOf: z.string().optional(), knownAt: z.string().optional() }))
    .query(async ({ ctx, input: { id, asOf, knownAt } }) =>
      (await import('./sheet.ts')).sheetOf(ctx.ctx, id, {
        ...(asOf ? { asOf } : {}),
        ...(knownAt ? { knownAt } : {}),
      }),
    ),
  recusals: procedure.query(async ({ ctx: { ctx, deps } }) => (await kin()).ownRecusals(deps, ctx)),
});

const review = () => import('./review.ts');
const ofPanel = z.strictObject({ panel: z.string().max(60) });
const panels = router({
  board: procedure.input(ofPanel).query(async ({ ctx: { ctx }, input }) => (await review()).boardOf(ctx, input.panel)),
  matrix: procedure
    .input(ofPanel.extend({ names: z.string().max(8000) }))
    .mutation(async ({ ctx: { ctx }, input }) => (await review()).matrixOf(ctx, input)),
  pairs: procedure
    .input(
      ofPanel.extend({
        text: z.string().max(200_000).optional(),
        file: z.base64().max(2_100_000).optional(),
        name: z.string().max(200).optional(),
      }),
    )
    .mutation(async ({ ctx: { ctx }, input }) => (await review()).pairsOf(ctx, input)),
});

const ofSheet = z.strictObject({ sheet: z.string().max(60) });
const desk = router({
  queue: procedure.input(ofSheet).query(async ({ ctx: { ctx }, input }) => {
    const { queueOf } = await import('@juxian/modules/talent/review/queue.ts');
    return queueOf(ctx, input.sheet);
  }),
  others: procedure.input(ofSheet.extend({ item: z.string().max(20) })).query(async ({ ctx: { ctx }, input }) => {
    const { othersOf } = await import('@juxian/modules/talent/review/sight.ts');
    return othersOf(ctx, input);
  }),
});

const voting = () => import('@juxian/modules/talent/meeting/vote.ts');
const ofMeeting = z.strictObject({ meeting: z.string().max(60) });
const meetings = router({
  voting: procedure
    .input(ofMeeting)
    .query(async ({ ctx: { ctx }, input }) => (await voting()).votingOf(ctx, input.meeting)),
  vote: procedure
    .input(ofMeeting.extend({ choice: z.enum(['yes', 'no', 'abstain']) }))
    .mutation(async ({ ctx: { ctx }, input }) => (await voting()).castVote(ctx, input)),
});

/** What the workspace's screens call: the same functions as REST, with no rule of its own. */
export const workspace = router({
  me: procedure.query(async ({ ctx: { ctx, deps } }) => {
    const { actor, config, clock } = ctx;
    return {
      member: { id: actor.id, name: actor.name, roles: [...actor.roles] },
      tenant: {
        id: actor.tenant,
        name: config.name,
        slug: config.slug,
        kind: config.kind,
        division: config.division,
        verified: config.verified,
        demo: config.demo,
        officeName: config.office.name,
      },
      rooms: await listRooms(ctx),
      closed: await listClosedRooms(deps, ctx),
      clock: { now: clock.now(), today: clock.today() },
    };
  }),
  home: procedure.query(async ({ ctx: { ctx } }) => {
    const { homeOf } = await import('@juxian/modules/talent/home.ts');
    return { owed: await listOwed(ctx), ...(await homeOf(ctx)) };
  }),
  overview: procedure.query(async ({ ctx: { ctx } }) => {
    const { overviewOf } = await import('@juxian/modules/talent/overview.ts');
    return overviewOf(ctx);
  }),
  modules: router({
    get: procedure
      .input(z.strictObject({ module: z.string() }))
      .query(({ ctx, input }) => describeModule(ctx.ctx, input.module)),
    list: procedure.query(({ ctx }) => describeModules(ctx.ctx)),
  }),
  record,
  panels,
  desk,
  meetings,
  cadre,
  members: router({
    find: procedure
      .input(z.strictObject({ q: z.string().max(60) }))
      .query(({ ctx: { ctx, deps }, input }) => findColleagues(deps, ctx, input.q)),
  }),
  jump: procedure.input(z.strictObject({ q: z.string().max(60) })).query(({ ctx, input }) => jump(ctx.ctx, input.q)),
  jobs,
  messages,
  changes: procedure
    .input(z.strictObject({ since: z.string().max(4000).optional() }))
    .query(async ({ ctx, input }) => (await changesSince(ctx.ctx, input.since)) ?? null),
  audit: router({
    list: procedure.input(auditSchema).query(async ({ ctx, input }) => {
      const { spokenLines } = await import('./auditWords.ts');
      return spokenLines(ctx.ctx, (await readAudit(ctx.ctx, input)).items);
    }),
    verify: procedure.mutation(({ ctx }) => verifyAudit(ctx.ctx)),
  }),
});

export type WorkspaceRouter = typeof workspace;
