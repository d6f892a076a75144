import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Clock } from '@juxian/base/clock.ts';
import { newId } from '@juxian/base/id.ts';
import { readConfig, readSeals } from '@juxian/core/config.ts';
import { appointmentPdf } from '@juxian/documents/appointment/pdf.ts';
import { appointmentForm } from '@juxian/documents/cadre/form.ts';
import { openPerson } from '@juxian/documents/cadre/person.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { placeRecords } from '@juxian/engine/record.ts';
import { registryOf } from '@juxian/engine/registry.ts';
import { RowsCache } from '@juxian/engine/rows.ts';
import { fileOf } from '@juxian/functions/local/demo/cadre/file.ts';
import { lifeOf } from '@juxian/functions/local/demo/cadre/life.ts';
import { nameFor } from '@juxian/functions/local/demo/cadre/names.ts';
import { roster } from '@juxian/functions/local/demo/cadre/roster.ts';
import { qingshanUnits } from '@juxian/functions/local/demo/units.ts';
import { modules } from '@juxian/modules/index.ts';
import { figuresFor } from '@juxian/rules/figures.ts';
import { checkDigit } from '@juxian/rules/identity-number.ts';
import { monthNumber } from '@juxian/rules/month.ts';
import { startEmbedded } from '@juxian/store/embedded.ts';
import { localFiles } from '@juxian/store/files.ts';
import { Guard } from '@juxian/store/guard.ts';
import { Keyring } from '@juxian/store/seal.ts';
import { Table } from '@juxian/store/table.ts';
import { chanceFrom } from './parts/people.ts';
import { type Line, median, percentile, print, timed } from './parts/report.ts';
import { type Answer, startServer } from './parts/server.ts';

/**
 * Cadres as the demonstration has them, many more of them: lists with any filter and sort, on today and on an earlier
 * day, search, and the approval form in print. `--rows=20000 --seconds=4 --runs=3 --printed=300`.
 */

const option = (name: string, usual: number): number =>
  Number(process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? usual);
const count = option('rows', 20_000);
const seconds = option('seconds', 4);
const runs = option('runs', 3);
const printed = option('printed', 300);
const connections = 16;
const bundle = fileURLToPath(new URL('../local.mjs', import.meta.url));

const people = roster();
const seatsOf = people.length;

/** The n-th file: a life of the demonstration's, under a name and number of its own. */
function fileAt(n: number, at: { start: number; day: string }, units: ReadonlyMap<string, string>) {
  const slot = people[n % seatsOf];
  if (!slot) throw new Error('an empty roster');
  const own = { ...slot, n, special: {}, name: nameFor(slot.sex, n, 0) };
  const placed = { unit: (name: string) => units.get(name) ?? '', position: () => undefined };
  const { values, state } = fileOf(lifeOf(own, at.start, figuresFor({}, at.day)), placed);
  const number = String(values.identityNumber);
  const serial = `${String(Math.floor(n / 500)).padStart(4, '0')}`;
  const first17 = `99${serial}${number.slice(6, 14)}${String((n % 500) * 2 + (slot.sex === '1' ? 1 : 0)).padStart(3, '0')}`;
  return { values: { ...values, identityNumber: first17 + checkDigit(first17) }, state };
}

type Opened = { ctx: Ctx; close(): Promise<void> };

/** The county's table, files and keys in this process, while the server is down. */
async function openHere(directory: string, tenant: string): Promise<Opened> {
  const served = await startEmbedded({ directory });
  const clock = new Clock(Date.now);
  const table = await Table.open({ endpoint: served.endpoint, name: 'juxian', clock, guard: new Guard() });
  const files = localFiles(join(directory, 'files'), 'bench', 'http://127.0.0.1');
  const store = table.for(tenant, 'tenant');
  const keyring = await Keyring.local(join(directory, 'master.key'));
  const ctx: Ctx = {
    actor: { kind: 'member', id: newId('person'), name: '林一', tenant, roles: ['office'], assurance: 1 },
    store,
    seal: await readSeals(keyring, store, 'staff'),
    files,
    clock,
    locale: 'zh-CN',
    requestId: newId('request'),
    registry: registryOf(modules),
    config: await readConfig(store, 'staff'),
    rows: new RowsCache({ bytes: 500_000_000, clock }),
    people: { named: async () => new Map() },
  };
  return {
    ctx,
    async close() {
      table.close();
      await served.stop();
    },
  };
}

const server = await startServer(bundle, connections);
const lines: Line[] = [];
const told = (line: Line): void => {
  lines.push(line);
  console.log(`${line.what}: ${Math.round(line.value)} ${line.unit} ${line.note ?? ''}`.trimEnd());
};
const expectStatus = (wanted: number, answer: Answer): Answer => {
  if (answer.status !== wanted)
    throw new Error(`expected ${wanted}, got ${answer.status}: ${answer.text.slice(0, 300)}`);
  return answer;
};

