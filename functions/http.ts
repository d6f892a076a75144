import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { Refusal } from '@juxian/base/refusal.ts';
import { type Locale, localeOf, say, t } from '@juxian/base/text.ts';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { getPath } from 'hono/utils/url';

/** RFC 9457, in the caller's language. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  requestId: string;
  /** The rule behind the refusal. */
  rule?: string;
  fields?: { path: string; code: string; message: string }[];
};

/** What every request carries once it has passed the edge. */
export type Edge = { Variables: { requestId: string; locale: Locale; ip: string } };

/** The county whose own host a request came to; set by who received it, never by the request. */
export type AtCounty = { tenant: string; slug: string };

/** The county whose host this is, or undefined on the house's own. */
export const countyOf = (env: unknown): AtCounty | undefined => (env as { county?: AtCounty } | undefined)?.county;

/**
 * The path by which routes are found. On a county's own host everything lies within its portal; only the pages behind
 * links and the portal's script are found under the paths they have everywhere.
 */
export function pathWithin(request: Request, options?: { env?: unknown }): string {
  const [path, at] = [getPath(request), countyOf(options?.env)];
  return !at || path.startsWith('/o/') || path.startsWith('/p/-/') ? path : `/p/${at.slug}${path}`;
}

/** How requests reach this process. */
export type Entrance = {
  /** The header that the edge sets and overwrites with the client's address; absent: the socket's address counts. */
  addressHeader?: string;
  /** The header in which a trusted proxy says which host was asked; absent: the request's own, whatever else it carries. */
  hostHeader?: string;
  /** Origins the pages are served from; absent: the host of the request itself. */
  origins?: readonly string[];
};

const titles = {
  invalid: t('填写不符合要求', 'Not acceptable'),
  forbidden: t('没有权限', 'Not allowed'),
  missing: t('未找到', 'Not found'),
  conflict: t('与现有内容冲突', 'Conflict'),
  limit: t('超出限制', 'Over the limit'),
};

const statuses: Record<string, number> = {
  'invalid.body': 400,
  'invalid.header': 400,
  'invalid.query': 400,
  'invalid.type': 415,
  'forbidden.signedOut': 401,
  'limit.archive': 413,
  'limit.lrmx': 413,
  'limit.record': 413,
  'limit.sheet': 413,
  'limit.size': 413,
  'limit.tooLarge': 413,
};
const groupStatuses = { invalid: 422, forbidden: 403, missing: 404, conflict: 409, limit: 429 };

/** The status a refusal is answered with. */
export const statusOf = (refusal: Refusal): number => statuses[refusal.code] ?? groupStatuses[refusal.group];

/** A refusal as the problem that REST and tRPC alike answer with; anything else thrown says nothing of itself. */
export function problemOf(error: unknown, request: { requestId: string; locale: Locale }): Problem {
  const { requestId, locale } = request;
  if (!(error instanceof Refusal))
    return {
      type: 'about:blank',
      title: say(t('系统错误', 'Internal error'), locale),
      status: 500,
      code: 'error',
      detail: say(
        t(
          '系统出错，请稍后再试；求助时请报编号 {requestId}',
          'Something went wrong; when asking for help give the number {requestId}',
        ),
        locale,
        { requestId },
      ),
      requestId,
    };
  const { rule, fields } = error.details;
  return {
    type: 'about:blank',
    title: say(titles[error.group], locale),
    status: statusOf(error),
    code: error.code,
    detail: error.reason(locale),
    requestId,
    ...(rule ? { rule: say(rule, locale) } : {}),
    ...(fields
      ? { fields: fields.map(({ path, code, says, values }) => ({ path, code, message: say(says, locale, values) })) }
      : {}),
  };
}

/** Answers with a problem; a bug is reported on standard error under the request's number. */
export function answerProblem(c: Context<Edge>, error: unknown): Response {
  if (!(error instanceof Refusal)) report(c.var.requestId, c.req, error);
  const problem = problemOf(error, c.var);
  if (error instanceof Refusal && error.details.retryAfter !== undefined)
    c.header('Retry-After', String(Math.max(1, Math.ceil(error.details.retryAfter))));
  return c.body(JSON.stringify(problem), problem.status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json',
  });
}

function report(requestId: string, request: { method: string; path: string }, error: unknown): void {
  const stack = error instanceof Error ? error.stack : String(error);
  const { method } = request;
  console.error(JSON.stringify({ level: 'error', requestId, method, path: withoutSecrets(request.path), stack }));
}

/** A path as it may be written down: the secrets of invitations, links and calendars left out. */
export const withoutSecrets = (path: string): string => path.replace(/[\w-]{40,}/g, '…');

const shared = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'same-origin',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** Of every answer that is no page. */
export const jsonHeaders: Readonly<Record<string, string>> = {
  ...shared,
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
};

/** Of the built pages: everything comes from this host, and no script is written into a page. */
export const pageHeaders: Readonly<Record<string, string>> = {
  ...shared,
  'Content-Security-Policy':
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
};

/** Of a stored file: always a download, never a page of this host. */
export const fileHeaders = ({ name, type }: { name: string; type: string }): Record<string, string> => ({
  ...jsonHeaders,
  'Content-Type': type,
  'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
});

/** A Hono app behind the edge: request id, language, client address, headers, origin check and problems. */
export function httpApp<E extends Edge = Edge>(entrance: Entrance): Hono<E> {
  const app = new Hono<Edge>({ getPath: pathWithin });
  app.use(edge(entrance));
  app.onError((error, c) => answerProblem(c, error));
  app.notFound((c) =>
    answerProblem(c, new Refusal('missing.route', t('没有这个地址', 'There is nothing at this address'))),
  );
  return carrying<E>(app);
}

