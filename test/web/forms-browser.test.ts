import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printForm } from '@juxian/documents/forms.ts';
import { toHtml } from '@juxian/documents/html.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi } from '../support/api.ts';
import { openChromium, serveApi } from '../support/chromium.ts';
import { openWorld } from '../support/county.ts';
import { tellRound } from '../support/selection.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
let browser: Browser;
let folder: string;
let pdfOf: (module: 'application' | 'call' | 'certificate' | 'grant', form: string) => Promise<string>;

beforeAll(async () => {
  world = await openWorld();
  const round = await tellRound(await world.county());
  const made = await round.decide();
  browser = await openChromium();
  folder = mkdtempSync(join(tmpdir(), 'juxian-print-'));
  const ids = { application: round.first, call: round.call, certificate: made.certificate, grant: made.grant };
  pdfOf = async (module, form) => {
    const address = { module, id: ids[module], form };
    const { paper } = await printForm(round.office, address, { origin: 'https://juxian.example' });
    if (!('blocks' in paper)) throw new Error('no paper of blocks');
    const page = await browser.newPage();
    await page.setContent(toHtml(paper));
    const path = join(folder, `${module}-${form}.pdf`);
    writeFileSync(path, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    await page.close();
    return path;
  };
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
  if (folder) rmSync(folder, { recursive: true });
});

function run(command: string, ...given: string[]): string {
  const { status, stdout, error } = spawnSync(command, given, { encoding: 'utf8' });
  if (error || status !== 0) throw error ?? new Error(`${command} ended with ${status}`);
  return stdout;
}

type Word = { left: number; top: number; right: number; bottom: number; text: string };
type Page = { width: number; height: number; words: Word[] };

/** The words of each page and where they stand, in mm. */
function pagesOf(path: string): Page[] {
  const mm = (points: string | undefined): number => (Number(points) * 25.4) / 72;
  const pages = run('pdftotext', '-bbox', path, '-').split('<page ').slice(1);
  return pages.map((page) => {
    const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(page) ?? [];
    const words = page.matchAll(
      /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<\/word>/g,
    );
    return {
      width: mm(width),
      height: mm(height),
      words: [...words].map(([, left, top, right, bottom, text = '']) => ({
        left: mm(left),
        top: mm(top),
        right: mm(right),
        bottom: mm(bottom),
        text,
      })),
    };
  });
}

/** The bounds in mm of what is printed on a page above a line, two dots to a millimetre. */
function inkOf(path: string, page: number, above: number) {
  const at = String(page);
  const { stdout } = spawnSync('pdftoppm', ['-r', '50.8', '-gray', '-f', at, '-l', at, path]);
  const [head = '', width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(stdout.toString('latin1')) ?? [];
  const dots = stdout.subarray(head.length);
  const across = Number(width);
  const ink = { left: Infinity, top: Infinity, right: 0, bottom: 0 };
  for (let y = 0; y < Math.min(Number(height), 2 * above); y++)
    for (let x = 0; x < across; x++) {
      if ((dots[y * across + x] ?? 255) > 128) continue;
      ink.left = Math.min(ink.left, x / 2);
      ink.right = Math.max(ink.right, (x + 1) / 2);
      ink.top = Math.min(ink.top, y / 2);
      ink.bottom = Math.max(ink.bottom, (y + 1) / 2);
    }
  return ink;
}

const textOf = ({ words }: Page): string => words.map(({ text }) => text).join('');
/** In mm: the printer rounds to points. */
const slack = 0.6;

describe('a paper printed', () => {
  it('is A4 within the margins of an official letter', async () => {
    const path = await pdfOf('call', 'recognition');
    const pages = pagesOf(path);
    expect(pages.length).toBeGreaterThan(1);
    for (const [i, { width, height }] of pages.entries()) {
      expect([Math.round(width), Math.round(height)]).toEqual([210, 297]);
      // The page number stands in the lower margin, 7 mm and more under the text.
      const ink = inkOf(path, i + 1, 297 - 35 + 5);
      expect(ink.left).toBeGreaterThan(28 - slack);
      expect(ink.left).toBeLessThan(40);
      expect(ink.right).toBeLessThan(210 - 26 + slack);
      expect(ink.top).toBeGreaterThan(37 - slack);
      // The office's name stands 35 mm under the edge of the text on the first page.
      expect(ink.top).toBeLessThan(i === 0 ? 37 + 35 + 2 : 50);
      expect(ink.bottom).toBeLessThan(297 - 35 + slack);
    }
  });

  it('has a cover, and the page to be stamped for itself, each page with the hash of the version', async () => {
    const pages = pagesOf(await pdfOf('application', 'application'));
    const [cover, second] = pages;
    const stamp = pages.at(-1);
    expect(cover && textOf(cover)).toMatch(/名师工作室申报书.*沈知微.*青山县第一中学/);
    expect(cover && textOf(cover)).not.toContain('领衔人基本情况');
    expect(second && textOf(second)).toContain('一、领衔人基本情况');
    expect(pages.filter((page) => textOf(page).includes('承诺与意见'))).toEqual([stamp]);
    expect(stamp && textOf(stamp)).toMatch(/（盖章）.*（盖章）.*（盖章）/);
    expect(stamp && textOf(stamp)).not.toMatch(/经费预算|附件目录/);
    const mark = /版本校验码[0-9a-f]{16}/.exec(textOf(stamp as Page))?.[0];
    expect(mark).toBeDefined();
    for (const page of pages) expect(textOf(page)).toContain(mark);
    for (const { words } of pages.slice(1, -1)) {
      expect(Math.min(...words.map(({ left }) => left))).toBeGreaterThan(22 - slack);
      expect(Math.max(...words.map(({ right }) => right))).toBeLessThan(210 - 18 + slack);
    }
  });

  it('is one framed sheet where it is a certificate', async () => {
    const path = await pdfOf('certificate', 'certificate');
    const [sheet, ...more] = pagesOf(path);
    expect(more).toEqual([]);
    expect([Math.round(sheet?.width ?? 0), Math.round(sheet?.height ?? 0)]).toEqual([297, 210]);
    const words = sheet?.words ?? [];
    expect(Math.min(...words.map(({ left }) => left))).toBeGreaterThan(14 + 24 - slack);
    expect(Math.max(...words.map(({ right }) => right))).toBeLessThan(297 - 14 - 24 + slack);
    expect(run('pdfinfo', path)).not.toMatch(/^(Author|Creator):.*沈知微/m);
  });

  it('keeps the sums of a wide sheet on it', async () => {
    const [sheet] = pagesOf(await pdfOf('grant', 'payment'));
    expect(Math.round(sheet?.width ?? 0)).toBe(297);
    expect(sheet?.words.filter(({ text }) => text === '50,000.00').length).toBe(2);
    expect(Math.max(...(sheet?.words ?? []).map(({ right }) => right))).toBeLessThan(297 - 18 + slack);
  });
});

describe('the page before it is printed', () => {
  it('has a bar that prints and leads to the Word file, and leaves it off the paper', async () => {
    const api = await startApi();
    const site = await serveApi(api);
    try {
      const { token } = await api.signUp();
      const application = await api.call('POST', '/api/v1/records/application', { values: {} }, { token });
      const path = `/api/v1/records/application/${application.body.id}/form/application`;
      const context = await browser.newContext({ extraHTTPHeaders: { authorization: `Bearer ${token}` } });
      const page = await context.newPage();
      const wrong: string[] = [];
      page.on('console', (message) => wrong.push(message.text()));
      page.on('pageerror', (error) => wrong.push(error.message));
      await page.addInitScript('globalThis.print = () => { document.title = "printed" }');
      await page.goto(`${site.url}${path}?format=html`);
      await page.getByRole('button', { name: /打印|Print/ }).click();
      expect(await page.title()).toBe('printed');
      const [word] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: /Word/ }).click(),
      ]);
      expect(word.suggestedFilename()).toMatch(/^申报书-\d{4}-\d\d-\d\d\.docx$/);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.bar').isVisible()).toBe(false);
      expect(wrong).toEqual([]);
      await context.close();
    } finally {
      await site.stop();
      await api.stop();
    }
  });
});
