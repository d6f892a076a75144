import { lookup as resolve } from 'node:dns';
import { request as plainRequest, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Profile } from '@juxian/core/password.ts';

const inner = new BlockList();
/** What is no address of the public network: IANA special-purpose registries of IPv4 and IPv6 (RFC 6890). */
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  inner.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inner.addSubnet(net, bits, 'ipv6');

/** Whether a text is anything but an IP address of the public network. */
export const isInner = (address: string): boolean =>
  isIP(address) === 0 || inner.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/**
 * An address to which events may be sent: https; on this machine alone also http to 127.0.0.1.
 * @throws Refusal `invalid.url`.
 */
export function receiverOf(text: string, profile: Profile): URL {
  const refused = (zh: string, en: string) => refuseField('url', 'invalid.url', t(zh, en));
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.username || url.password || url.hash || text.length > 500)
    throw refused('地址格式不对', 'Not an address that can be used');
  if (profile === 'local' && url.protocol === 'http:' && url.hostname === '127.0.0.1') return url;
  if (url.protocol !== 'https:') throw refused('地址须以 https:// 开头', 'The address must begin with https://');
  const host = hostOf(url);
  if (profile !== 'local' && ((isIP(host) !== 0 && isInner(host)) || host === 'localhost' || !/[.:]/.test(host)))
    throw refused('不能是内部网络的地址', 'The address must not lie in a private network');
  return url;
}

/** Why a message did not arrive, in a word: `timeout`, `private`, `redirect`, `connection`, or `status 500`. */
export class Undelivered extends Error {
  readonly status: number | undefined;
  constructor(reason: string, status?: number) {
    super(reason);
    this.status = status;
  }
}

const longest = 10_000;

/** What tells the time and the addresses of names: the machine's own, unless a test says otherwise. */
type Outside = { limit(ms: number): AbortSignal; names: typeof resolve };
const machine: Outside = { limit: (ms) => AbortSignal.timeout(ms), names: resolve };

/**
 * Sends one POST and waits for its status, at most 10 s. No redirect is followed, and outside this machine's profile no
 * connection is made to a private address, whatever its name resolves to. @throws Undelivered for all but a 2xx.
 */
export async function post(
  url: URL,
  { headers, body, profile }: { headers: Record<string, string>; body: string; profile: Profile },
  { limit, names }: Outside = machine,
): Promise<number> {
  const open = profile === 'local';
  const host = hostOf(url);
  if (!open && isIP(host) !== 0 && isInner(host)) throw new Undelivered('private');
  const signal = limit(longest);
  const status = await new Promise<number>((done, fail) => {
    const options: RequestOptions = {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      agent: false,
      signal,
      lookup: open ? names : lookupOutside(names),
    };
    const sent = (url.protocol === 'http:' ? plainRequest : secureRequest)(url, options, (answer) => {
      done(answer.statusCode ?? 0);
      answer.destroy();
    });
    sent.on('error', (error) =>
      fail(error instanceof Undelivered ? error : new Undelivered(signal.aborted ? 'timeout' : 'connection')),
    );
    sent.end(body);
  });
  if (status >= 200 && status < 300) return status;
  throw new Undelivered(status >= 300 && status < 400 ? 'redirect' : `status ${status}`, status);
}

/** Resolves names and refuses those that lead inwards, so that what was checked is what is connected to. */
const lookupOutside =
  (names: Outside['names']): LookupFunction =>
  (hostname, options, settle) =>
    names(hostname, { ...options, all: true }, (error, found) => {
      const [first] = found ?? [];
      if (error || !first) settle(error ?? new Undelivered('connection'), '', 0);
      else if (found.some(({ address }) => isInner(address))) settle(new Undelivered('private'), '', 0);
      else if (options.all) settle(null, found);
      else settle(null, first.address, first.family);
    });
