import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import { Clock } from '@juxian/base/clock.ts';
import { publicNames } from '@juxian/core/dns.ts';
import { Outbox } from '@juxian/core/message.ts';
import { hashCost, type Profile } from '@juxian/core/password.ts';
import { sweepTenants } from '@juxian/core/signUp.ts';
import { listTenants } from '@juxian/core/tenant.ts';
import { registryOf } from '@juxian/engine/registry.ts';
import { RowsCache } from '@juxian/engine/rows.ts';
import { modules } from '@juxian/modules/index.ts';
import { startEmbedded } from '@juxian/store/embedded.ts';
import { localFiles } from '@juxian/store/files.ts';
import { Guard } from '@juxian/store/guard.ts';
import { Keyring } from '@juxian/store/seal.ts';
import { Table } from '@juxian/store/table.ts';
import { openApps } from './apps.ts';
import { lookAtDomains } from './auth/portalDomain.ts';
import type { Deps } from './deps.ts';
import { sendDigests } from './events/digest.ts';
import { openPump } from './events/pump.ts';
import { sendAllDue } from './events/sending.ts';
import { fileHeaders, jsonHeaders } from './http.ts';
import { anchorAll } from './jobs/anchor.ts';
import { tickAll } from './jobs/clock.ts';
import { eraseDue } from './jobs/erase.ts';
import { runOpenJobs, runTenantJob } from './jobs/run.ts';
import { demoAccounts, demoCards, loadDemo } from './local/demo/index.ts';
import { devApp, inboxPath } from './local/dev.ts';
import { holdDirectory } from './local/lock.ts';
import { servePage } from './local/pages.ts';
import { type Settings, settingsOf } from './local/settings.ts';
import { functionOf } from './match.ts';
import { countyAsked } from './portal/host.ts';
import { report } from './report.ts';

type Local = { deps: Deps; answer(request: Request, env: object): Response | Promise<Response>; stop(): Promise<void> };

/** Opens the whole product on a directory: table, keys, files and every function in this process. */
async function openLocal(settings: Settings, env: NodeJS.ProcessEnv): Promise<Local> {
  const { directory, profile, origin } = settings;
  await holdDirectory(directory);
  const outside = env.AWS_ENDPOINT_URL_DYNAMODB;
  const served = outside ? { endpoint: outside, stop: async () => {} } : await startEmbedded({ directory });
  const clock = new Clock(Date.now, env.CLOCK ? momentOf(env.CLOCK) : undefined);
  const table = await Table.open({
    endpoint: served.endpoint,
    unsigned: !outside,
    alone: !outside,
    name: 'juxian',
    clock,
    guard: new Guard(),
  });
  await table.create();
  const files = localFiles(join(directory, 'files'), randomBytes(32).toString('hex'), origin);
  const outbox = new Outbox(clock);
  const version = JSON.parse(await readFile('package.json', 'utf8')).version as string;
  const deps: Deps = {
    table,
    keyring: await Keyring.local(join(directory, 'master.key')),
    clock,
    files,
    registry: registryOf(modules),
    rows: new RowsCache({ bytes: 500_000_000, clock, snapshots: files, mark: () => table.mark }),
    profile,
    signUp: env.SIGNUP === 'approve' ? 'approve' : 'open',
    hashCost,
    mailer: outbox.mailer,
    sms: outbox.sms,
    isOnline: env.NETWORK === 'internet',
    handsOutLinks: settings.handsOutLinks,
    entrance: {
      ...(env.ADDRESS_HEADER ? { addressHeader: env.ADDRESS_HEADER } : {}),
      ...(env.HOST_HEADER ? { hostHeader: env.HOST_HEADER } : {}),
    },
    origin,
    portalHost: settings.portalHost,
    names: publicNames,
    providers: new Map(),
    operators: new Map(env.OPERATOR_KEY_SHA256 ? [[env.OPERATOR_KEY_SHA256, 'operator']] : []),
    version,
    ...(profile === 'local' ? { inbox: inboxPath } : {}),
    askJob: async (tenant, job) => void runTenantJob(deps, tenant, job).catch((error) => report('job', { job }, error)),
  };
  if (await wantsDemo(deps, env, profile)) {
    console.log('正在装入演示数据 Loading the demonstration …');
    await loadDemo(deps);
    await tellSilently(deps);
    console.log(demoAccounts());
  }
  const apps = openApps(deps);
  const pump = openPump(deps);
  const dev = profile === 'local' ? devApp(deps, outbox, pump) : undefined;
  const showsDemo = dev !== undefined && (await demoCards(deps)).length > 0;
  const answer = async (request: Request, bindings: object): Promise<Response> => {
    const url = new URL(request.url);
    const path = url.pathname;
    const reading = ['GET', 'HEAD'].includes(request.method);
    if (await countyAsked(deps, request)) return apps(request, bindings);
    if (reading && path === '/healthz') return Response.json({ ok: true, version }, { headers: jsonHeaders });
    if (dev && path.startsWith('/api/v1/dev/')) return dev.fetch(request, bindings);
    if (path.startsWith('/api/') || functionOf(path)) return apps(request, bindings);
    if (reading && path === '/metrics')
      return new Response(metricsOf(table), { headers: { ...jsonHeaders, 'Content-Type': 'text/plain' } });
    if (reading && path === '/' && !showsDemo) return toSignIn();
    if (reading && path.startsWith('/files/')) return serveFile(await files.open(url));
    return servePage('web/dist', { method: request.method, path: path === '/' ? '/demo' : path });
  };
  const timers = [
    every(60_000, 'sign-up sweep', () => sweepTenants(deps)),
    every(60_000, 'clock', () => tickAll(deps)),
    every(60_000, 'anchor', () => anchorAll(deps)),
    every(60_000, 'erasure', () => eraseDue(deps)),
    every(60_000, 'domains', () => lookAtDomains(deps)),
    every(5000, 'jobs', () => runOpenJobs(deps)),
    every(1000, 'events', () => pump.turn()),
    every(5000, 'webhooks', () => sendAllDue(deps)),
    every(15_000, 'digests', () => sendDigests(deps)),
  ];
  const stop = async () => {
    for (const end of timers) end();
    table.close();
    await served.stop();
  };
  return { deps, answer, stop };
}

