import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  type AssumeRoleCommandOutput,
  STSClient,
} from '@aws-sdk/client-sts';
import { Credentials } from '@juxian/store/credentials.ts';
import { Table } from '@juxian/store/table.ts';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';

const roles = { tenant: 'arn:aws-cn:iam::1:role/tenant', portal: 'arn:aws-cn:iam::1:role/portal' };
const minute = 60_000;
let now = Date.UTC(2026, 2, 2);
const client = new STSClient({ region: 'cn-north-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
const sts = mockClient(client);
const asked = () => sts.commandCalls(AssumeRoleCommand).map(({ args }) => args[0].input);

const assumed = ({ RoleArn = '', Tags }: AssumeRoleCommandInput): AssumeRoleCommandOutput => ({
  $metadata: {},
  Credentials: {
    AccessKeyId: `AKIA-${RoleArn.split('/')[1]}-${Tags?.[0]?.Value}`,
    SecretAccessKey: 's',
    SessionToken: 'token',
    Expiration: new Date(now + 60 * minute),
  },
});

beforeEach(() => {
  sts.reset();
  sts.on(AssumeRoleCommand).callsFake(assumed);
});

describe('credentials of a tagged role', () => {
  const make = (limit?: number) => new Credentials({ sts: client, roles, now: () => now, limit });

  it('carry the tenant as their only tag', async () => {
    const given = await make().provider('tenant', 't0123456789')();
    expect(given).toMatchObject({ accessKeyId: 'AKIA-tenant-t0123456789', sessionToken: 'token' });
    expect(asked()).toEqual([
      {
        RoleArn: roles.tenant,
        RoleSessionName: 'tenant-t0123456789',
        DurationSeconds: 3600,
        Tags: [{ Key: 'tenant', Value: 't0123456789' }],
      },
    ]);
  });

  it('are shared by callers of one tenant and role, and by nobody else', async () => {
    const credentials = make();
    const one = credentials.provider('tenant', 't0123456789');
    const [a, b, portal, other] = await Promise.all([
      one(),
      credentials.provider('tenant', 't0123456789')(),
      credentials.provider('portal', 't0123456789')(),
      credentials.provider('tenant', 't9876543210')(),
    ]);
    expect(a).toBe(b);
    expect(new Set([a, portal, other].map(({ accessKeyId }) => accessKeyId)).size).toBe(3);
    expect(asked()).toHaveLength(3);
  });

  it('are renewed five minutes before they end, once', async () => {
    const one = make().provider('tenant', 't0123456789');
    await one();
    now += 54 * minute;
    await one();
    expect(asked()).toHaveLength(1);
    now += minute;
    await Promise.all([one(), one()]);
    expect(asked()).toHaveLength(2);
    await one();
    expect(asked()).toHaveLength(2);
  });

  it('are asked for again after a failure', async () => {
    sts.on(AssumeRoleCommand).rejectsOnce(new Error('AccessDenied')).callsFake(assumed);
    const one = make().provider('tenant', 't0123456789');
    await expect(one()).rejects.toThrow('AccessDenied');
    expect((await one()).accessKeyId).toBe('AKIA-tenant-t0123456789');
  });

  it('are kept for the tenants used last', async () => {
    const credentials = make(2);
    const use = (tenant: string) => credentials.provider('tenant', tenant)();
    for (const tenant of ['t0000000001', 't0000000002', 't0000000001', 't0000000003', 't0000000001']) await use(tenant);
    expect(asked()).toHaveLength(3);
    await use('t0000000002');
    expect(asked()).toHaveLength(4);
  });
});

it('a table signs each tenant’s requests with that tenant’s credentials, and its own for the rest', async () => {
  const signers: string[] = [];
  const server = createServer((request, response) => {
    signers.push(/Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '');
    response.setHeader('content-type', 'application/x-amz-json-1.0').end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const table = await Table.open({ endpoint, name: 'juxian', credentials: new Credentials({ sts: client, roles }) });
  for (const store of [table.for('t0123456789'), table.for('t9876543210'), table.for('t0123456789', 'portal')])
    await store.get(store.keys.config('portal'));
  await table.control.get({ pk: 'U#1', sk: 'PROFILE' });
  expect(signers.slice(0, 3)).toEqual([
    'AKIA-tenant-t0123456789',
    'AKIA-tenant-t9876543210',
    'AKIA-portal-t0123456789',
  ]);
  expect(signers[3]).not.toMatch(/^AKIA-(tenant|portal)/);
  table.close();
  server.close();
  server.closeAllConnections();
});
