import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { localFiles, s3Files } from '@juxian/store/files.ts';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const county = 't0123456789';
const path = `t/${county}/files/talent/rec_1/fil_1`;
const bytes = Uint8Array.of(1, 2, 3);
const badPaths = [
  '',
  't',
  `t/${county}`,
  `t/${county}/`,
  `t/${county}/..`,
  `t/${county}/../t9876543210/a`,
  `t/${county}/a/../../b`,
  `t/${county}/a/.hidden`,
  `t/${county}//a`,
  `/t/${county}/a`,
  `t/${county}/a\0b`,
  `t/${county}/a b`,
  `t/${county}/a%2e%2e`,
  `t/${county}/a\\..\\b`,
  `t/${county}/附件`,
  'x/t0123456789/a',
  't/tooshort/a',
  `t/${county}x/a`,
];

let root: string;
let directory: string;
let now = Date.UTC(2026, 2, 2);
let files: ReturnType<typeof localFiles>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'juxian-files-'));
  directory = join(root, 'files');
  files = localFiles(directory, 'secret', 'http://127.0.0.1:3000', () => now);
  await writeFile(join(root, 'outside'), 'outside');
});
afterAll(() => rm(root, { recursive: true }));

describe('files on disk', () => {
  it('are put, replaced, listed, given and removed', async () => {
    expect(await files.get(path)).toBeUndefined();
    await files.put(path, bytes, 'application/pdf');
    await files.put(path, Uint8Array.of(9), 'application/pdf');
    await files.put(`t/${county}/rows/cadre/a.1`, bytes, 'application/gzip');
    await files.put('t/t9876543210/rows/cadre/a', bytes, 'application/gzip');
    expect(Uint8Array.from((await files.get(path)) ?? [])).toEqual(Uint8Array.of(9));
    expect(await files.list(`t/${county}/`)).toEqual([path, `t/${county}/rows/cadre/a.1`]);
    expect(await files.list(`t/${county}/rows/`)).toEqual([`t/${county}/rows/cadre/a.1`]);
    expect(await files.list(`t/${county}/none/`)).toEqual([]);
    await files.remove(`t/${county}/rows/cadre/a.1`);
    await files.remove(`t/${county}/rows/cadre/a.1`);
    expect(await files.list(`t/${county}/rows/`)).toEqual([]);
  });

  it('stand whole or not at all, however many write at once, and leave no drafts', async () => {
    const target = `t/${county}/race/one`;
    const texts = Array.from({ length: 10 }, (_, i) => Buffer.alloc(50_000, String(i)));
    await Promise.all(texts.map((text) => files.put(target, text, 'text/plain')));
    const kept = Buffer.from((await files.get(target)) ?? []);
    expect(texts.some((text) => text.equals(kept))).toBe(true);
    expect(await readdir(join(directory, 't', county, 'race'))).toEqual(['one']);
  });

  it.each(badPaths)('refuse the path %j', async (bad) => {
    await expect(async () => files.put(bad, bytes, 'a/b')).rejects.toThrow('Not a path');
    await expect(async () => files.get(bad)).rejects.toThrow('Not a path');
    await expect(async () => files.remove(bad)).rejects.toThrow('Not a path');
    await expect(async () => files.link(bad, { name: 'a', type: 'a/b', seconds: 1 })).rejects.toThrow('Not a path');
  });

  it.each(['', 't/', `t/${county}`, `t/${county}/../`, `t/${county}/a`, 't/../', '/'])(
    'refuse to list %j',
    async (bad) => {
      await expect(async () => files.list(bad)).rejects.toThrow("Not a tenant's folder");
    },
  );

  it('never leave their directory', async () => {
    expect(await readFile(join(root, 'outside'), 'utf8')).toBe('outside');
    expect((await readdir(root)).sort()).toEqual(['files', 'outside']);
  });
});

