import { isIP } from 'node:net';
import { domainToASCII, domainToUnicode } from 'node:url';
import { refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';

/** Names under which CNNIC registers, and names that are nobody's (RFC 2606, RFC 6761, RFC 7686, RFC 8375). */
const registries = new Set(
  [
    ...['ac', 'com', 'edu', 'gov', 'mil', 'net', 'org', '公司', '网络', '政务'],
    ...['ah', 'bj', 'cq', 'fj', 'gd', 'gs', 'gx', 'gz', 'ha', 'hb', 'he', 'hi', 'hk', 'hl', 'hn', 'jl', 'js', 'jx'],
    ...['ln', 'mo', 'nm', 'nx', 'qh', 'sc', 'sd', 'sh', 'sn', 'sx', 'tj', 'tw', 'xj', 'xz', 'yn', 'zj'],
  ].map((label) => domainToASCII(`${label}.cn`)),
);
const nobodys = new Set('alt arpa corp example home internal invalid lan local localhost onion test'.split(' '));

const longest = 253;
const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** The name as people write it: 中文域名 in characters. */
export const readableHost = (name: string): string => domainToUnicode(name) || name;

/** A host as it is compared: small letters, no port, no closing dot. */
export const plainHost = (host: string): string => host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');

/**
 * The ASCII form (RFC 5891) of a host name that a county may call its own.
 * `house`: names of the house itself, neither they nor anything above or below them can be a county's.
 * @throws Refusal `invalid.domain` naming `domain`.
 */
export function hostNameOf(given: string, house: readonly string[]): string {
  const refused = (zh: string, en: string) => refuseField('domain', 'invalid.domain', t(zh, en));
  const text = given.normalize('NFKC').trim().replace(/。/g, '.').replace(/\.$/, '');
  if (text.includes('*')) throw refused('不能用通配符，请填一个完整的域名', 'No wildcards: give one whole name');
  if (isIP(text.replace(/^\[|\]$/g, '')) !== 0) throw refused('不能填IP地址，请填域名', 'An IP address is no name');
  if (/:\d*$/.test(text)) throw refused('不能带端口', 'No port can be given');
  if (/[/@?#\\\s:]/.test(text))
    throw refused('只填域名，不带 https:// 和路径', 'The name alone, without https:// or path');
  const name = text === '' ? '' : domainToASCII(text);
  if (isIP(name) !== 0) throw refused('不能填IP地址，请填域名', 'An IP address is no name');
  const labels = name.split('.');
  if (text.length > longest || name.length > longest || labels.some((one) => one.length > 63))
    throw refused('域名太长：全长至多253个字符，每段至多63个', 'Too long: 253 characters in all, 63 between dots');
  if (name === '' || !labels.every((one) => label.test(one)) || /^\d+$/.test(labels.at(-1) ?? ''))
    throw refused('域名格式不对', 'Not a host name');
  if (labels.length < 2 || registries.has(name) || nobodys.has(labels.at(-1) ?? ''))
    throw refused('请填本单位名下的完整域名', 'Give a whole name that is registered to you');
  const isHouse = (own: string) => own !== '' && (name === own || name.endsWith(`.${own}`) || own.endsWith(`.${name}`));
  if (house.some((own) => isHouse(plainHost(own))))
    throw refused('这是平台自己的域名', 'This name is the platform’s own');
  return name;
}