/** The demonstration is loaded into empty data unless `DEMO=off`; real profiles never have it. */
async function wantsDemo(deps: Deps, env: NodeJS.ProcessEnv, profile: Profile): Promise<boolean> {
  return profile === 'local' && env.DEMO !== 'off' && (await listTenants(deps.table.control)).length === 0;
}

/** Lays down what the demonstration's past has to say, so that its inbox begins with what happens from now on. */
async function tellSilently({ inbox: _, ...deps }: Deps): Promise<void> {
  await openPump(deps).turn();
}

const toSignIn = (): Response => new Response(null, { status: 302, headers: { ...jsonHeaders, Location: '/sign-in' } });

function momentOf(text: string): number {
  const moment = Date.parse(text);
  if (Number.isNaN(moment)) throw new Error(`CLOCK is not a moment: ${text}`);
  return moment;
}

const serveFile = (file: Awaited<ReturnType<ReturnType<typeof localFiles>['open']>>): Response =>
  file
    ? new Response(new Uint8Array(file.bytes), { headers: fileHeaders(file) })
    : Response.json({ code: 'missing.file' }, { status: 404, headers: jsonHeaders });

function metricsOf({ meter }: Table): string {
  const { readUnits, writeUnits, byOperation } = meter;
  const lines = Object.entries(byOperation).map(
    ([operation, n]) => `juxian_table_requests_total{operation="${operation}"} ${n}`,
  );
  return [
    ...lines,
    `juxian_table_read_units_total ${readUnits}`,
    `juxian_table_write_units_total ${writeUnits}`,
    `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
    '',
  ].join('\n');
}

/** Runs the work again and again, never twice at once; a failure is reported and the next turn comes all the same. */
function every(ms: number, what: string, work: () => Promise<unknown>): () => void {
  let running = false;
  const timer = setInterval(async () => {
    if (running) return;
    running = true;
    await work().catch((error: unknown) =>
      console.error(JSON.stringify({ level: 'error', what, error: String(error) })),
    );
    running = false;
  }, ms);
  timer.unref();
  return () => clearInterval(timer);
}

const closeWithin = 5000;

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const stubborn = setTimeout(resolve, closeWithin);
    server.close(() => {
      clearTimeout(stubborn);
      resolve();
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}

async function main(): Promise<void> {
  const settings = settingsOf(process.env);
  const local = await openLocal(settings, process.env);
  const { port, host: hostname, origin } = settings;
  const server = serve({ fetch: (request, env) => local.answer(request, env), port, hostname }, () => {
    console.log(`Juxian ${local.deps.version} is ready: ${origin}`);
  });
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    await closeServer(server);
    await local.stop();
    process.exit(code);
  };
  server.on('error', (error) => {
    console.error(`Port ${port} cannot be used: ${error.message}`);
    void stop(1);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
