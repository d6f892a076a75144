import { newId } from '@juxian/base/id.ts';
import { recordAccess } from '@juxian/core/audit.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { startJob } from '@juxian/engine/jobs.ts';
import type { Hono } from 'hono';
import { actorLine } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { readUpload } from '../upload.ts';
import { type JobView, jobView } from './jobs.ts';
import { needSystem } from './needed.ts';
import type { ApiEdge } from './records.ts';

const largestArchive = 512 * 1024 * 1024;

/** Begins to bring the archive of another county into this one, which must be empty. */
async function bringIn(deps: Deps, ctx: Ctx, request: Request): Promise<JobView> {
  await needSystem(ctx, 'tenant.import');
  const { refuseUnlessEmpty, stageArchive } = await import('../jobs/tenantImport.ts');
  await refuseUnlessEmpty(ctx);
  const { file } = await readUpload(request, largestArchive);
  const { actor, store, clock } = ctx;
  const id = newId('job', clock.wall());
  await stageArchive(ctx, id, new Uint8Array(await file.arrayBuffer()));
  await recordAccess(store, clock, { actor: actorLine(actor), name: 'tenant.import', object: { id }, outcome: 'done' });
  await startJob(ctx, { id, kind: 'tenantImport', module: '', step: 'checking', input: {} });
  await deps.askJob?.(store.tenant, id);
  return jobView(ctx, id);
}

export function bringInRoutes(app: Hono<ApiEdge>, deps: Deps): void {
  app.post('/tenant/import', async (c) => c.json(await bringIn(deps, c.var.ctx, c.req.raw), 202));
}
