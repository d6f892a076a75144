import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { findCalendar } from '@juxian/core/calendarLink.ts';
import type { Hono } from 'hono';
import { memberActorOf } from '../actor.ts';
import { makeCtx } from '../context.ts';
import type { Deps } from '../deps.ts';
import { jsonHeaders } from '../http.ts';
import { listOwed } from './home.ts';
import type { ApiEdge } from './records.ts';

/** What the bearer of a link owes, by due date, for the calendar on a phone or desk. */
export function calendarRoutes(app: Hono<ApiEdge>, deps: Deps): void {
  app.get('/calendar/:token', async (c) => {
    const [, token = ''] = /^(.+)\.ics$/.exec(c.req.param('token')) ?? [];
    const member = await findCalendar(deps.table.control, token);
    if (!member) throw new Refusal('missing.calendar', t('没有这个日历', 'There is no such calendar'));
    const { locale, requestId } = c.var;
    const ctx = await makeCtx(deps, { actor: memberActorOf(member, 1), locale, requestId });
    const { icsOf } = await import('./ics.ts');
    const entries = (await listOwed(ctx)).flatMap(({ module, id, title, task, stateLabel, due }) =>
      due
        ? [
            {
              id: `${module}.${id}`,
              at: due,
              summary: say(t('{task}：{title}', '{task}: {title}'), locale, { task, title }),
              note: stateLabel,
              url: `${deps.origin}/w/${module}/${id}`,
            },
          ]
        : [],
    );
    const name = say(t('{county}·待办', '{county}: owed'), locale, { county: ctx.config.name });
    return c.body(icsOf(name, entries, ctx.clock.business()), 200, {
      ...jsonHeaders,
      'Content-Type': 'text/calendar; charset=utf-8',
    });
  });
}
