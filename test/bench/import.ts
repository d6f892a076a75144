import { fileURLToPath } from 'node:url';
import { type CollectionSheet, collectionSheets } from '@juxian/rules/collection.ts';
import { checkDigit } from '@juxian/rules/identity-number.ts';
import { type CellValue, writeXlsx } from 'hucre/xlsx';
import { type Line, print } from './parts/report.ts';
import { type Answer, startServer } from './parts/server.ts';

/**
 * Imports of cadres over HTTP into an empty county: a roll, and the collection workbook with every sheet, from the
 * upload to the last record seen. `--rows=20000 --people=3000`.
 */

const option = (name: string, usual: number): number =>
  Number(process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? usual);
const server = await startServer(fileURLToPath(new URL('../local.mjs', import.meta.url)), 4);
const lines: Line[] = [];

/** The answer of a call that went well. */
function expectStatus<T>(wanted: number, answer: Answer): T {
  if (answer.status !== wanted)
    throw new Error(`expected ${wanted}, got ${answer.status}: ${answer.text.slice(0, 300)}`);
  return JSON.parse(answer.text);
}

type Row = Record<string, CellValue>;
type Sheet = { name: string; rows: CellValue[][] };

const birthOf = (n: number): string =>
  new Date(Date.UTC(1960, 0, 1) + (n % 12_000) * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
const personAt = (n: number) => {
  const birth = birthOf(n);
  const body = `990101${birth}${String((Math.floor(n / 12_000) % 400) * 2 + 1).padStart(3, '0')}`;
  return { 姓名: `人${n}`, 身份证号: body + checkDigit(body), birth: birth.slice(0, 6) };
};

const sheetOf = (sheet: CollectionSheet, rows: readonly Row[]): Sheet => {
  const { columns } = collectionSheets[sheet];
  return { name: sheet, rows: [[...columns], ...rows.map((row) => columns.map((column) => row[column] ?? null))] };
};

function rollOf(count: number): Sheet {
  const headings = ['姓名', '身份证号', '性别', '出生年月', '参加工作时间', '政治面貌', '现任职务', '籍贯'];
  const rows = Array.from({ length: count }, (_, n) => {
    const { 姓名, 身份证号, birth } = personAt(n);
    return [姓名, 身份证号, n % 100 < 3 ? '女' : '男', birth, '201008', '群众', '某局干部', '山西怀仁'];
  });
  return { name: '名册', rows: [headings, ...rows] };
}

function workbookOf(count: number): Sheet[] {
  const people = Array.from({ length: count }, (_, n) => personAt(n));
  const each = (rowsOf: (birth: string) => Row[]): Row[] =>
    people.flatMap(({ birth, ...who }) => rowsOf(birth).map((row) => ({ ...who, ...row })));
  const resume = '1997.09--2001.07  某农业大学农学专业学习\n2001.08--         某局';
  return [
    sheetOf('B01', [{ 机构名称: '量衡县教育局', 机构简称: '教育局', 机构类别: '行政机关', 同级排序号: 1 }]),
    sheetOf(
      'A01',
      each((birth) => [
        {
          性别: '男',
          出生年月: birth,
          参加工作时间: '201008',
          政治面貌: '群众',
          人员管理状态: '现职人员',
          简历: resume,
        },
      ]),
    ),
    sheetOf(
      'A02',
      each(() =>
        ['2010', '2014', '2018'].map((year) => ({
          任职机构名称: '教育局',
          职务名称: `科员${year}`,
          任职时间: `${year}08`,
          主职务: '是',
        })),
      ),
    ),
    sheetOf(
      'A05',
      each(() =>
        ['2010', '2014'].map((year) => ({
          '类别(职务层次/职级)': '职级',
          '职务层次(职级)': '一级科员',
          批准日期: `${year}09`,
        })),
      ),
    ),
    sheetOf(
      'A06',
      each(() => [{ 资格名称: '助理工程师', 获得日期: '201209' }]),
    ),
    sheetOf(
      'A08',
      each(() =>
        ['全日制', '在职'].map((mode) => ({
          学历名称: '大学',
          教育类别: mode,
          学校: `${mode}大学`,
          '毕(肄)业时间': '201007',
        })),
      ),
    ),
    sheetOf(
      'A14',
      each(() => [{ 名称: '嘉奖', 批准日期: '20200101', 批准机关: '县委' }]),
    ),
    sheetOf(
      'A15',
      each(() => [2023, 2024, 2025].map((year) => ({ 考核结论: '称职', 考核年度: year }))),
    ),
    sheetOf(
      'A36',
      each(() =>
        ['妻子', '儿子', '父亲', '母亲'].map((relation) => ({
          家庭成员姓名: `亲${relation}`,
          称谓: relation,
          出生日期: '198001',
        })),
      ),
    ),
    sheetOf(
      'A99Z1',
      each(() => [{ 是否考录: '是', 录用时间: '201008' }]),
    ),
  ];
}

async function county(n: number): Promise<{ authorization: string }> {
  const signUp = await server.call('POST', '/api/v1/tenants', {
    division: `99000${n}`,
    kind: 'county',
    name: `量衡县${n}`,
    slug: `liangheng-${n}`,
    admin: { name: '林一', email: `founder${n}@example.org`, password: 'Lantern-Harbour-62' },
  });
  const { session } = expectStatus<{ session: { token: string } }>(201, signUp);
  return { authorization: `Bearer ${session.token}` };
}

/** The same directory, the highest memory seen, and ms until the job said so. */
async function until(id: string, headers: Record<string, string>, state: string) {
  let most = 0;
  const began = performance.now();
  for (;;) {
    const job = expectStatus<{ state: string; result: { created: number } }>(
      200,
      await server.call('GET', `/api/v1/jobs/${id}`, undefined, headers),
    );
    most = Math.max(most, server.memory().server);
    if (job.state === state) return { took: performance.now() - began, most, job };
    if (job.state !== 'open') throw new Error(`the import ended as ${job.state}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function measure(what: string, n: number, sheets: Sheet[]): Promise<void> {
  const headers = await county(n);
  const form = new FormData();
  form.append('file', new File([Uint8Array.from(await writeXlsx({ sheets }))], `${what}.xlsx`));
  form.append('mode', 'upsert');
  form.append('dryRun', 'true');
  const packed = new Response(form);
  const type = packed.headers.get('content-type') ?? '';
  const body = new Uint8Array(await packed.arrayBuffer());
  const sent = await server.call('POST', '/api/v1/records/cadre/import', body, { ...headers, 'content-type': type });
  const cpu = server.cpu();
  const { id } = expectStatus<{ id: string }>(202, sent);
  const checked = await until(id, headers, 'done');
  expectStatus(202, await server.call('POST', `/api/v1/jobs/${id}/continue`, undefined, headers));
  const done = await until(id, headers, 'done');
  const { result } = done.job;
  lines.push(
    { what: `${what}: read and checked`, value: checked.took / 1000, unit: 's' },
    { what: `${what}: written`, value: done.took / 1000, unit: 's', note: `${result.created} people` },
    { what: `${what}: CPU of server and table`, value: (server.cpu() - cpu) / 1000, unit: 's' },
    { what: `${what}: memory of the server at most`, value: Math.max(checked.most, done.most) / 1e6, unit: 'MB' },
  );
}

try {
  const rows = option('rows', 20_000);
  const people = option('people', 3_000);
  await measure(`roll of ${rows}`, 1, [rollOf(rows)]);
  await measure(`workbook of ${people}`, 2, workbookOf(people));
  print('imports of cadres', lines);
} finally {
  await server.stop();
}
