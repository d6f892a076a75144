import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildLambda } from './build.mjs';
import { root } from './house.mjs';

const dist = join(root, 'web/dist');
const kilobyte = 1000;

/** What a page loads before it is of use: its entry, and the lazy parts it always draws, by their names in the manifest. */
const pages = [
  { name: 'sign-in page', parts: ['sign-in.html'], script: 90 * kilobyte, style: 60 * kilobyte },
  {
    name: 'workspace list page',
    parts: ['index.html', 'src/record/List.tsx'],
    script: 430 * kilobyte,
    style: 60 * kilobyte,
  },
];

/** Measures every budget. @returns one line each: name, bytes, limit, fits. */
export async function measure() {
  return [await measureApi(), ...measurePages(), measurePortal()];
}

async function measureApi() {
  const folder = mkdtempSync(join(tmpdir(), 'juxian-'));
  try {
    return line('API bundle, minified', await buildLambda('api', folder), 900 * kilobyte);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The module that carries the portal's script is a few words longer than the script. */
const measurePortal = () =>
  line('portal, script gzip', gzipped([join(root, 'functions/portal/enhance/built.ts')]), 10 * kilobyte);

function measurePages() {
  const path = join(dist, '.vite/manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  return pages.flatMap(({ name, parts, script, style }) => {
    const files = loadedBy(manifest, parts);
    return [
      line(`${name}, script gzip`, gzipped(files.filter((file) => file.endsWith('.js')).map(built)), script),
      line(`${name}, css gzip`, gzipped(files.filter((file) => file.endsWith('.css')).map(built)), style),
    ];
  });
}

function loadedBy(manifest, keys) {
  const seen = new Set();
  const files = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    if (!chunk) throw new Error(`web/dist holds no ${key}: name the page's parts in scripts/parts/budgets.mjs`);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const key of keys) visit(key);
  return [...files];
}

const gzipped = (files) => files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);

const built = (file) => join(dist, file);

const line = (name, bytes, limit) => ({ name, bytes, limit, fits: bytes <= limit });
