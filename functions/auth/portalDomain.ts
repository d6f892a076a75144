import { clockActor } from '@juxian/base/actor.ts';
import type { PortalDomain } from '@juxian/base/portal.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import { takeTry } from '@juxian/core/attempt.ts';
import { configRevision, dropConfig, readConfig, saveConfig, type TenantConfig } from '@juxian/core/config.ts';
import { allRight, type Finding, isTakenBack, lookUp, txtHost, txtValue, type Wanted } from '@juxian/core/dns.ts';
import {
  claimDomain,
  type DomainClaim,
  findDomain,
  listDomains,
  releaseDomain,
  renewDomain,
} from '@juxian/core/domain.ts';
import { hostNameOf, readableHost } from '@juxian/core/hostName.ts';
import { actLine } from '@juxian/engine/audit.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { makeCtx } from '../context.ts';
import type { Deps } from '../deps.ts';
import { tellAdministrators } from '../events/administrators.ts';
import { forgetHosts } from '../portal/host.ts';
import { report } from '../report.ts';

const wantedOf = ({ portalHost }: Deps, ctx: Ctx, name: string): Wanted => ({
  name,
  target: portalHost.replace('{slug}', ctx.config.slug),
  token: ctx.seal('staff').blind('portal host', name),
});

/** The county's own host as its administrators see it: the records to set, and how it stands. */
export function domainAnswer(deps: Deps, ctx: Ctx, domain: PortalDomain) {
  const { target, token } = wantedOf(deps, ctx, domain.name);
  return {
    ...domain,
    readable: readableHost(domain.name),
    records: [
      { record: 'CNAME' as const, host: domain.name, value: target },
      { record: 'TXT' as const, host: txtHost(domain.name), value: txtValue(token) },
    ],
  };
}

/** Saves the configuration with a line of what was done. */
export async function saveWith(
  ctx: Ctx,
  change: Partial<TenantConfig>,
  { revision, name, details }: { revision: number; name: string; details: Readonly<Record<string, unknown>> },
): Promise<void> {
  await saveConfig(ctx.store, change, { revision, isPortal: (module) => ctx.registry.get(module)?.reach === 'portal' });
  await ctx.store.transact([actLine(ctx, { name, details })]);
}

const settled = async (ctx: Ctx, domain: PortalDomain | undefined, name: string, host: string, record?: string) =>
  saveWith(
    ctx,
    { domain },
    { revision: await configRevision(ctx.store), name, details: { host, ...(record ? { record } : {}) } },
  );

/** Writes down which host the county wants; it is served only once its records were found right. @throws Refusal `invalid.domain`. */
export async function wantDomain(deps: Deps, ctx: Ctx, given: { domain: string; revision: number }): Promise<void> {
  const name = hostNameOf(given.domain, [new URL(deps.origin).hostname, deps.portalHost.replace('{slug}.', '')]);
  const { domain } = await readConfig(ctx.store, 'staff');
  if (domain?.name === name) return;
  if (domain) await giveUp(deps, ctx, domain.name);
  const said = { name: 'tenant.domainWanted', details: { host: name } };
  await saveWith(ctx, { domain: { name } }, { revision: given.revision, ...said });
}

/** Takes the county's own host away; its portal is found on the house's from then on. */
export async function dropDomain(deps: Deps, ctx: Ctx): Promise<void> {
  const { domain } = await readConfig(ctx.store, 'staff');
  if (!domain) return;
  await giveUp(deps, ctx, domain.name);
  await settled(ctx, undefined, 'tenant.domainRemoved', domain.name);
}

async function giveUp(deps: Deps, ctx: Ctx, name: string): Promise<void> {
  await releaseDomain(deps.table.control, { name, tenant: ctx.store.tenant });
  forgetHosts(deps);
}

const tooMany = t('检查太频繁，请{minutes}分钟后再试', 'Too many checks; try again in {minutes} minutes');

/**
 * Looks the records up and acts on what they say.
 * @throws Refusal `missing.domain` where none is wanted, `conflict.domain` where another county's records stand as well.
 */
export async function checkDomain(deps: Deps, ctx: Ctx): Promise<Finding[]> {
  const { domain } = await readConfig(ctx.store, 'staff');
  if (!domain) throw new Refusal('missing.domain', t('还没有填自有域名', 'No name has been entered yet'));
  const bucket = { name: `domain|${ctx.store.tenant}`, most: 30, seconds: 3600 };
  await takeTry(deps.table.control, deps.clock, bucket, tooMany);
  const findings = await lookUp(deps.names, wantedOf(deps, ctx, domain.name));
  await settle(deps, ctx, domain, findings);
  return findings;
}

