import { defineConfig } from 'vitest/config';

const shared = {
  pool: 'forks' as const,
  // What a file loads stays loaded for the next: two processes run all of them, as one process serves all counties.
  isolate: false,
  maxWorkers: 2,
  testTimeout: 30_000,
  hookTimeout: 60_000,
  restoreMocks: true,
  env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
};

/** They set this process up for themselves: its environment, its modules. */
const alone = ['test/infra/cloud.test.ts', 'test/store/boundary.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'suites',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/web/**', 'test/bench/**', '**/node_modules/**', ...alone],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: { ...shared, name: 'alone', include: alone, isolate: true, sequence: { groupOrder: 0 } },
      },
      {
        test: {
          ...shared,
          name: 'journeys',
          include: ['test/web/**/*.test.{ts,tsx}'],
          isolate: true,
          testTimeout: 120_000,
          expect: { poll: { timeout: 20_000 } },
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
