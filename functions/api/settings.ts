import { dropConfig } from '@juxian/core/config.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import type { Hono } from 'hono';
import { readJson } from '../http.ts';
import type { ApiEdge } from './records.ts';

// Loaded when somebody opens the settings: most processes never see them, and every process starts.
const settings = () => import('@juxian/engine/settings.ts');

/** A county's own words and rules of a module: draft, publish, roll back. */
export function settingsRoutes(app: Hono<ApiEdge>): void {
  app.patch('/modules/:module', async (c) => {
    const overlay = await readJson(c);
    const { saveDraft } = await settings();
    return c.json(await saveDraft(c.var.ctx, { module: moduleOf(c.var.ctx, c.req.param('module')).name, overlay }));
  });
  app.get('/modules/:module/overlay/versions', async (c) => {
    const { overlaySettings } = await settings();
    return c.json(await overlaySettings(c.var.ctx, { module: c.req.param('module') }));
  });
  app.post('/modules/:module/publish', async (c) => {
    const { note } = await readJson(c);
    const given = note === undefined ? {} : { note };
    const { publishOverlay } = await settings();
    const published = await publishOverlay(c.var.ctx, { module: c.req.param('module'), ...given });
    dropConfig(c.var.ctx.store.tenant);
    return c.json(published);
  });
  app.post('/modules/:module/rollback', async (c) => {
    const { version } = await readJson(c);
    const { rollBackOverlay } = await settings();
    const restored = await rollBackOverlay(c.var.ctx, { module: c.req.param('module'), version: Number(version) });
    dropConfig(c.var.ctx.store.tenant);
    return c.json(restored);
  });
}
