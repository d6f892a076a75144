import { createHash } from 'node:crypto';
import { allRight, isTakenBack, lookUp, type Names } from '@juxian/core/dns.ts';
import { emblemOf } from '@juxian/core/emblem.ts';
import { hostNameOf, readableHost } from '@juxian/core/hostName.ts';
import { letterFrom } from '@juxian/core/message.ts';
import { describe, expect, it } from 'vitest';

const house = ['portal.juxian.cn', 'portals.juxian.cn'];
const refusal = (given: string): string => {
  try {
    return `took ${hostNameOf(given, house)}`;
  } catch (error) {
    return (error as { says: { zh: string } }).says.zh;
  }
};

describe('a name that a county may call its own', () => {
  it('is kept in ASCII, whatever its letters and its closing dot, and read in characters', () => {
    expect(hostNameOf(' RC.Qinghe.GOV.cn. ', house)).toBe('rc.qinghe.gov.cn');
    // Worked out with Python’s idna codec.
    expect(hostNameOf('人才.青禾.政务', house)).toBe('xn--gmq009b.xn--2lzs91d.xn--zfr164b');
    expect(readableHost('xn--gmq009b.xn--2lzs91d.xn--zfr164b')).toBe('人才.青禾.政务');
    expect(hostNameOf('rc。qinghe。gov。cn', house)).toBe('rc.qinghe.gov.cn');
  });

  it('is no number, port, wildcard, address, suffix, overlong name, nor the house’s own', () => {
    const said = Object.fromEntries(
      [
        '192.0.2.7',
        '[2001:db8::1]',
        '0x7f.1',
        'rc.qinghe.gov.cn:8443',
        '*.qinghe.gov.cn',
        'https://rc.qinghe.gov.cn/',
        'a@rc.qinghe.gov.cn',
        'qinghe',
        'gov.cn',
        'qh.cn',
        '公司.cn',
        'portal.local',
        'rc_1.qinghe.gov.cn',
        '-rc.qinghe.gov.cn',
        'rc..gov.cn',
        '',
        `${'a'.repeat(64)}.gov.cn`,
        `${'a.'.repeat(126)}gov.cn`,
        'portal.juxian.cn',
        'x.portals.juxian.cn',
        'juxian.cn',
      ].map((given) => [given, refusal(given)]),
    );
    const [number, own] = ['不能填IP地址，请填域名', '这是平台自己的域名'];
    const [whole, wrong] = ['请填本单位名下的完整域名', '域名格式不对'];
    const long = '域名太长：全长至多253个字符，每段至多63个';
    expect(Object.values(said)).toEqual([
      number,
      number,
      number,
      '不能带端口',
      '不能用通配符，请填一个完整的域名',
      '只填域名，不带 https:// 和路径',
      '只填域名，不带 https:// 和路径',
      whole,
      whole,
      whole,
      whole,
      whole,
      wrong,
      wrong,
      wrong,
      wrong,
      long,
      long,
      own,
      own,
      own,
    ]);
    expect(refusal('notjuxian.cn')).toBe('took notjuxian.cn');
  });
});

const failing = (code: string) => async (): Promise<never> => {
  throw Object.assign(new Error(code), { code });
};
const wanted = { name: 'rc.qinghe.gov.cn', target: 'portal.juxian.cn', token: 'T' };
const right: Names = {
  cname: async () => ['Portal.juxian.cn.'],
  txt: async () => [['v=spf1 -all'], ['juxian-', 'verification=T']],
  addresses: async () => ['198.51.100.7'],
};
const statesOf = async (names: Partial<Names>, limit?: AbortSignal) =>
  (await lookUp({ ...right, ...names }, wanted, limit)).map(({ state }) => state);

