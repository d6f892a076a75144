import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rooms = 'packages|functions|web|infra|test|docs|scripts|\\.ci';
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && path !== 'PROGRESS.md')
    .map((path) => `docs/${path}`),
];
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** What a page names: links to files, paths in code spans, scripts of npm. */
function citedBy(page: string) {
  const text = readFileSync(join(root, page), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, path = '']) =>
    join(dirname(page), path),
  );
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  const paths = spans.filter((span) => new RegExp(`^(${rooms})/[\\w./-]*$`).test(span));
  const commands = [...text.matchAll(/\bnpm (?:run )?(start|test|(?<=run )[\w:-]+)/g)].map(([, script = '']) => script);
  return { paths: [...links, ...paths], commands };
}

describe.each(pages)('%s', (page) => {
  it('names only what is there', () => {
    const { paths, commands } = citedBy(page);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(commands.filter((script) => !(script in scripts))).toEqual([]);
  });
});

describe('a promise', () => {
  const rows = [
    ...readFileSync(join(root, 'docs/PROMISES.md'), 'utf8').matchAll(/^\| [^|]+ \| `(test\/[^`]+)` \| ([^|]+) \|$/gm),
  ];
  const isShown = (file: string, title: string): boolean => {
    const quoted = readFileSync(join(root, file), 'utf8').replaceAll("\\'", "'");
    return [`it('${title}'`, `it("${title}"`, `'${title}',`].some((call) => quoted.includes(call));
  };

  it('is kept by a test of that title', () => {
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.filter(([, file = '', title = '']) => !isShown(file, title.trim())).map(([row]) => row)).toEqual([]);
  });

  it('is not kept by a title nobody wrote', () => {
    expect(isShown('test/modules/meeting.test.ts', 'opens a vote for nobody at all')).toBe(false);
  });
});

describe('the reader of pages', () => {
  it('finds the paths and commands of the README', () => {
    const { paths, commands } = citedBy('README.md');
    expect(paths).toEqual(expect.arrayContaining(['CONTRIBUTING.md', 'docs/COST.md', 'functions/local.ts', 'infra/']));
    expect(new Set(commands)).toEqual(new Set(['start', 'test', 'check', 'bench', 'deploy']));
  });

  it('finds in OPERATIONS.md every variable that a start reads, and no other', () => {
    const sources = ['functions/local.ts', 'functions/local/settings.ts'].map((path) =>
      readFileSync(join(root, path), 'utf8'),
    );
    const read = sources.join('').matchAll(/\benv\.([A-Z][A-Z0-9_]+)/g);
    const table =
      readFileSync(join(root, 'docs/OPERATIONS.md'), 'utf8').split('| variable |')[1]?.split('\n\n')[0] ?? '';
    const rows = table.split('\n').map((row) => row.split('|')[1] ?? '');
    const told = rows.flatMap((cell) => [...cell.matchAll(/`([A-Z0-9_]+)`/g)].map(([, name]) => name));
    expect(new Set(told)).toEqual(new Set([...read].map(([, name]) => name)));
  });

  it('knows five scripts', () => {
    expect(Object.keys(scripts).sort()).toEqual(['bench', 'check', 'deploy', 'start', 'test']);
  });
});
