import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { openFile } from '@juxian/engine/attachment.ts';
import { fileHeaders } from '@juxian/engine/content.ts';
import { describeModule } from '@juxian/engine/describe.ts';
import { getRecord, takeMove } from '@juxian/engine/record.ts';
import type { Context, Hono } from 'hono';
import { createElement } from 'react';
import type { Deps } from '../deps.ts';
import { kindWord } from './Calls.tsx';
import type { FormProblem } from './Form.tsx';
import { problemsOf, stepsOf } from './filling.ts';
import { inputOf } from './moves.ts';
import { OpinionPage } from './Opinion.tsx';
import { respond } from './respond.ts';
import { readForm, type Sent, sentText } from './sent.ts';
import { type LinkVisit, linkVisitOf, type PortalEdge } from './visit.ts';
import { sayIn } from './words.ts';

/** The page behind a link: a unit's recommendation, a department's review, without an account. */
export function opinionRoutes(app: Hono<PortalEdge>, deps: Deps): void {
  app.get('/o/:token', async (c) => {
    const visit = await linkVisitOf(deps, c, c.req.param('token'));
    const file = c.req.query('file');
    if (!file) return draw(c, visit, { done: c.req.query('done') === '1' });
    const { attachment, bytes } = await openFile(visit.ctx, file);
    return c.body(Uint8Array.from(bytes).buffer, 200, fileHeaders(attachment.name, attachment.type));
  });

  app.post('/o/:token', async (c) => {
    const token = c.req.param('token');
    const visit = await linkVisitOf(deps, c, token);
    const sent = await readForm(c);
    const { module, record: id } = visit.link;
    const name = sentText(sent, 'move');
    try {
      const record = await getRecord(visit.ctx, { module, id });
      const move = record.moves.find((one) => one.name === name);
      if (!move)
        throw new Refusal(
          'conflict.state',
          t('这一步已办过，当前环节：{state}', 'This step is done; it stands at: {state}'),
          { values: { state: record.stateLabel } },
        );
      const input = await inputOf(visit.ctx, { module, id }, move, unprefixed(sent, name));
      await takeMove(visit.ctx, { module, id, move: name, input });
      return c.redirect(`/o/${token}?done=1`, 303);
    } catch (error) {
      if (!(error instanceof Refusal) || error.group === 'missing') throw error;
      return draw(c, visit, { refused: { move: name, sent, problems: problemsOf(visit.ctx, error) } });
    }
  });
}

/** Inputs of a move carry its name, for several forms stand on one page. */
const unprefixed = (sent: Sent, move: string): Sent => ({
  ...sent,
  typed: new Map(
    [...sent.typed].map(([name, texts]) => [name.startsWith(`${move}.`) ? name.slice(move.length + 1) : name, texts]),
  ),
  files: sent.files.map((file) => ({
    ...file,
    field: file.field.startsWith(`${move}.`) ? file.field.slice(move.length + 1) : file.field,
  })),
});

type Drawn = { done?: boolean; refused?: { move: string; sent: Sent; problems: FormProblem[] } };

async function draw(
  c: Context<PortalEdge>,
  { link, ctx, site }: LinkVisit,
  { done = false, refused }: Drawn,
): Promise<Response> {
  const { module, record: id } = link;
  const [record, described] = await Promise.all([getRecord(ctx, { module, id }), describeModule(ctx, module)]);
  const token = c.req.param('token') ?? '';
  const fileUrl = (file: { id: string }) => `/o/${token}?file=${encodeURIComponent(file.id)}`;
  const moves = record.moves.map((move) => {
    const mine = refused?.move === move.name ? refused : undefined;
    const problems = (mine?.problems ?? []).map((problem) => ({
      ...problem,
      path: problem.path && `${move.name}.${problem.path}`,
    }));
    return {
      ...move,
      form: { fields: move.asks, typed: mine?.sent.typed ?? new Map(), values: {}, problems, titles: record.titles },
    };
  });
  const stray = refused && !moves.some(({ name }) => name === refused.move) ? refused.problems : [];
  return respond(
    c,
    {
      site,
      title: record.title,
      personal: true,
      refused: refused !== undefined,
      children: createElement(OpinionPage, {
        token,
        bearer: link.name,
        title: record.title,
        kind: kindWord(sayIn(ctx.locale), record.values.kind as string | undefined),
        stateLabel: record.stateLabel,
        ...(record.due ? { due: record.due } : {}),
        steps: stepsOf(ctx, described, record),
        values: record.values,
        titles: record.titles,
        fileUrl,
        moves,
        stray,
        done,
      }),
    },
    refused ? 422 : 200,
  );
}
