import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { canonical, chain, Keyring, type TenantSeal } from '@juxian/store/seal.ts';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const county = 't0123456789';
const other = 't9876543210';
let directory: string;
let keyring: Keyring;
let wrapped: string;
let seal: TenantSeal;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'juxian-seal-'));
  keyring = await Keyring.local(join(directory, 'master.key'));
  wrapped = await keyring.newTenantKey(county);
  seal = keyring.tenant(county, wrapped);
});
afterAll(() => rm(directory, { recursive: true }));

const person = {
  name: '张三',
  number: '990102199001010011',
  entries: [{ from: '2020-01', unit: '某某镇' }],
  none: null,
};

describe('a record key', () => {
  it('seals and opens, small and large, and shows nothing of the text', () => {
    const { key, wrapped } = seal.newRecordKey();
    for (const value of [person, { text: '工作报告'.repeat(5000) }, [], 'a', 0]) {
      const sealed = key.seal('values', value);
      expect(Buffer.from(sealed).includes('张三')).toBe(false);
      expect(seal.recordKey(wrapped).open('values', sealed)).toEqual(value);
    }
    expect(key.seal('values', { text: '工作报告'.repeat(5000) }).length).toBeLessThan(1000);
    expect(key.seal('a', person)).not.toEqual(key.seal('a', person));
  });

  it('opens only under its own name, tenant and key, and unaltered', async () => {
    const { key, wrapped: own } = seal.newRecordKey();
    const sealed = key.seal('values#r1', person);
    const foreign = keyring.tenant(other, await keyring.newTenantKey(other));
    expect(() => key.open('values#r2', sealed)).toThrow();
    expect(() => seal.newRecordKey().key.open('values#r1', sealed)).toThrow();
    expect(() => foreign.recordKey(own)).toThrow();
    expect(() => keyring.tenant(other, wrapped)).toThrow();
    for (const at of [0, 1, 13, sealed.length - 1]) {
      const altered = Uint8Array.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(() => key.open('values#r1', altered)).toThrow();
    }
    expect(() => key.open('values#r1', sealed.subarray(0, 20))).toThrow();
    expect(() => key.open('values#r1', new Uint8Array())).toThrow();
    expect(key.open('values#r1', sealed)).toEqual(person);
  });

  it('holds bytes as they are', () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_, i) => i % 7);
    const sealed = seal.sealBytes('rows', bytes);
    expect(sealed.length).toBeLessThan(500);
    expect(Uint8Array.from(seal.openBytes('rows', sealed))).toEqual(bytes);
  });
});

describe('blind terms', () => {
  it('are the same for the same words, and differ by purpose and by tenant', async () => {
    const foreign = keyring.tenant(other, await keyring.newTenantKey(other));
    const term = seal.blind('identity', person.number);
    expect(term).toMatch(/^[\w-]{43}$/);
    expect(keyring.tenant(county, wrapped).blind('identity', person.number)).toBe(term);
    expect(seal.blind('tail', person.number)).not.toBe(term);
    expect(seal.blind('identity', '990102199001010012')).not.toBe(term);
    expect(foreign.blind('identity', person.number)).not.toBe(term);
  });
});

describe('the chain', () => {
  it('verifies without any key and finds one altered byte anywhere', () => {
    const { key } = seal.newRecordKey();
    const events = [0, 1, 2, 3].map((n) => ({
      clear: { n, at: '2026-03-02', by: 'usr' },
      sealed: key.seal(`e${n}`, { n }),
    }));
    const bytes = ({ clear, sealed }: (typeof events)[number]) => Buffer.concat([canonical(clear), sealed]);
    const head = (list: typeof events) => list.reduce((previous, event) => chain(previous, bytes(event)), '');
    const honest = head(events);
    expect(head(structuredClone(events))).toBe(honest);
    const altered = structuredClone(events);
    const sealed = altered[1]?.sealed ?? new Uint8Array();
    sealed[20] = (sealed[20] ?? 0) ^ 1;
    expect(head(altered)).not.toBe(honest);
    expect(head(events.toReversed())).not.toBe(honest);
    expect(head(events.slice(1))).not.toBe(honest);
    expect(chain('a', Buffer.from('bc'))).not.toBe(chain('ab', Buffer.from('c')));
  });

  it('writes a value in one way only', () => {
    const text = (value: unknown) => Buffer.from(canonical(value)).toString();
    expect(text({ b: 1, a: [undefined, 'x'], c: undefined })).toBe('{"a":[null,"x"],"b":1}');
    expect(text({ a: Uint8Array.of(1) })).toBe('{"a":b"AQ"}');
    expect(text({ a: 'AQ' })).not.toBe(text({ a: Uint8Array.of(1) }));
  });
});

describe('the key file', () => {
  it('is one key however many start at once, for its owner alone', async () => {
    const file = join(directory, 'deep', 'race.key');
    const rings = await Promise.all(Array.from({ length: 12 }, () => Keyring.local(file)));
    const [first] = rings;
    const mine = (await first?.newTenantKey(county)) ?? '';
    const term = first?.tenant(county, mine).blind('a', 'b');
    for (const ring of [...rings, await Keyring.local(file)])
      expect(ring.tenant(county, mine).blind('a', 'b')).toBe(term);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(directory, 'deep'))).toEqual(['race.key']);
  });

  it('is refused when others can read it or when it holds no key', async () => {
    const file = join(directory, 'open.key');
    await Keyring.local(file);
    await chmod(file, 0o644);
    await expect(Keyring.local(file)).rejects.toThrow('chmod 600');
    await writeFile(join(directory, 'short.key'), 'abc', { mode: 0o600 });
    await expect(Keyring.local(join(directory, 'short.key'))).rejects.toThrow('does not hold a key');
  });
});

describe('a keyring on KMS', () => {
  it('wraps with the tenant as context, asks once, and wants to be unlocked', async () => {
    const kms = mockClient(KMSClient);
    kms.on(EncryptCommand).callsFake(({ Plaintext, EncryptionContext }) => ({
      CiphertextBlob: Buffer.concat([Buffer.from(EncryptionContext.tenant), Plaintext]),
    }));
    kms.on(DecryptCommand).callsFake(({ CiphertextBlob, EncryptionContext }) => {
      const [tenant, keys] = [CiphertextBlob.subarray(0, 11).toString(), CiphertextBlob.subarray(11)];
      if (tenant !== EncryptionContext.tenant) throw new Error('InvalidCiphertextException');
      return { Plaintext: keys };
    });
    const ring = await Keyring.kms({ keyId: 'alias/tenants', client: () => new KMSClient({ region: 'cn-north-1' }) });
    const mine = await ring.newTenantKey(county);
    expect(() => ring.tenant(county, mine)).toThrow('Unlock');
    const seals = await Promise.all([ring.unlock(county, mine), ring.unlock(county, mine)]);
    expect(kms.commandCalls(DecryptCommand)).toHaveLength(1);
    expect(ring.tenant(county, mine)).toBe(seals[0]);
    await ring.unlock(county, mine);
    expect(kms.commandCalls(DecryptCommand)).toHaveLength(1);
    await expect(ring.unlock(other, mine)).rejects.toThrow('InvalidCiphertextException');
    ring.forget(county, mine);
    expect(() => ring.tenant(county, mine)).toThrow('Unlock');
    kms.restore();
  });
});
