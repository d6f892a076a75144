import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startEmbedded } from '@juxian/store/embedded.ts';
import { Table } from '@juxian/store/table.ts';

export const origin = 'https://juxian.example.cn';

/** What was asked of STS, KMS and S3, for tests to read. */
export type Served = { calls: string[]; refused: string[]; stop(): Promise<void> };

/**
 * Sets up what a function of the cloud meets: a table, and a stand-in for STS, KMS and S3 that knows callers by the tag
 * they were given and serves each its own county only. The function's own environment is set for this process.
 */
export async function startCloud(): Promise<Served> {
  const embedded = await startEmbedded();
  const table = await Table.open({ endpoint: embedded.endpoint, name: 'juxian' });
  await table.create();
  table.close();
  const calls: string[] = [];
  const refused: string[] = [];
  const bucket = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const answer = answerOf(request, await read(request), bucket);
    (answer.status < 400 || answer.status === 404 ? calls : refused).push(answer.call);
    response.writeHead(answer.status, { 'content-type': answer.type });
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(process.env, {
    AWS_REGION: 'cn-north-1',
    AWS_ACCESS_KEY_ID: 'OWN',
    AWS_SECRET_ACCESS_KEY: 'own',
    AWS_ENDPOINT_URL_DYNAMODB: embedded.endpoint,
    AWS_ENDPOINT_URL_STS: endpoint,
    AWS_ENDPOINT_URL_KMS: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    TABLE: 'juxian',
    FILES: 'files',
    ANCHORS: 'anchors',
    KEY: 'key',
    TENANT_ROLE: 'role/tenant',
    PORTAL_ROLE: 'role/portal',
    ORIGIN: origin,
    SIGNUP: 'open',
    AUTH_PROFILE: 'local',
    VERSION: '1.0.0',
  });
  return {
    calls,
    refused,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await embedded.stop();
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** Whose credentials signed the request: OWN, or the tag that STS was asked for. */
const holderOf = (request: IncomingMessage) =>
  /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';

type Reply = { call: string; status: number; type: string; body: string };

function answerOf(request: IncomingMessage, body: string, bucket: Map<string, string>): Reply {
  const target = request.headers['x-amz-target'];
  if (target) return keyAnswer(String(target), JSON.parse(body), holderOf(request));
  if (request.url === '/') return roleAnswer(new URLSearchParams(body));
  return fileAnswer(request, body, bucket);
}

const xml = (call: string, status: number, body: string): Reply => ({ call, status, type: 'application/xml', body });
const json = (call: string, status: number, body: object): Reply => ({
  call,
  status,
  type: 'application/x-amz-json-1.1',
  body: JSON.stringify(body),
});

function fileAnswer(request: IncomingMessage, body: string, bucket: Map<string, string>): Reply {
  const { method = '', url = '' } = request;
  const [path = ''] = url.split('?');
  const call = `${method} ${path} as ${holderOf(request)}`;
  const [, , , tenant] = path.split('/');
  if (!holderOf(request).endsWith(`.${tenant}`)) return xml(call, 403, '<Error><Code>AccessDenied</Code></Error>');
  if (method === 'PUT') bucket.set(path, body);
  const known = bucket.get(path);
  return known === undefined ? xml(call, 404, '<Error><Code>NoSuchKey</Code></Error>') : xml(call, 200, known);
}

function roleAnswer(form: URLSearchParams): Reply {
  const role = (form.get('RoleArn') ?? '').replace('role/', '');
  const tenant = form.get('Tags.member.1.Value') ?? '';
  return xml(
    `AssumeRole ${role} ${tenant}`,
    200,
    `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>${role}.${tenant}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  );
}

type KeyInput = { Plaintext?: string; CiphertextBlob?: string; EncryptionContext?: { tenant?: string } };

function keyAnswer(target: string, input: KeyInput, holder: string): Reply {
  const { tenant = '' } = input.EncryptionContext ?? {};
  const call = `${target.split('.')[1]} ${tenant} as ${holder}`;
  const mayUse = holder === 'OWN' ? tenant === 'accounts' : holder.endsWith(`.${tenant}`);
  if (!mayUse) return json(call, 400, { __type: 'AccessDeniedException' });
  if (input.Plaintext) return json(call, 200, { CiphertextBlob: wrapped(`${tenant} ${input.Plaintext}`) });
  const [of, plain] = Buffer.from(input.CiphertextBlob ?? '', 'base64')
    .toString()
    .split(' ');
  return of === tenant
    ? json(call, 200, { Plaintext: plain })
    : json(call, 400, { __type: 'InvalidCiphertextException' });
}

const wrapped = (text: string) => Buffer.from(text).toString('base64');

type Answer = { statusCode: number; headers: Record<string, string>; body: string; isBase64Encoded: boolean };

type SendOptions = {
  body?: unknown;
  token?: string;
  headers?: Record<string, string>;
  /** The host the gateway answers on. */
  at?: string;
};

/** A request as the gateway hands it to a function. */
export async function send(
  handler: (event: never) => Promise<unknown>,
  method: string,
  path: string,
  { body, token, headers = {}, at = new URL(origin).host }: SendOptions = {},
): Promise<{ status: number; headers: Record<string, string>; text: string }> {
  const [pathname = '/', query = ''] = path.split('?');
  const sent: Record<string, string> = {
    host: at,
    'accept-language': 'en',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...headers,
  };
  const event = {
    httpMethod: method,
    path: pathname,
    headers: sent,
    multiValueHeaders: Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, [value]])),
    queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
    multiValueQueryStringParameters: Object.fromEntries(
      [...new URLSearchParams(query)].map(([name, value]) => [name, [value]]),
    ),
    body: body === undefined ? null : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: {
      domainName: at,
      identity: { sourceIp: '203.0.113.7' },
      httpMethod: method,
      path: pathname,
    },
  };
  const answer = (await handler(event as never)) as Answer;
  const text = answer.isBase64Encoded ? Buffer.from(answer.body, 'base64').toString() : answer.body;
  return { status: answer.statusCode, headers: answer.headers ?? {}, text };
}
