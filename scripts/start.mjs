import { spawn } from 'node:child_process';
import { buildLocal, buildWeb } from './parts/build.mjs';
import { quietSdk, root, stop } from './parts/house.mjs';
import { install } from './parts/install.mjs';

const isLinuxX64 = process.platform === 'linux' && process.arch === 'x64';
if (!isLinuxX64 && !process.env.AWS_ENDPOINT_URL_DYNAMODB)
  stop(
    'The table built in runs on Linux x64 only: set AWS_ENDPOINT_URL_DYNAMODB to a DynamoDB (DynamoDB Local, for one) and start again.',
  );

await install();
await buildWeb();
const server = spawn(process.execPath, [await buildLocal()], {
  cwd: root,
  stdio: 'inherit',
  env: { ...quietSdk, ...process.env },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.on('close', (code, signal) => process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)));
