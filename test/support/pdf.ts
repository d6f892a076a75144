import { inflateSync } from 'node:zlib';

/** A piece of text and where it begins, in mm from the upper left corner; its size in points. */
export type Written = { text: string; x: number; y: number; size: number };
export type Ruled = { x: number; y: number; toX: number; toY: number };
export type Sheet = { width: number; height: number; written: Written[]; ruled: Ruled[]; pictures: Ruled[] };

type Matrix = readonly [number, number, number, number, number, number];
const mm = 25.4 / 72;

/** The pages of a PDF as its content streams draw them. Reads what pdfkit writes, no more. */
export function readPdf(bytes: Uint8Array): Sheet[] {
  const file = Buffer.from(bytes).toString('latin1');
  const objects = new Map<string, { head: string; stream?: Buffer }>();
  for (const found of file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [, id = '', body = ''] = found;
    const at = body.indexOf('\nstream\n');
    if (at < 0) {
      objects.set(id, { head: body });
      continue;
    }
    const head = body.slice(0, at);
    const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
    const raw = Buffer.from(body.slice(at + 8, at + 8 + length), 'latin1');
    objects.set(id, { head, stream: head.includes('/FlateDecode') ? inflateSync(raw) : raw });
  }
  const of = (id: string | undefined) => {
    const found = objects.get(id ?? '');
    if (!found) throw new Error(`No object ${id}`);
    return found;
  };
  const tree = [...objects.values()].find(({ head }) => /\/Type \/Pages/.test(head));
  const kids = /\/Kids \[([^\]]*)\]/.exec(tree?.head ?? '')?.[1] ?? '';
  return [...kids.matchAll(/(\d+) 0 R/g)].map(([, id]) => {
    const { head } = of(id);
    const [, width = 0, height = 0] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(head) ?? [];
    const resources = of(/\/Resources (\d+) 0 R/.exec(head)?.[1]).head;
    const fonts = new Map<string, Map<string, string>>();
    for (const [, name = '', font] of (/\/Font <<([\s\S]*?)>>/.exec(resources)?.[1] ?? '').matchAll(
      /\/(\w+) (\d+) 0 R/g,
    ))
      fonts.set(name, charactersOf(of(/\/ToUnicode (\d+) 0 R/.exec(of(font).head)?.[1]).stream ?? Buffer.alloc(0)));
    const content = of(/\/Contents (\d+) 0 R/.exec(head)?.[1]).stream?.toString('latin1') ?? '';
    return { width: Number(width) * mm, height: Number(height) * mm, ...drawnBy(content, fonts, Number(height)) };
  });
}

function charactersOf(stream: Buffer): Map<string, string> {
  const map = new Map<string, string>();
  for (const [, from = '', , list = ''] of stream.toString('latin1').matchAll(/<(\w+)> <(\w+)> \[([^\]]*)\]/g))
    [...list.matchAll(/<([\w ]*)>/g)].forEach(([, hex = ''], i) => {
      const code = (Number.parseInt(from, 16) + i).toString(16).padStart(4, '0');
      const units = hex.replaceAll(' ', '').match(/.{4}/g) ?? [];
      map.set(code, String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))));
    });
  return map;
}

function drawnBy(content: string, fonts: Map<string, Map<string, string>>, height: number) {
  const written: Written[] = [];
  const ruled: Ruled[] = [];
  const pictures: Ruled[] = [];
  const kept: Matrix[] = [];
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  let stack: string[] = [];
  let from: readonly [number, number] = [0, 0];
  let path: Ruled[] = [];
  let at: Matrix = matrix;
  let font = { name: '', size: 0 };
  const point = (x: number, y: number, [a, b, c, d, e, f] = matrix): readonly [number, number] => [
    (a * x + c * y + e) * mm,
    (height - (b * x + d * y + f)) * mm,
  ];
  const numbers = (): number[] => stack.map(Number);
  const say: Record<string, () => void> = {
    q: () => kept.push(matrix),
    Q: () => {
      matrix = kept.pop() ?? matrix;
    },
    cm: () => {
      matrix = product(matrixOf(numbers()), matrix);
    },
    m: () => {
      const [x = 0, y = 0] = numbers();
      from = point(x, y);
    },
    l: () => {
      const [x = 0, y = 0] = numbers();
      const to = point(x, y);
      path.push({ x: from[0], y: from[1], toX: to[0], toY: to[1] });
      from = to;
    },
    S: () => {
      ruled.push(...path);
      path = [];
    },
    Do: () => {
      const [x, y] = point(0, 0);
      const [toX, toY] = point(1, 1);
      pictures.push({ x: Math.min(x, toX), y: Math.min(y, toY), toX: Math.max(x, toX), toY: Math.max(y, toY) });
    },
    Tf: () => {
      font = { name: (stack[0] ?? '').slice(1), size: Number(stack[1]) };
    },
    Tm: () => {
      at = matrixOf(numbers());
    },
    TJ: () => {
      const hex = [...(stack.join(' ').matchAll(/<(\w+)>/g) ?? [])].map(([, one]) => one).join('');
      const characters = fonts.get(font.name) ?? new Map<string, string>();
      const text = (hex.match(/.{4}/g) ?? []).map((code) => characters.get(code) ?? '\ufffd').join('');
      const [x, y] = point(0, 0, product(at, matrix));
      written.push({ text, x, y, size: font.size });
    },
  };
  for (const [word] of content.matchAll(/\[[^\]]*\]|<\w*>|[^\s[\]<>]+/g)) {
    if (/^[A-Za-z*']+$/.test(word)) {
      say[word]?.();
      stack = [];
    } else stack.push(word);
  }
  return { written, ruled, pictures };
}

const matrixOf = ([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: number[]): Matrix => [a, b, c, d, e, f];

const product = ([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix => [
  a * A + b * C,
  a * B + b * D,
  c * A + d * C,
  c * B + d * D,
  e * A + f * C + E,
  e * B + f * D + F,
];
