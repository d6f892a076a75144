import { fileURLToPath } from 'node:url';
import { chanceFrom } from './parts/people.ts';
import { type Line, median, percentile, print } from './parts/report.ts';
import { type Answer, startServer } from './parts/server.ts';

/**
 * The whole stack over HTTP on 127.0.0.1: session, gate, audit, sealing and history included, 16 connections from one
 * client on the same machine. `--rows=20000 --seconds=5 --runs=3`.
 */

const option = (name: string, usual: number): number =>
  Number(process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? usual);
const count = option('rows', 20_000);
const seconds = option('seconds', 5);
const runs = option('runs', 3);
const connections = 16;
const bundle = fileURLToPath(new URL('../local.mjs', import.meta.url));

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗单曾解区'];
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英华建文斌玉兰海燕梅'];
const titles = [
  '高级教师',
  '正高级教师',
  '主任医师',
  '副主任医师',
  '高级农艺师',
  '高级工程师',
  '教授',
  '副教授',
  '研究员',
];

function expertAt(n: number): Record<string, unknown> {
  const chance = chanceFrom(n + 1);
  const one = <T>(from: readonly T[]): T => from[chance(from.length)] as T;
  return {
    name: one(surnames) + one(given) + one(given),
    sex: one(['male', 'female']),
    professionalTitle: one(titles),
    unitName: `第${chance(40) + 1}学校`,
    reviewer: one(['yes', 'no']),
    recommender: one(surnames) + one(given),
    phone: `138${String(10_000_000 + chance(89_999_999))}`,
    email: `expert${n}@example.org`,
  };
}

const server = await startServer(bundle, connections);
const lines: Line[] = [{ what: 'start, empty, to the first answer', value: server.startedIn, unit: 'ms' }];
const chance = chanceFrom(11);

const expectStatus = (wanted: number, answer: Answer): Answer => {
  if (answer.status !== wanted)
    throw new Error(`expected ${wanted}, got ${answer.status}: ${answer.text.slice(0, 300)}`);
  return answer;
};

const signUp = await server.call('POST', '/api/v1/tenants', {
  division: '990001',
  kind: 'county',
  name: '量衡县',
  slug: 'liangheng',
  admin: { name: '林一', email: 'founder@example.org', password: 'Lantern-Harbour-62' },
});
const token: string = JSON.parse(expectStatus(201, signUp).text).session.token;
const headers = { authorization: `Bearer ${token}` };

/** Sixteen at a time until `total` calls or the time is over. @returns calls a second and the times of each, ms. */
async function load(
  call: (n: number) => Promise<unknown>,
  { total = Number.POSITIVE_INFINITY, time = Number.POSITIVE_INFINITY },
) {
  const times: number[] = [];
  const began = performance.now();
  let next = 0;
  const one = async () => {
    while (next < total && performance.now() - began < time) {
      const sent = performance.now();
      await call(next++);
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  return { rate: (1000 * times.length) / (performance.now() - began), times };
}

async function measure(what: string, call: (n: number) => Promise<unknown>): Promise<void> {
  await load(call, { time: 2000 });
  const rates: number[] = [];
  const times: number[] = [];
  const cpuBefore = server.cpu();
  for (let run = 0; run < runs; run++) {
    const { rate, times: more } = await load(call, { time: seconds * 1000 });
    rates.push(rate);
    times.push(...more);
  }
  const cpu = (server.cpu() - cpuBefore) / times.length;
  const note = `p50 ${median(times).toFixed(1)} ms · p99 ${percentile(times, 0.99).toFixed(1)} ms · ${cpu.toFixed(2)} ms CPU each, table included`;
  lines.push({ what, value: median(rates), unit: '/s', note });
  console.log(`${what}: ${Math.round(median(rates))}/s`);
}

try {
  const ids: string[] = [];
  const create = async (n: number) => {
    const made = expectStatus(
      201,
      await server.call('POST', '/api/v1/records/expert', { values: expertAt(n) }, headers),
    );
    ids.push(JSON.parse(made.text).id);
  };
  const loaded = await load(create, { total: count });
  lines.push({
    what: `create ${count.toLocaleString('en')}`,
    value: loaded.rate,
    unit: '/s',
    note: `p50 ${median(loaded.times).toFixed(1)} ms · p99 ${percentile(loaded.times, 0.99).toFixed(1)} ms`,
  });
  await new Promise((resolve) => setTimeout(resolve, 10_500));

  const get = (path: string) => async () =>
    expectStatus(200, await server.call('GET', encodeURI(path), undefined, headers));
  const list = (query: () => string) => () => get(`/api/v1/records/expert?${query()}`)();
  const first = JSON.parse((await list(() => 'filter[unitName]=第7学校&sort=-professionalTitle,name')()).text);
  if (first.items.length !== 50 || first.total < count / 80) throw new Error('The list is not what was loaded.');

  const unit = () => `第${chance(40) + 1}学校`;
  await measure(
    'list: 50 of one unit, sorted',
    list(() => `filter[unitName]=${unit()}&sort=-professionalTitle,name`),
  );
  await measure(
    'list: 50 of all by name',
    list(() => 'sort=name'),
  );
  await measure(
    'search: two characters',
    list(() => `q=${surnames[chance(24)]}${given[chance(30)]}`),
  );
  await measure(
    'search: by sound',
    list(() => 'q=zhangwei'),
  );
  await measure('get by id', () => get(`/api/v1/records/expert/${ids[chance(ids.length)]}`)());
  await measure('list while every 20th request writes', async (n) => {
    if (n % 20 === 0) await create(count + n);
    else await list(() => `filter[unitName]=${unit()}&sort=-professionalTitle,name`)();
  });
  const { server: app, table } = server.memory();
  lines.push({
    what: 'memory after the load',
    value: app / 2 ** 20,
    unit: 'MiB',
    note: `and the table ${Math.round(table / 2 ** 20)} MiB`,
  });
  const restarted = await server.restart();
  const began = performance.now();
  await list(() => 'sort=name')();
  lines.push({
    what: `start with ${count.toLocaleString('en')} rows, to the first answer`,
    value: restarted,
    unit: 'ms',
  });
  lines.push({ what: 'and its first list', value: performance.now() - began, unit: 'ms' });
  lines.push({ what: 'memory then', value: server.memory().server / 2 ** 20, unit: 'MiB' });
  print(`${count.toLocaleString('en')} records, ${connections} connections, ${runs} × ${seconds} s, medians`, lines);
} finally {
  await server.stop();
}