describe('the records of a name', () => {
  it('are right together only, the alias in any case and the token in parts', async () => {
    const findings = await lookUp(right, wanted);
    expect(findings.map(({ record, host, expected, state }) => [record, host, expected, state])).toEqual([
      ['CNAME', 'rc.qinghe.gov.cn', 'portal.juxian.cn', 'right'],
      ['TXT', '_juxian.rc.qinghe.gov.cn', 'juxian-verification=T', 'right'],
    ]);
    expect(allRight(findings)).toBe(true);
    expect(allRight(await lookUp({ ...right, txt: failing('ENODATA') }, wanted))).toBe(false);
  });

  it('are told apart: no such name, no record, elsewhere, flattened, silence, a target that leads nowhere', async () => {
    const nothing = { cname: failing('ENOTFOUND'), addresses: failing('ENOTFOUND') };
    const at = (own: string[]) => async (host: string) =>
      host === wanted.name ? own : ['198.51.100.7', '198.51.100.8'];
    const theirs = (own: () => Promise<string[]>) => (host: string) =>
      host === wanted.name ? own() : Promise.resolve(['198.51.100.7']);
    const none = failing('ENODATA');
    expect(await statesOf({ cname: failing('ENOTFOUND'), addresses: theirs(failing('ENOTFOUND')) })).toEqual([
      'absent',
      'right',
    ]);
    expect(await statesOf({ cname: none, addresses: theirs(none) })).toEqual(['empty', 'right']);
    expect(await statesOf({ cname: async () => ['old.host.cn'], addresses: at(['203.0.113.9']) })).toEqual([
      'wrong',
      'right',
    ]);
    expect(await statesOf({ cname: none, addresses: at(['198.51.100.8']) })).toEqual(['flattened', 'right']);
    expect(await statesOf({ cname: none, addresses: at(['198.51.100.8', '203.0.113.9']) })).toEqual(['wrong', 'right']);
    expect(await statesOf(nothing)).toEqual(['targetless', 'right']);
    expect(await statesOf({ cname: failing('ETIMEOUT'), addresses: theirs(failing('ESERVFAIL')) })).toEqual([
      'silent',
      'right',
    ]);
    expect(await statesOf({ txt: failing('ENOTFOUND') })).toEqual(['right', 'absent']);
    expect(await statesOf({ txt: async () => [['juxian-verification=other']] })).toEqual(['right', 'wrong']);
    const [, wrong] = await lookUp({ ...right, txt: async () => [['x'], ['juxian-verification=other']] }, wanted);
    expect(wrong?.found).toEqual(['juxian-verification=other']);
  });

  it('are silent when nobody answers in time, which takes nothing back', async () => {
    const never = () => new Promise<never>(() => {});
    const findings = await lookUp({ cname: never, txt: never, addresses: never }, wanted, AbortSignal.abort());
    expect(findings.map(({ state }) => state)).toEqual(['silent', 'silent']);
    expect([allRight(findings), isTakenBack(findings)]).toEqual([false, false]);
    expect(isTakenBack(await lookUp({ ...right, txt: failing('ENOTFOUND') }, wanted))).toBe(true);
  });
});

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replace(/\s/g, ''), 'hex'));
/** A PNG's head by its specification: signature, IHDR with 64 × 48, the rest of the chunk, and room for data. */
const png = (width: string, height: string) =>
  hex(`89504e470d0a1a0a 0000000d 49484452 ${width} ${height} 0806000000 00000000 ${'00'.repeat(40)}`);
/** SOI, an APP0 segment of 16, then SOF2 of 100 × 200. */
const jpeg = hex(`ffd8 ffe0 0010 ${'00'.repeat(14)} ffc2 0011 08 0064 00c8 03 ${'00'.repeat(20)}`);

describe('a county’s emblem', () => {
  it('is a picture by its content, with its size', () => {
    expect(emblemOf(png('00000040', '00000030'))).toEqual({
      type: 'image/png',
      width: 64,
      height: 48,
      hash: createHash('sha256').update(png('00000040', '00000030')).digest('hex'),
    });
    expect(emblemOf(jpeg)).toMatchObject({ type: 'image/jpeg', width: 200, height: 100 });
    // Extended WebP, canvas 300 × 200: stored one less, 24 bits each (RFC 9649, 2.7).
    const extended = hex(`52494646 00000000 57454250 56503858 0a000000 00000000 2b0100 c70000`);
    expect(emblemOf(extended)).toMatchObject({ type: 'image/webp', width: 300, height: 200 });
  });

  it('is no drawing with scripts, nothing tiny, huge or heavy', () => {
    const code = (bytes: Uint8Array) => {
      try {
        return emblemOf(bytes).type;
      } catch (error) {
        return (error as { says: { zh: string } }).says.zh;
      }
    };
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
    expect(code(svg)).toBe('只收PNG、JPEG、WebP图片');
    expect(code(hex('47494638396101000100'))).toBe('只收PNG、JPEG、WebP图片');
    expect(code(png('00000040', '00000030').subarray(0, 30))).toBe('只收PNG、JPEG、WebP图片');
    const pixels = '图片为{width}×{height}像素，每边须{least}至{most}像素';
    expect(code(png('0000001f', '00000030'))).toBe(pixels);
    expect(code(png('00000401', '00000030'))).toBe(pixels);
    expect(code(png('00000400', '00000400'))).toBe('image/png');
    expect(code(Buffer.concat([png('00000040', '00000030'), Buffer.alloc(200_000)]))).toBe('图片太大，至多{most} kB');
  });
});

it('signs a county’s mail with its office, each line once', () => {
  const office = { name: '青禾县委人才办', phone: '0999-0000126', address: '' };
  expect(letterFrom({ name: '青禾县', office }, { to: 'a@example.org', subject: 's', text: '正文' })).toEqual({
    to: 'a@example.org',
    subject: 's',
    from: '青禾县委人才办',
    text: '正文\n\n—\n青禾县\n青禾县委人才办\n0999-0000126',
  });
});
