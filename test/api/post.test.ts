import type { lookup } from 'node:dns';
import { createServer, type Server, type Socket } from 'node:net';
import { post } from '@juxian/functions/events/post.ts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

let server: Server;
let port: number;
let connections: number;
/** What the receiver does once it hears something. */
let heard: (socket: Socket) => void;

beforeAll(async () => {
  server = createServer((socket) => {
    connections++;
    socket.on('error', () => {});
    socket.on('data', () => heard(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  port = address && typeof address === 'object' ? address.port : 0;
});
afterAll(() => new Promise((done) => server.close(done)));
beforeEach(() => {
  connections = 0;
  heard = () => {};
});

const message = { headers: {}, body: '{}' };
const never = () => new AbortController().signal;

type Found = { address: string; family: number }[];
/** Answers a name with these addresses, in turn. */
const naming = (answers: readonly string[][], answered: (n: number) => void = () => {}): typeof lookup => {
  let n = 0;
  const names = (_: string, __: object, settle: (error: null, found: Found) => void): void => {
    const found = (answers[n++] ?? []).map((address) => ({ address, family: 4 }));
    answered(n);
    settle(null, found);
  };
  return names as unknown as typeof lookup;
};

it('waits ten seconds for a receiver that says nothing, and no longer', async () => {
  const over = new AbortController();
  const limits: number[] = [];
  const limit = (ms: number) => {
    limits.push(ms);
    return over.signal;
  };
  heard = () => over.abort();
  const url = new URL(`http://127.0.0.1:${port}/in`);
  const sent = post(url, { ...message, profile: 'local' }, { limit, names: naming([]) });
  await expect(sent).rejects.toThrow(/^timeout$/);
  expect([limits, connections]).toEqual([[10_000], 1]);
});

it('connects to what it has judged: a name that leads inwards, wholly or in part, is not connected to', async () => {
  heard = (socket) => socket.destroy();
  const url = new URL(`https://receiver.example:${port}/in`);
  const toward = (names: typeof lookup, profile: 'local' | 'nist' = 'nist') =>
    post(url, { ...message, profile }, { limit: never, names });
  await expect(toward(naming([['127.0.0.1']]), 'local')).rejects.toThrow(/^connection$/);
  expect(connections).toBe(1);
  await expect(toward(naming([['127.0.0.1']]))).rejects.toThrow(/^private$/);
  await expect(toward(naming([['8.8.8.8', '127.0.0.1']]))).rejects.toThrow(/^private$/);
  expect(connections).toBe(1);
});

it('judges a name anew each time it connects: one that was public a moment ago may lead inwards now', async () => {
  const over = new AbortController();
  const url = new URL(`https://receiver.example:${port}/in`);
  const asked: number[] = [];
  const names = naming([['8.8.8.8'], ['127.0.0.1'], ['8.8.8.8']], (n) => {
    asked.push(n);
    if (n === 1) over.abort();
  });
  await expect(post(url, { ...message, profile: 'nist' }, { limit: () => over.signal, names })).rejects.toThrow(
    /^timeout$/,
  );
  await expect(post(url, { ...message, profile: 'nist' }, { limit: never, names })).rejects.toThrow(/^private$/);
  expect([asked, connections]).toEqual([[1, 2], 0]);
});
