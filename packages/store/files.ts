import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

/** A path is `t/<tenant>/…`: letters, digits, `.`, `_`, `-` and `=` in each part, and no part that begins with a dot. */
export interface Files {
  put(path: string, bytes: Uint8Array, type: string): Promise<void>;
  get(path: string): Promise<Uint8Array | undefined>;
  remove(path: string): Promise<void>;
  /** The paths below a folder, which ends in `/`. */
  list(prefix: string): Promise<string[]>;
  /** How many files lie below a folder, and their bytes in all. */
  weigh(prefix: string): Promise<{ files: number; bytes: number }>;
  /** An address that gives the file to whoever has it, as a download called `name`, for so many seconds. */
  link(path: string, as: { name: string; type: string; seconds: number }): Promise<string>;
}

/** What a signed address of a local file leads to. */
export type OpenedFile = { bytes: Uint8Array; name: string; type: string };

const folder = /^t\/t[0-9a-z]{10}\/([\w=-][\w.=-]*\/)*$/;

/** @throws Error for a path outside a tenant's folder; paths are made of ids, never of what people type. */
function assertPath(path: string): string {
  if (folder.test(`${path}/`) && path.split('/').length > 2) return path;
  throw new Error(`Not a path of a tenant's file: ${JSON.stringify(path)}`);
}

function assertFolder(prefix: string): string {
  if (folder.test(prefix)) return prefix;
  throw new Error(`Not a tenant's folder: ${JSON.stringify(prefix)}`);
}

/** Files on this machine's disk. Their addresses lead to `<origin>/files/…` and are opened by `open`. */
export function localFiles(
  directory: string,
  secret: string,
  origin = '',
  now: () => number = Date.now,
): Files & { open(url: URL): Promise<OpenedFile | undefined> } {
  const place = (path: string) => join(directory, assertPath(path));
  const signature = (path: string, query: URLSearchParams) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([path, ...['name', 'type', 'until'].map((name) => query.get(name))]))
      .digest('base64url');
  const get = (path: string) => readFile(place(path)).catch(ignoring('ENOENT'));
  const list = async (prefix: string) => {
    const root = join(directory, assertFolder(prefix));
    const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(ignoring('ENOENT'));
    return (entries ?? [])
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
      .sort();
  };

  return {
    get,
    list,
    async put(path, bytes) {
      const file = place(path);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      const draft = join(dirname(file), `.${randomUUID()}`);
      try {
        const handle = await open(draft, 'wx', 0o600);
        await handle.writeFile(bytes);
        await handle.sync();
        await handle.close();
        await rename(draft, file);
      } finally {
        await rm(draft, { force: true });
      }
      await syncFolder(dirname(file));
    },
    remove: (path) => rm(place(path), { force: true }),
    async weigh(prefix) {
      const sizes = [];
      for (const path of await list(prefix))
        sizes.push((await stat(join(directory, path)).catch(ignoring('ENOENT')))?.size ?? 0);
      return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
    },
    async link(path, { name, type, seconds }) {
      const query = new URLSearchParams({ name, type, until: String(now() + seconds * 1000) });
      query.set('signature', signature(assertPath(path), query));
      return `${origin}/files/${path}?${query}`;
    },
    async open(url) {
      const path = url.pathname.replace(/^\/files\//, '');
      const query = url.searchParams;
      const genuine = same(query.get('signature') ?? '', signature(path, query)) && Number(query.get('until')) > now();
      const bytes = genuine ? await get(path) : undefined;
      return bytes && { bytes, name: query.get('name') ?? '', type: query.get('type') ?? '' };
    },
  };
}

const ignoring =
  (code: string) =>
  (error: NodeJS.ErrnoException): undefined => {
    if (error.code !== code) throw error;
  };

const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync();
  await handle.close();
}

/** A name as RFC 8187 writes it in a header. */
const headerWord = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** Files in a bucket. `client` gives the one that carries the tag of the path's tenant. */
export function s3Files(bucket: string, client: (tenant: string) => S3Client): Files {
  const at = (path: string) => ({ Bucket: bucket, Key: assertPath(path) });
  const of = (path: string) => client(path.split('/')[1] ?? '');
  const objects = async (prefix: string) => {
    const found: { path: string; size: number }[] = [];
    let ContinuationToken: string | undefined;
    do {
      const input = { Bucket: bucket, Prefix: assertFolder(prefix), ContinuationToken };
      const page = await of(prefix).send(new ListObjectsV2Command(input));
      found.push(...(page.Contents ?? []).flatMap(({ Key, Size = 0 }) => (Key ? [{ path: Key, size: Size }] : [])));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    return found;
  };
  return {
    async put(path, bytes, type) {
      await of(path).send(new PutObjectCommand({ ...at(path), Body: bytes, ContentType: type }));
    },
    async get(path) {
      const answer = await of(path)
        .send(new GetObjectCommand(at(path)))
        .catch((error: Error) => {
          if (error.name !== 'NoSuchKey') throw error;
        });
      return answer?.Body?.transformToByteArray();
    },
    async remove(path) {
      await of(path).send(new DeleteObjectCommand(at(path)));
    },
    list: async (prefix) => (await objects(prefix)).map(({ path }) => path),
    async weigh(prefix) {
      const found = await objects(prefix);
      return { files: found.length, bytes: found.reduce((sum, { size }) => sum + size, 0) };
    },
    link(path, { name, type, seconds }) {
      const command = new GetObjectCommand({
        ...at(path),
        ResponseContentType: type,
        ResponseContentDisposition: `attachment; filename*=UTF-8''${headerWord(name)}`,
      });
      return getSignedUrl(of(path), command, { expiresIn: seconds });
    },
  };
}
