import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { buildLambda, buildWeb, lambdas } from './parts/build.mjs';
import { bin, root, run, stop } from './parts/house.mjs';
import { install } from './parts/install.mjs';

const commands = ['deploy', 'diff', 'synth'];
const words = process.argv.slice(2);
const command = commands.includes(words[0]) ? words.shift() : 'deploy';
if (command !== 'synth' && !hasCredentials())
  stop(
    'No AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and AWS_REGION. `npm run deploy -- synth` needs none.',
  );

await install();
await buildWeb();
for (const name of lambdas) await buildLambda(name, join(root, 'infra/dist'));
process.exitCode = await run(
  bin('cdk'),
  [
    command,
    ...(command === 'synth' ? ['--quiet'] : []),
    '--app',
    `${bin('tsx')} infra/app.ts`,
    '--output',
    'infra/cdk.out',
    ...words,
  ],
  {
    env: {
      CDK_DISABLE_VERSION_CHECK: '1',
      ...(command === 'synth' && { AWS_REGION: process.env.AWS_REGION ?? 'cn-north-1' }),
    },
  },
);

function hasCredentials() {
  const told = [
    'AWS_PROFILE',
    'AWS_ACCESS_KEY_ID',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  ];
  return told.some((name) => process.env[name]) || existsSync(join(homedir(), '.aws/credentials'));
}
