import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 120_000 });

const root = fileURLToPath(new URL('../..', import.meta.url));
const rooms = ['base', 'rules', 'store', 'engine', 'modules', 'documents', 'core'];
const folders = ['packages', 'functions', 'web', 'infra', 'test'];
const planted: string[] = [];
afterAll(() => {
  for (const folder of planted) rmSync(folder, { recursive: true });
});

describe('the import order', () => {
  const allowed: [from: string, to: string][] = [
    ['packages/rules/a.ts', '@juxian/base/b.ts'],
    ['packages/store/a.ts', '@juxian/base/b.ts'],
    ['packages/engine/a.ts', '@juxian/store/b.ts'],
    ['packages/engine/a.ts', '@juxian/rules/b.ts'],
    ['packages/modules/a.ts', '@juxian/engine/b.ts'],
    ['packages/documents/a.ts', '@juxian/modules/b.ts'],
    ['packages/core/a.ts', '@juxian/store/b.ts'],
    ['functions/a.ts', '@juxian/documents/b.ts'],
    ['functions/a.ts', '@juxian/core/b.ts'],
    ['web/src/a.ts', '@juxian/base/b.ts'],
    ['web/src/a.ts', '@juxian/modules/talent/schema.ts'],
    ['web/src/a.ts', '@juxian/engine/kinds/date/Screen.tsx'],
    ['packages/engine/kinds/date/schema.ts', 'zod'],
    ['packages/engine/kinds/date/schema.ts', '@juxian/rules/b.ts'],
    ['packages/engine/kinds/date/Screen.tsx', 'antd'],
    ['packages/store/a.ts', '@aws-sdk/client-dynamodb'],
    ['infra/a.ts', '@juxian/functions/routes.ts'],
    ['infra/a.ts', '@juxian/store/policy.ts'],
  ];
  const forbidden: [from: string, to: string, rule: string][] = [
    ['packages/base/a.ts', '@juxian/rules/b.ts', 'order-base'],
    ['packages/rules/a.ts', '@juxian/store/b.ts', 'order-rules'],
    ['packages/store/a.ts', '@juxian/engine/b.ts', 'order-store'],
    ['packages/store/a.ts', '@juxian/core/b.ts', 'order-store'],
    ['packages/engine/a.ts', '@juxian/core/b.ts', 'order-engine'],
    ['packages/engine/a.ts', '@juxian/modules/b.ts', 'order-engine'],
    ['packages/modules/a.ts', '@juxian/documents/b.ts', 'order-modules'],
    ['packages/documents/a.ts', '@juxian/core/b.ts', 'order-documents'],
    ['packages/core/a.ts', '@juxian/engine/b.ts', 'order-core'],
    ['packages/core/a.ts', '@juxian/rules/b.ts', 'order-core'],
    ['functions/a.ts', '@juxian/web/src/b.ts', 'order-functions'],
    ['infra/a.ts', '@juxian/store/b.ts', 'order-infra'],
    ['web/src/a.ts', '@juxian/engine/b.ts', 'order-web'],
    ['web/src/a.ts', '@juxian/functions/b.ts', 'order-web'],
    ['packages/engine/a.ts', '../../test/b.ts', 'order-engine'],
    ['packages/engine/kinds/date/schema.ts', '../../b.ts', 'schema-is-pure'],
    ['packages/engine/kinds/date/schema.ts', 'node:fs', 'schema-is-pure'],
    ['packages/engine/kinds/date/Screen.tsx', '../../b.ts', 'screen-is-antd'],
    ['packages/engine/kinds/date/server.ts', './Screen.tsx', 'screen-for-web'],
    ['packages/engine/a.ts', '@aws-sdk/client-dynamodb', 'one-way-to-the-cloud'],
    ['packages/base/a.ts', './missing.ts', 'is-there'],
  ];

  it('lets every import of the agreed order through', () => {
    expect(cruise(plant(allowed)).violations).toEqual([]);
  });

  it('reports every planted violation by its rule', () => {
    const { violations } = cruise(plant(forbidden));
    const wanted = forbidden.map(([from, , rule]) => `${rule} ${from}`);
    expect(violations.map(({ rule, from }) => `${rule.name} ${from}`).sort()).toEqual([...wanted].sort());
  });

  it('takes a type from anywhere, a value not', () => {
    const tree = plant([]);
    write(tree, 'web/src/a.ts', "import type { b } from '@juxian/engine/b.ts';\nexport type A = typeof b;\n");
    expect(cruise(tree).violations).toEqual([]);
    write(tree, 'web/src/a.ts', "import { b } from '@juxian/engine/b.ts';\nexport const a = b;\n");
    expect(cruise(tree).violations.map(({ rule }) => rule.name)).toEqual(['order-web']);
  });

  it('reports two files that need each other', () => {
    const tree = plant([]);
    write(tree, 'packages/base/one.ts', "import { two } from './two.ts';\nexport const one = (): number => two();\n");
    write(tree, 'packages/base/two.ts', "import { one } from './one.ts';\nexport const two = (): number => one();\n");
    expect(cruise(tree).violations.map(({ rule }) => rule.name)).toContain('no-circle');
  });

  it('reads every TypeScript file of the real tree', () => {
    const there = folders
      .flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
      )
      .filter((path) => /\.tsx?$/.test(path) && !/(^|\/)(node_modules|dist|cdk\.out)\//.test(path));
    expect(there.length).toBeGreaterThan(20);
    const { sources } = cruise(root);
    expect(there.filter((path) => !sources.includes(path))).toEqual([]);
  });
});