/** The app whose requests carry more than the edge gives them; what sets it is mounted before what reads it. */
const carrying = <E extends Edge>(app: Hono<Edge>): Hono<E> => app as never;

const edge =
  (entrance: Entrance): MiddlewareHandler<Edge> =>
  async (c, next) => {
    c.set('requestId', newRequestId());
    c.set('locale', localeOf(c.req.header('Accept-Language')));
    c.set('ip', addressOf(c, entrance));
    for (const [name, value] of Object.entries(jsonHeaders)) c.header(name, value);
    // What else a county runs below its own name is not ours to bind.
    if (countyOf(c.env)) c.header('Strict-Transport-Security', 'max-age=31536000');
    c.header('X-Request-Id', c.var.requestId);
    refuseForeign(c, entrance);
    await next();
  };

const newRequestId = (): string => randomBytes(12).toString('hex');

const safe = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Whoever signs with a cookie, or is about to be given one, must come from a page of this host.
 * A bearer token is never sent by a browser on its own, so programs need no origin.
 */
function refuseForeign(c: Context<Edge>, entrance: Entrance): void {
  if (safe.includes(c.req.method) || bearerOf(c.req.header('Authorization'))) return;
  const site = c.req.header('Sec-Fetch-Site');
  const origin = c.req.header('Origin');
  const here = [hostAsked(c.req.raw, entrance)].flatMap((host) => [`http://${host}`, `https://${host}`]);
  const own = countyOf(c.env) ? here : (entrance.origins ?? here);
  const foreign = origin === undefined ? c.req.header('Cookie') !== undefined : !own.includes(origin);
  if (foreign || (site !== undefined && site !== 'same-origin' && site !== 'none'))
    throw new Refusal(
      'forbidden.origin',
      t('请求不是从本站页面发出的', 'The request did not come from a page of this site'),
    );
}

/** The host a request was sent to, with its port. */
export const hostAsked = (request: Request, { hostHeader }: Entrance): string =>
  (hostHeader && request.headers.get(hostHeader)?.toLowerCase()) || new URL(request.url).host;

/** The token of a bearer header, or undefined. */
export const bearerOf = (header: string | undefined): string | undefined =>
  /^Bearer ([\w.~+/=-]{1,512})$/i.exec(header ?? '')?.[1];

/** The client's address: from the edge's header or the socket, never from what the client sends. IPv6 counts as its /64. */
function addressOf(c: Context, { addressHeader }: Entrance): string {
  const bindings = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  const given = addressHeader ? c.req.header(addressHeader) : bindings?.incoming?.socket?.remoteAddress;
  return networkOf(given ?? '');
}

/** An address as the key of a rate window: IPv4 whole, IPv6 by its first 64 bits. */
export function networkOf(address: string): string {
  const bare = address.trim().replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(bare) !== 6) return isIP(bare) === 4 ? bare : 'unknown';
  const [head = '', tail] = bare.split('%')[0]?.split('::') ?? [];
  const front = head.split(':').filter(Boolean);
  const back = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const groups =
    tail === undefined ? front : [...front, ...Array(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

const mostBytes = 1_000_000;

/**
 * The JSON object of a request; no body is an empty object.
 * @throws Refusal `invalid.type` for another content type, `limit.size` over `most` bytes, `invalid.body` for no JSON object.
 */
export async function readJson(c: Context, most: number = mostBytes): Promise<Record<string, unknown>> {
  const bytes = await readBytes(c.req.raw, most);
  if (bytes.length === 0) return {};
  if (!/^application\/json\b/i.test(c.req.header('Content-Type') ?? ''))
    throw new Refusal('invalid.type', t('内容类型应为 application/json', 'The content type must be application/json'));
  const body = parseJson(bytes);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Refusal('invalid.body', t('请求内容应是一个 JSON 对象', 'The body must be a JSON object'));
  return body as Record<string, unknown>;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Refusal('invalid.body', t('请求内容不是有效的 JSON', 'The body is not valid JSON'));
  }
}

/** The body of a request, read no further than `most` bytes. @throws Refusal `limit.size`. */
export async function readBytes(request: Request, most: number): Promise<Uint8Array> {
  const announced = request.headers.get('Content-Length');
  if (Number(announced ?? 0) > most) throw tooLarge(most);
  if (announced !== null) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.length > most) throw tooLarge(most);
    return bytes;
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > most) throw tooLarge(most);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const tooLarge = (most: number): Refusal =>
  new Refusal('limit.size', t('内容太大，最多 {most} 字节', 'Too large; at most {most} bytes'), { values: { most } });

const name = '__Host-s';

/** The token of the session cookie, or undefined. */
export const sessionCookieOf = (header: string | undefined): string | undefined => cookieOf(header, name);

/** A cookie by its name, or undefined. */
export function cookieOf(header: string | undefined, wanted: string): string | undefined {
  const pair = (header ?? '').split(/;\s*/).find((one) => one.startsWith(`${wanted}=`));
  return pair?.slice(wanted.length + 1) || undefined;
}

/** `Set-Cookie` for a session or device token of this host; `seconds` 0 ends it. */
export const hostCookie = (cookie: string, token: string, seconds: number): string =>
  `${cookie}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${Math.max(0, Math.floor(seconds))}`;

export const sessionCookie = (token: string, seconds: number): string => hostCookie(name, token, seconds);
