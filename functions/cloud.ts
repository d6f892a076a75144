import { Clock } from '@juxian/base/clock.ts';
import { publicNames } from '@juxian/core/dns.ts';
import type { Mailer, SmsSender } from '@juxian/core/message.ts';
import { hashCost, type Profile, passwordPolicies } from '@juxian/core/password.ts';
import { registryOf } from '@juxian/engine/registry.ts';
import { RowsCache } from '@juxian/engine/rows.ts';
import { modules } from '@juxian/modules/index.ts';
import { openCloud } from '@juxian/store/cloud.ts';
import type { TaggedRole } from '@juxian/store/credentials.ts';
import type { Guard } from '@juxian/store/guard.ts';
import type { Hono } from 'hono';
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import type { Deps } from './deps.ts';

/** The header that carries the client's address from the gateway to the apps; whatever a client sends under it is dropped. */
const addressHeader = 'x-juxian-address';

/**
 * Everything a function of the cloud stands on, from what the template put into its environment.
 * `own`: its reach without a tag; `reach`: the county's tag it takes for files and keys.
 */
export async function openFunction(own: 'api' | 'auth', reach: TaggedRole = 'tenant', guard?: Guard): Promise<Deps> {
  const clock = new Clock();
  const { table, files, keyring } = await openCloud({
    table: given('TABLE'),
    files: given('FILES'),
    anchors: given('ANCHORS'),
    key: given('KEY'),
    roles: { tenant: given('TENANT_ROLE'), portal: given('PORTAL_ROLE') },
    own,
    reach,
    clock,
    ...(guard && { guard }),
  });
  const { OPERATOR_KEY_SHA256: operator, MESSAGE_URL: url, PORTAL_ZONE: zone } = process.env;
  return {
    table,
    keyring,
    clock,
    files,
    registry: registryOf(modules),
    rows: new RowsCache({ bytes: 400_000_000, clock, snapshots: files }),
    profile: profileOf(given('AUTH_PROFILE')),
    signUp: process.env.SIGNUP === 'open' ? 'open' : 'approve',
    hashCost,
    mailer: senderOf(url, 'email'),
    sms: senderOf(url, 'phone'),
    isOnline: true,
    handsOutLinks: !url,
    entrance: { addressHeader, origins: [given('ORIGIN')] },
    origin: given('ORIGIN'),
    portalHost: zone ? `{slug}.${zone}` : '',
    names: publicNames,
    providers: new Map(),
    operators: new Map(operator ? [[operator, 'operator']] : []),
    version: given('VERSION'),
  };
}

function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The function's environment has no ${name}`);
  return value;
}

function profileOf(name: string): Profile {
  if (name in passwordPolicies) return name as Profile;
  throw new Error(`AUTH_PROFILE is one of ${Object.keys(passwordPolicies).join(', ')}`);
}

/** Sends through the county platform's message gateway: one POST of JSON a message. Throws when it was not taken over. */
function senderOf(url: string | undefined, channel: 'email' | 'phone'): Mailer & SmsSender {
  return {
    async send(message) {
      if (!url) throw new Error('No message gateway is set');
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.MESSAGE_TOKEN ?? ''}` },
        body: JSON.stringify({ channel, ...message }),
        signal: AbortSignal.timeout(5000),
      });
      if (!answer.ok) throw new Error(`The message gateway answered ${answer.status}`);
    },
  };
}

/** A Hono app as the handler of a function behind the gateway. */
export function handlerOf(app: Pick<Hono, 'fetch'>) {
  const answer = handle(app as Hono);
  return (event: LambdaEvent) => answer(withAddress(event));
}

function withAddress(event: LambdaEvent): LambdaEvent {
  const { identity } = event.requestContext as { identity?: { sourceIp?: string } };
  const address = identity?.sourceIp ?? '';
  const multi = 'multiValueHeaders' in event ? (event.multiValueHeaders ?? {}) : {};
  return {
    ...event,
    headers: { ...withoutAddress(event.headers ?? {}), [addressHeader]: address },
    multiValueHeaders: { ...withoutAddress(multi), [addressHeader]: [address] },
  } as LambdaEvent;
}

const withoutAddress = (headers: object) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== addressHeader));