/** A small tree under the real rules and the real tsconfig; each pair is one file with one import. */
function plant(pairs: readonly (readonly [from: string, to: string, rule?: string])[]): string {
  const tree = mkdtempSync(join(tmpdir(), 'juxian-order-'));
  planted.push(tree);
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
    cpSync(join(root, name), join(tree, name));
  for (const folder of folders) mkdirSync(join(tree, folder), { recursive: true });
  mkdirSync(join(tree, 'node_modules/@juxian'), { recursive: true });
  for (const name of [...rooms.map((room) => `packages/${room}`), 'functions', 'web', 'infra']) {
    const scoped = `@juxian/${name.replace('packages/', '')}`;
    write(tree, `${name}/package.json`, JSON.stringify({ name: scoped, type: 'module', exports: { './*': './*' } }));
    write(tree, `${name}${name === 'web' ? '/src' : ''}/b.ts`, 'export const b = 1;\n');
    symlinkSync(join(tree, name), join(tree, 'node_modules', scoped));
  }
  for (const name of ['zod', 'antd', '@aws-sdk/client-dynamodb']) {
    write(tree, `node_modules/${name}/package.json`, JSON.stringify({ name, type: 'module', exports: './index.js' }));
    write(tree, `node_modules/${name}/index.js`, 'export const b = 1;\n');
  }
  for (const path of [
    'test/b.ts',
    'functions/routes.ts',
    'packages/store/policy.ts',
    'packages/modules/talent/schema.ts',
    'packages/engine/kinds/date/Screen.tsx',
  ])
    write(tree, path, 'export const b = 1;\n');
  for (const from of new Set(pairs.map(([path]) => path))) {
    const imports = pairs.filter(([path]) => path === from).map(([, to], n) => `export { b as b${n} } from '${to}';\n`);
    write(tree, from, imports.join(''));
  }
  return tree;
}

function write(tree: string, path: string, text: string) {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
}

type Violation = { rule: { name: string }; from: string; to: string };

function cruise(tree: string): { violations: Violation[]; sources: string[] } {
  const ran = spawnSync(
    join(root, 'node_modules/.bin/depcruise'),
    ['--config', '.dependency-cruiser.cjs', '-T', 'json', ...folders],
    { cwd: tree, encoding: 'utf8', maxBuffer: 64 << 20 },
  );
  const { modules, summary } = JSON.parse(ran.stdout) as {
    modules: { source: string }[];
    summary: { violations: Violation[] };
  };
  return { violations: summary.violations, sources: modules.map(({ source }) => source) };
}