try {
  const signUp = await server.call('POST', '/api/v1/tenants', {
    division: '990001',
    kind: 'county',
    name: '量衡县',
    slug: 'liangheng',
    admin: { name: '林一', email: 'founder@example.org', password: 'Lantern-Harbour-62' },
  });
  const { session, tenant } = JSON.parse(expectStatus(201, signUp).text);
  const headers = { authorization: `Bearer ${session.token}` };
  const unitIds = new Map(qingshanUnits.map(({ name }) => [name, newId('record')]));
  let ids: string[] = [];

  const started = await server.restart(async (directory) => {
    const { ctx, close } = await openHere(directory, typeof tenant === 'string' ? tenant : tenant.id);
    const day = ctx.clock.today();
    const start = monthNumber(day);
    await placeRecords(
      ctx,
      qingshanUnits.map(({ name, sort }, i) => ({
        module: 'unit',
        id: unitIds.get(name) ?? '',
        values: { name, sort, order: (i + 1) * 10 },
      })),
    );
    const began = performance.now();
    ids = await placeRecords(
      ctx,
      Array.from({ length: count }, (_, n) => ({ module: 'cadre', ...fileAt(n, { start, day }, unitIds) })),
    );
    told({
      what: `place ${count.toLocaleString('en')}, twenty to a transaction`,
      value: (1000 * count) / (performance.now() - began),
      unit: '/s',
    });
    const draw = async (id: string) => {
      const { bytes } = await appointmentPdf(await appointmentForm(ctx, await openPerson(ctx, { id })));
      return bytes.byteLength;
    };
    told({
      what: 'one approval form, PDF, the first',
      value: await timed(1, () => draw(ids[0] ?? '')),
      unit: 'ms',
    });
    told({
      what: 'one approval form, PDF, after it',
      value: await timed(9, (n) => draw(ids[n + 1] ?? '')),
      unit: 'ms',
    });
    const printing = performance.now();
    let bytes = 0;
    for (const id of ids.slice(0, printed)) bytes += await draw(id);
    told({
      what: `${printed} approval forms, PDF, one by one`,
      value: performance.now() - printing,
      unit: 'ms',
      note: `${(bytes / printed / 1000).toFixed(0)} kB each`,
    });
    await close();
  });
  told({ what: 'start, to the first answer', value: started, unit: 'ms' });

  const chance = chanceFrom(17);
  const one = <T>(from: readonly [T, ...T[]]): T => from[chance(from.length)] ?? from[0];
  const units = [...unitIds.values()] as [string, ...string[]];
  let refused = 0;
  /** What a loaded machine refuses as busy is asked again and counted. */
  const list = async (query: string): Promise<Answer> => {
    const answer = await server.call('GET', encodeURI(`/api/v1/records/cadre?${query}`), undefined, headers);
    if (answer.status !== 429) return expectStatus(200, answer);
    refused++;
    return list(query);
  };

  const began = performance.now();
  const first = JSON.parse((await list('sort=unit,order,name')).text);
  if (first.total !== count) throw new Error(`The list holds ${first.total} of ${count}.`);
  told({ what: 'the first list after it', value: performance.now() - began, unit: 'ms' });

  const filters = [
    () => `filter[unit]=${one(units)}`,
    () => `filter[rank]=${one(['01A07', '01A08', '01A09', '01A10', '01A11'])}`,
    () => `filter[sex]=${one(['1', '2'])}&filter[politics]=01`,
    () => `filter[born][gte]=${1966 + chance(20)}-01&filter[level]=0142`,
    () => `filter[degreeLevel][in]=11,21,1B&state=serving`,
    () => `filter[rankSince][lte]=${2020 + chance(6)}-06`,
  ] as const;
  const sorts = ['unit,order,name', 'name', '-born', 'rank,-rankSince', 'level,postSince,name', '-workStart'] as const;
  const any = () => `${one(filters)()}&sort=${one(sorts)}`;

  async function measure(what: string, query: () => string): Promise<void> {
    const times: number[] = [];
    const rates: number[] = [];
    const until = async (time: number, keep: boolean) => {
      const from = performance.now();
      let calls = 0;
      const each = async () => {
        while (performance.now() - from < time) {
          const sent = performance.now();
          await list(query());
          calls++;
          if (keep) times.push(performance.now() - sent);
        }
      };
      await Promise.all(Array.from({ length: connections }, each));
      if (keep) rates.push((1000 * calls) / (performance.now() - from));
    };
    await until(1500, false);
    await server.times();
    const cpu = server.cpu();
    for (let run = 0; run < runs; run++) await until(seconds * 1000, true);
    const used = (server.cpu() - cpu) / times.length;
    const within = await server.times();
    const shown = (of: readonly number[]) =>
      `p50 ${median(of).toFixed(1)} ms, p99 ${percentile(of, 0.99).toFixed(1)} ms`;
    told({
      what,
      value: median(rates),
      unit: '/s',
      note: `${shown(times)} · in the server ${shown(within)} · ${used.toFixed(2)} ms CPU each, table included`,
    });
  }
  await measure('list 50, any filter and sort', any);
  const shown = 'name,unit,post,postSince,sex,born,degreeLevel,politics,level,rank,rankSince';
  await measure('the same with the columns of the screen', () => `${any()}&fields=${shown}`);
  await measure('the same as of one earlier day', () => `${any()}&asOf=2021-06-15`);
  await measure('the same as of another day each time, of 90', () => {
    const day = `${2016 + chance(10)}-0${1 + chance(9)}-15`;
    return `${any()}&asOf=${day}`;
  });
  await measure(
    'search, two characters of a name',
    () => `q=${[...(people[chance(seatsOf)]?.name ?? '')].slice(0, 2).join('')}`,
  );
  await measure('search by sound', () => `q=${one(['zhaoyan', 'chenmu', 'shenzhi', 'xie', 'wyx'])}`);
  told({ what: 'answers that the table was busy', value: refused, unit: '' });
  const { server: app, table } = server.memory();
  told({
    what: 'memory after it',
    value: app / 2 ** 20,
    unit: 'MiB',
    note: `and the table ${Math.round(table / 2 ** 20)} MiB`,
  });
  print(`${count.toLocaleString('en')} cadres, ${connections} connections, ${runs} × ${seconds} s, medians`, lines);
} finally {
  await server.stop();
}
