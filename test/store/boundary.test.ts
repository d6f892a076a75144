import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projected } from '@juxian/store/create.ts';
import { afterEach, expect, it, vi } from 'vitest';

const root = join(import.meta.dirname, '../..');
const sources = execFileSync(
  'git',
  ['ls-files', '-co', '--exclude-standard', 'packages', 'functions', 'web', 'infra'],
  { cwd: root },
)
  .toString()
  .split('\n')
  .filter((path) => /\.tsx?$/.test(path));
const saying = (pattern: RegExp) => sources.filter((path) => pattern.test(readFileSync(join(root, path), 'utf8')));

afterEach(() => {
  vi.doUnmock('node:fs');
  vi.resetModules();
});

it('only the table makes a DynamoDB client, and only it and its verbs speak to one', () => {
  expect(saying(/new\s+DynamoDB(Document)?(Client)?\s*\(/)).toEqual(['packages/store/table.ts']);
  expect(saying(/@aws-sdk\/(client|lib)-dynamodb/).filter((path) => !path.startsWith('packages/store/'))).toEqual([]);
});

it('only keys.ts spells a tenant’s key', () => {
  const spelling = saying(/[`'"]T#/).filter((path) => !path.startsWith('infra/'));
  expect(spelling).toEqual(['packages/store/keys.ts', 'packages/store/policy.ts']);
});

it('an index carries no more than the 20 names DynamoDB takes', () => {
  for (const names of Object.values(projected)) expect(new Set(names).size).toBeLessThanOrEqual(20);
});

it('a platform without the embedded table is told where to turn, in one sentence', async () => {
  vi.doMock('node:fs', async (original) => ({
    ...(await original<typeof import('node:fs')>()),
    existsSync: () => false,
  }));
  const { startEmbedded } = await import('@juxian/store/embedded.ts');
  await expect(startEmbedded()).rejects.toThrow(
    /^The embedded table runs on Linux x64 only: set AWS_ENDPOINT_URL_DYNAMODB [^.]+\.$/,
  );
});