async function settle(deps: Deps, ctx: Ctx, domain: PortalDomain, findings: readonly Finding[]): Promise<void> {
  const { name, since } = domain;
  if (allRight(findings)) {
    await takeOver(deps, ctx, name);
    if (!since || domain.broken)
      await settled(ctx, { name, since: since ?? ctx.clock.now() }, 'tenant.domainServed', name);
  } else if (since && isTakenBack(findings)) {
    await giveUp(deps, ctx, name);
    await settled(ctx, { name }, 'tenant.domainLost', name, 'TXT');
    await tellAdministrators(deps, ctx, { page: 'portal', ...lostWords(name, findings) });
  } else if (since && !domain.broken && findings.some(({ record, state }) => record === 'CNAME' && isWrong(state))) {
    const broken = { since: ctx.clock.now(), record: 'CNAME' as const };
    await settled(ctx, { name, since, broken }, 'tenant.domainBroken', name, 'CNAME');
    await tellAdministrators(deps, ctx, { page: 'portal', ...brokenWords(name, findings) });
  }
}

const isWrong = (state: Finding['state']): boolean => !['right', 'flattened', 'silent'].includes(state);

/** Claims the host; where another county holds it, its right to it is looked at first, since hosts change hands. */
async function takeOver(deps: Deps, ctx: Ctx, name: string): Promise<void> {
  const { control } = deps.table;
  const claim = { name, tenant: ctx.store.tenant, slug: ctx.config.slug, lookedAt: deps.clock.wall() };
  const held = await findDomain(control, name);
  if (held && held.tenant !== claim.tenant) await lookAt(deps, held);
  await claimDomain(control, claim);
  forgetHosts(deps);
}

const daily = 86_400_000;

/** Looks at every served host once a day. One that fails is reported and stops no other. */
export async function lookAtDomains(deps: Deps): Promise<void> {
  const now = deps.clock.wall();
  for (const claim of await listDomains(deps.table.control)) {
    if (now - claim.lookedAt < daily) continue;
    try {
      await renewDomain(deps.table.control, { ...claim, lookedAt: now });
      await lookAt(deps, claim);
    } catch (error) {
      report('domain', { tenant: claim.tenant, host: claim.name }, error);
    }
  }
}

async function lookAt(deps: Deps, claim: DomainClaim): Promise<void> {
  dropConfig(claim.tenant);
  const ctx = await makeCtx(deps, { actor: clockActor(claim.tenant), locale: 'zh-CN' });
  const { domain } = ctx.config;
  if (domain?.name !== claim.name || !domain.since) return giveUp(deps, ctx, claim.name);
  await settle(deps, ctx, domain, await lookUp(deps.names, wantedOf(deps, ctx, claim.name)));
}

const listed = (findings: readonly Finding[]): Text => {
  const bad = findings.filter(({ state }) => isWrong(state));
  const line = ({ record, host, expected, found }: Finding, says: string, now: string) =>
    `${record} ${host}: ${says}${found.length > 0 ? `${now}${found.join(', ')}` : ''} → ${expected}`;
  return {
    zh: bad.map((one) => line(one, one.says.zh, '，现为 ')).join('\n'),
    en: bad.map((one) => line(one, one.says.en, ', now ')).join('\n'),
  };
};

function brokenWords(name: string, findings: readonly Finding[]): { subject: Text; text: Text } {
  const [host, { zh, en }] = [readableHost(name), listed(findings)];
  return {
    subject: t('门户域名解析异常', 'The portal’s own address is out of order'),
    text: t(
      `门户域名${host}的解析不对，门户仍可从平台地址访问，新发的链接改用平台地址。\n${zh}`,
      `The records of ${host} are not right. The portal is still found on the platform, where new links lead.\n${en}`,
    ),
  };
}

function lostWords(name: string, findings: readonly Finding[]): { subject: Text; text: Text } {
  const [host, { zh, en }] = [readableHost(name), listed(findings)];
  return {
    subject: t('门户域名已停用', 'The portal’s own address has ended'),
    text: t(
      `门户域名${host}的校验记录已不在，平台已停止以该域名提供门户；门户仍可从平台地址访问。恢复记录后，请在“本地设置·门户与标识”重新检查。\n${zh}`,
      `The token of ${host} is gone, so it is served no longer; the portal is still found on the platform. Put the record back and check again in the settings.\n${en}`,
    ),
  };
}