describe('an address', () => {
  const link = async () =>
    new URL(await files.link(path, { name: '申请书 (1).pdf', type: 'application/pdf', seconds: 60 }));
  beforeAll(() => files.put(path, bytes, 'application/pdf'));

  it('gives the file, its name and type', async () => {
    const url = await link();
    expect(url.href).toMatch(/^http:\/\/127\.0\.0\.1:3000\/files\/t\/t0123456789\//);
    expect(await files.open(url)).toEqual({
      bytes: Buffer.from(bytes),
      name: '申请书 (1).pdf',
      type: 'application/pdf',
    });
  });

  it('is dead once its time is over or the file is gone', async () => {
    const url = await link();
    now += 59_999;
    expect(await files.open(url)).toBeDefined();
    now += 1;
    expect(await files.open(url)).toBeUndefined();
    const other = `t/${county}/files/other`;
    expect(await files.open(new URL(await files.link(other, { name: 'a', type: 'a/b', seconds: 60 })))).toBeUndefined();
  });

  it('is dead with anything changed in it, or signed with another secret', async () => {
    const changes: ((url: URL) => void)[] = [
      (url) => url.searchParams.set('until', String(now + 1e9)),
      (url) => url.searchParams.set('name', 'a.html'),
      (url) => url.searchParams.set('type', 'text/html'),
      (url) => url.searchParams.set('signature', 'x'),
      (url) => url.searchParams.delete('signature'),
      (url) => url.searchParams.delete('until'),
      (url) => {
        url.pathname = url.pathname.replace('fil_1', 'fil_2');
      },
      (url) => {
        url.pathname = '/files/%2e%2e/outside';
      },
    ];
    await files.put(path.replace('fil_1', 'fil_2'), bytes, 'a/b');
    for (const change of changes) {
      const url = await link();
      expect(await files.open(url)).toBeDefined();
      change(url);
      expect(await files.open(url)).toBeUndefined();
    }
    const others = localFiles(directory, 'another', 'http://127.0.0.1:3000', () => now);
    expect(await others.open(await link())).toBeUndefined();
  });
});

describe('files in a bucket', () => {
  const client = new S3Client({
    region: 'cn-north-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const tenants: string[] = [];
  const bucket = s3Files('county-files', (tenant) => {
    tenants.push(tenant);
    return client;
  });

  it('go to the tenant’s own client and come back, absent ones as absent', async () => {
    const s3 = mockClient(client);
    s3.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'none', $metadata: {} }));
    await bucket.put(path, bytes, 'application/pdf');
    expect(await bucket.get(path)).toBeUndefined();
    expect(s3.commandCalls(PutObjectCommand)[0]?.args[0].input).toEqual({
      Bucket: 'county-files',
      Key: path,
      Body: bytes,
      ContentType: 'application/pdf',
    });
    expect(tenants).toEqual([county, county]);
    s3.restore();
  });

  it('are listed over all pages', async () => {
    const s3 = mockClient(client);
    s3.on(ListObjectsV2Command)
      .resolvesOnce({ Contents: [{ Key: 'a' }], NextContinuationToken: 'next' })
      .resolvesOnce({ Contents: [{ Key: 'b' }] });
    expect(await bucket.list(`t/${county}/rows/`)).toEqual(['a', 'b']);
    expect(s3.commandCalls(ListObjectsV2Command)[1]?.args[0].input.ContinuationToken).toBe('next');
    s3.restore();
  });

  it('are given by a signed address that expires and downloads', async () => {
    const url = new URL(await bucket.link(path, { name: "张三's (表).pdf", type: 'application/pdf', seconds: 90 }));
    expect(url.pathname).toContain(path);
    expect(url.searchParams.get('X-Amz-Expires')).toBe('90');
    expect(url.searchParams.get('response-content-disposition')).toBe(
      "attachment; filename*=UTF-8''%E5%BC%A0%E4%B8%89%27s%20%28%E8%A1%A8%29.pdf",
    );
  });

  it.each(badPaths)('refuse the path %j', async (bad) => {
    await expect(async () => bucket.put(bad, bytes, 'a/b')).rejects.toThrow('Not a path');
    await expect(async () => bucket.get(bad)).rejects.toThrow('Not a path');
    await expect(async () => bucket.link(bad, { name: 'a', type: 'a', seconds: 1 })).rejects.toThrow('Not a path');
  });
});
