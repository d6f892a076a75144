import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { DecryptCommand, EncryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import { Recent } from './recent.ts';

const ivLength = 12;
const tagLength = 16;
const keyLength = 32;
const worthDeflating = 512;
const plain = 0;
const deflated = 1;

/** Seals with one key, bound to its tenant and to what `aad` names: opened under another name it fails. */
export class Sealer {
  readonly #key: Uint8Array;
  readonly #tenant: string;

  constructor(tenant: string, key: Uint8Array) {
    this.#tenant = tenant;
    this.#key = key;
  }

  /** A JSON value as sealed bytes: 1 byte of form, 12 of IV, the text (deflated from 512 bytes on), 16 of tag. */
  seal(aad: string, value: unknown): Uint8Array {
    return this.sealBytes(aad, Buffer.from(JSON.stringify(value)));
  }

  /** @throws Error when the bytes were not sealed with this key under this name, or were altered. */
  open<T>(aad: string, sealed: Uint8Array): T {
    return JSON.parse(this.openBytes(aad, sealed).toString()) as T;
  }

  sealBytes(aad: string, bytes: Uint8Array): Uint8Array {
    const squeezed = bytes.length < worthDeflating ? bytes : deflateRawSync(bytes);
    const form = squeezed.length < bytes.length ? deflated : plain;
    const iv = randomBytes(ivLength);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
    cipher.setAAD(this.#bound(form, aad));
    const text = cipher.update(form === deflated ? squeezed : bytes);
    cipher.final();
    return Buffer.concat([Uint8Array.of(form), iv, text, cipher.getAuthTag()]);
  }

  openBytes(aad: string, sealed: Uint8Array): Buffer {
    const form = sealed[0] ?? plain;
    const cipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(1, 1 + ivLength), {
      authTagLength: tagLength,
    });
    cipher.setAAD(this.#bound(form, aad));
    cipher.setAuthTag(sealed.subarray(-tagLength));
    const text = cipher.update(sealed.subarray(1 + ivLength, -tagLength));
    cipher.final();
    return form === deflated ? inflateRawSync(text) : text;
  }

  #bound(form: number, aad: string): Buffer {
    return Buffer.from(`${form}\n${this.#tenant}\n${aad}`);
  }
}

/** The key of one record: its values, row and events are sealed with it. Losing it erases them. */
export type RecordKey = Sealer;

/** What one tenant seals with. Its own `seal` is for what belongs to no record, such as row snapshots. */
export class TenantSeal extends Sealer {
  readonly #tenant: string;
  readonly #blindKey: Uint8Array;

  /** `keys`: 32 bytes to seal with, which may be rotated, and 32 for blind indexes, which never are. */
  constructor(tenant: string, keys: Uint8Array) {
    super(tenant, keys.subarray(0, keyLength));
    this.#tenant = tenant;
    this.#blindKey = keys.subarray(keyLength);
  }

  /** A new key and its wrapped form, which is kept on the record. */
  newRecordKey(): { key: RecordKey; wrapped: Uint8Array } {
    const bytes = randomBytes(keyLength);
    return { key: new Sealer(this.#tenant, bytes), wrapped: this.sealBytes('record key', bytes) };
  }

  recordKey(wrapped: Uint8Array): RecordKey {
    return new Sealer(this.#tenant, this.openBytes('record key', wrapped));
  }

  /** A text as an index term that only this tenant can make: HMAC-SHA-256, base64url. */
  blind(purpose: string, text: string): string {
    return createHmac('sha256', this.#blindKey).update(`${purpose}\n${text}`).digest('base64url');
  }
}

/** Wraps and unwraps a tenant's keys. */
type Wrapper = {
  wrap(tenant: string, keys: Uint8Array): Promise<string>;
  unwrap(tenant: string, wrapped: string): Promise<Uint8Array>;
  /** Where no service has to be asked. */
  unwrapNow?(tenant: string, wrapped: string): Uint8Array;
};

/** The tenants' keys, unwrapped and kept for the tenants used last. */
export class Keyring {
  readonly #wrapper: Wrapper;
  readonly #seals = new Recent<TenantSeal>(1000);
  readonly #opening = new Recent<Promise<TenantSeal>>(1000);

  private constructor(wrapper: Wrapper) {
    this.#wrapper = wrapper;
  }

  /** A keyring whose master key lies in a file that only its owner can read; made when there is none. */
  static async local(file: string): Promise<Keyring> {
    const master = await masterKey(file);
    const sealer = (tenant: string) => new Sealer(tenant, master);
    const unwrapNow = (tenant: string, wrapped: string) =>
      sealer(tenant).openBytes('tenant keys', Buffer.from(wrapped, 'base64url'));
    return new Keyring({
      wrap: async (tenant, keys) => Buffer.from(sealer(tenant).sealBytes('tenant keys', keys)).toString('base64url'),
      unwrap: async (tenant, wrapped) => unwrapNow(tenant, wrapped),
      unwrapNow,
    });
  }

  /** A keyring on a KMS key; `client` gives the one that carries the tenant's tag. */
  static async kms(options: { keyId: string; client: (tenant: string) => Pick<KMSClient, 'send'> }): Promise<Keyring> {
    const { keyId: KeyId, client } = options;
    return new Keyring({
      async wrap(tenant, Plaintext) {
        const command = new EncryptCommand({ KeyId, Plaintext, EncryptionContext: { tenant } });
        return Buffer.from((await client(tenant).send(command)).CiphertextBlob ?? []).toString('base64url');
      },
      async unwrap(tenant, wrapped) {
        const CiphertextBlob = Buffer.from(wrapped, 'base64url');
        const command = new DecryptCommand({ KeyId, CiphertextBlob, EncryptionContext: { tenant } });
        return (await client(tenant).send(command)).Plaintext ?? new Uint8Array();
      },
    });
  }

  /** New keys for a tenant, wrapped: what its configuration keeps. */
  newTenantKey(tenant: string): Promise<string> {
    return this.#wrapper.wrap(tenant, randomBytes(2 * keyLength));
  }

  /** Asks for the tenant's keys where they are not known yet; await it once before `tenant`. */
  async unlock(tenant: string, wrapped: string): Promise<TenantSeal> {
    const name = `${tenant} ${wrapped}`;
    const known = this.#seals.get(name);
    if (known) return known;
    const unwrap = async () => sealOf(tenant, await this.#wrapper.unwrap(tenant, wrapped));
    const seal = await this.#opening.of(name, unwrap).finally(() => this.#opening.drop(name));
    return this.#seals.of(name, () => seal);
  }

  /** The tenant's seal. @throws Error where the keys must first be unlocked, or are another tenant's. */
  tenant(tenant: string, wrapped: string): TenantSeal {
    return this.#seals.of(`${tenant} ${wrapped}`, () => {
      if (!this.#wrapper.unwrapNow) throw new Error('Unlock the keys of the tenant first');
      return sealOf(tenant, this.#wrapper.unwrapNow(tenant, wrapped));
    });
  }

  /** Forgets a tenant's keys in this process. */
  forget(tenant: string, wrapped: string): void {
    this.#seals.drop(`${tenant} ${wrapped}`);
  }
}

function sealOf(tenant: string, keys: Uint8Array): TenantSeal {
  if (keys.length !== 2 * keyLength) throw new Error('Not the keys of a tenant');
  return new TenantSeal(tenant, keys);
}

/** The master key; two processes starting at once agree on one, since only one `link` can succeed. */
async function masterKey(file: string): Promise<Uint8Array> {
  const known = await readKey(file);
  if (known) return known;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, 'wx', 0o600);
  await handle.writeFile(randomBytes(keyLength).toString('base64url'));
  await handle.sync();
  await handle.close();
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(draft);
  const made = await readKey(file);
  if (!made) throw new Error(`The key file ${file} vanished.`);
  return made;
}

async function readKey(file: string): Promise<Uint8Array | undefined> {
  try {
    const { mode } = await stat(file);
    if (mode & 0o077) throw new Error(`Others can read the key file ${file}: run chmod 600 on it.`);
    const key = Buffer.from((await readFile(file, 'utf8')).trim(), 'base64url');
    if (key.length !== keyLength) throw new Error(`The key file ${file} does not hold a key.`);
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The next link of a hash chain: SHA-256 over the previous link (`''` for the first) and the bytes, base64url. */
export const chain = (previous: string, bytes: Uint8Array): string =>
  createHash('sha256').update(`${previous.length}:${previous}`).update(bytes).digest('base64url');

/** A value as the one text it can have: sorted keys, bytes as base64url, no undefined. For hashing only. */
export const canonical = (value: unknown): Uint8Array => Buffer.from(canonicalText(value));

function canonicalText(value: unknown): string {
  if (value instanceof Uint8Array) return `b${JSON.stringify(Buffer.from(value).toString('base64url'))}`;
  if (Array.isArray(value)) return `[${value.map((entry) => canonicalText(entry ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, entry]) => `${JSON.stringify(name)}:${canonicalText(entry)}`).join(',')}}`;
}
