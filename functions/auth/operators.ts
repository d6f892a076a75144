import { momentOf } from '@juxian/base/clock.ts';
import { parse } from '@juxian/base/fn.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { takeTry } from '@juxian/core/attempt.ts';
import { hashOf } from '@juxian/core/secret.ts';
import { approveTenant, undoSignUp } from '@juxian/core/signUp.ts';
import { knownTenant, listTenants } from '@juxian/core/tenant.ts';
import { verificationSchema, verifyTenant } from '@juxian/core/verification.ts';
import type { Context, Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { bearerOf, type Edge, readJson } from '../http.ts';
import { tenantAnswer } from './signedIn.ts';

/** The operator of the platform decides who may come in, and sees no business data. */
export function operatorRoutes(app: Hono<Edge>, deps: Deps): void {
  app.get('/operator/tenants', async (c) => {
    await operatorOf(deps, c);
    const items = await listTenants(deps.table.control);
    return c.json({
      items: items.map((tenant) => ({
        ...tenantAnswer(tenant),
        createdAt: momentOf(tenant.createdAt),
        founder: { name: tenant.founder.name },
      })),
    });
  });

  app.post('/operator/tenants/:id/approve', async (c) => {
    const operator = await operatorOf(deps, c);
    return c.json(tenantAnswer(await approveTenant(deps, c.req.param('id'), operator)));
  });

  app.post('/operator/tenants/:id/verify', async (c) => {
    const operator = await operatorOf(deps, c);
    const proof = parse(verificationSchema, await readJson(c));
    return c.json(tenantAnswer(await verifyTenant(deps, c.req.param('id'), proof, operator)));
  });

  app.delete('/operator/tenants/:id', async (c) => {
    await operatorOf(deps, c);
    const tenant = await knownTenant(deps.table.control, c.req.param('id'));
    if (tenant.state !== 'pending')
      throw new Refusal('conflict.active', t('已开通的单位不能在此删除', 'An open county is not removed here'));
    await undoSignUp(deps, tenant);
    return c.body(null, 204);
  });
}

const tooMany = t('尝试次数太多，请{minutes}分钟后再试', 'Too many attempts; try again in {minutes} minutes');

async function operatorOf(deps: Deps, c: Context<Edge>): Promise<string> {
  const key = bearerOf(c.req.header('Authorization'));
  const operator = key && deps.operators.get(hashOf(key));
  if (operator) return operator;
  await takeTry(deps.table.control, deps.clock, { name: `operator|${c.var.ip}`, most: 20, seconds: 900 }, tooMany);
  throw new Refusal('forbidden.signedOut', t('请先登录', 'Sign in first'));
}
