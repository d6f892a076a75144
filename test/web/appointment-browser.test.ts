import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppointmentForm } from '@juxian/documents/appointment/form.ts';
import { appointmentHtml } from '@juxian/documents/appointment/html.ts';
import { appointmentPdf } from '@juxian/documents/appointment/pdf.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crowded, ordinary } from '../documents/appointment/people.ts';
import { openChromium } from '../support/chromium.ts';

let browser: Browser;
let folder: string;

beforeAll(async () => {
  browser = await openChromium();
  folder = mkdtempSync(join(tmpdir(), 'juxian-form-'));
});
afterAll(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true });
});

async function printed(form: AppointmentForm): Promise<string> {
  const page = await browser.newPage();
  await page.setContent(appointmentHtml(form).html);
  const path = join(folder, `${form.name}.pdf`);
  writeFileSync(path, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  await page.close();
  return path;
}

function run(command: string, ...given: string[]): Buffer {
  const { status, stdout, error } = spawnSync(command, given, { maxBuffer: 64_000_000 });
  if (error || status !== 0) throw error ?? new Error(`${command} ended with ${status}`);
  return stdout;
}

/** Dots to a millimetre. */
const fine = 10;

/** Where long level and upright lines stand on a page, in mm: rows and columns of dots mostly dark over a stretch. */
function rulesOf(path: string, page: number, level: [number, number], upright: [number, number]) {
  const at = String(page);
  const bytes = run('pdftoppm', '-r', '254', '-gray', '-f', at, '-l', at, path);
  const [head = '', width] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString('latin1')) ?? [];
  const dots = bytes.subarray(head.length);
  const dark = (x: number, y: number): boolean => (dots[y * Number(width) + x] ?? 255) < 160;
  const found = (
    from: number,
    to: number,
    end: number,
    isDark: (along: number, across: number) => boolean,
  ): number[] => {
    const lines: number[] = [];
    for (let across = 0; across < end * fine; across++) {
      let count = 0;
      for (let along = from * fine; along < to * fine; along++) if (isDark(along, across)) count++;
      const last = lines.at(-1);
      if (count > 0.95 * (to - from) * fine && (last === undefined || across / fine - last > 0.6))
        lines.push(across / fine);
    }
    return lines;
  };
  return {
    rows: found(level[0], level[1], 280, (x, y) => dark(x, y)),
    columns: found(upright[0], upright[1], 200, (y, x) => dark(x, y)),
  };
}

const expectNear = (found: number[], wanted: number[]): void => {
  expect(found).toHaveLength(wanted.length);
  found.forEach((at, i) => {
    expect(Math.abs(at - (wanted[i] ?? 0)), `${at} for ${wanted[i]}`).toBeLessThan(0.5);
  });
};

const wordsOf = (path: string): string =>
  run('pdftotext', '-raw', path, '-').toString('utf8').normalize('NFKC').replace(/\s/g, '');

describe('the form as the browser prints it and as PDF', () => {
  it.each([
    ['an ordinary', ordinary],
    ['a crowded', crowded],
  ])('lies on two sheets of A4 at the measures of the form, for %s person', async (_, form) => {
    const own = join(folder, 'own.pdf');
    writeFileSync(own, (await appointmentPdf(form)).bytes);
    for (const path of [await printed(form), own]) {
      const info = run('pdfinfo', path).toString();
      expect(info).toMatch(/^Pages:\s+2$/m);
      expect(info).toMatch(/^Page size:\s+59[45](\.\d+)? x 84[12](\.\d+)? pts \(A4\)$/m);
      // The stretch from 70 to 84 mm crosses every row; 28.6 to 41 mm crosses every column of the first row.
      const front = rulesOf(path, 1, [66, 86], [29, 41]);
      expectNear(front.rows, [28.6, 41.1, 53.3, 65.3, 77.8, 90, 102.2, 114.7, 127.2, 139.7, 265.5]);
      expectNear(front.columns, [22, 43, 65, 86.5, 111.5, 133.5, 158.5, 190]);
      const back = rulesOf(path, 2, [125, 188], [79, 175]);
      expectNear(
        back.rows,
        [11.1, 36.1, 54.1, 78.1, 89.5, 101.8, 114.1, 126.4, 138.7, 151, 163.3, 175.6, 212.1, 247.7],
      );
      expectNear(back.columns, [22, 39, 57, 79, 99, 122, 190]);
      const text = wordsOf(path);
      for (const words of [form.name, form.currentPost, form.rewards, form.reasons, form.inService.degree])
        expect(text).toContain(words.normalize('NFKC'));
      expect(text).toContain('填表人:温不言');
    }
  });
});
