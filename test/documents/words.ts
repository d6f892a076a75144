import type { Block, Paper } from '@juxian/documents/paper.ts';

/** Each line of text that the description holds, ignoring how it is laid out. */
export function wordsOf(paper: Paper): string[] {
  const texts: string[] = [
    paper.title,
    paper.number ?? '',
    paper.letterhead ?? '',
    ...(paper.cover ? [...paper.cover.lines.flat(), paper.cover.foot] : []),
    ...paper.blocks.flatMap(wordsOfBlock),
  ];
  return texts
    .flatMap((text) => text.split('\n'))
    .map((text) => text.trim())
    .filter(Boolean);
}

function wordsOfBlock(block: Block): string[] {
  switch (block.is) {
    case 'paragraph':
    case 'heading':
      return [block.text];
    case 'pairs':
      return block.rows.flatMap(({ cells }) => cells.flat());
    case 'grid':
      return [...block.head, ...block.rows].flat().map((cell) => (typeof cell === 'string' ? cell : cell.text));
    case 'opinion':
      return [block.label, block.text, block.sign ?? '', block.seal ? '（盖章）' : ''];
    case 'signatures':
      return [...block.lines];
    case 'issued':
      return [block.unit, block.date, block.seal ? '（盖章）' : ''];
    case 'copies':
      return [block.to ?? '', block.by, block.on];
    case 'qr':
      return [block.caption];
    case 'break':
      return [];
  }
}
