import { t } from '@juxian/base/text.ts';
import { SaxesParser } from 'saxes';
import { refuseLine } from './lrmx.ts';

/** An element: the text directly in it, the line it begins in, and the place from `start` to `end` it fills. */
export type Markup = { name: string; text: string; children: Markup[]; line: number; start: number; end: number };

/** The root of a text in XML without a DOCTYPE. @throws Refusal `invalid.lrmx` with the line where it is no such text. */
export function treeOf(text: string): Markup {
  const parser = new SaxesParser();
  const top: Markup = { name: '', text: '', children: [], line: 0, start: 0, end: 0 };
  const path = [top];
  const innermost = (): Markup => path[path.length - 1] ?? top;
  parser.on('error', () => {
    throw refuseLine('invalid.lrmx', parser.line, t('不是完整的XML', 'this is no whole XML'));
  });
  parser.on('opentag', ({ name }) => {
    const start = text.lastIndexOf('<', parser.position - 1);
    const node: Markup = { name, text: '', children: [], line: parser.line, start, end: start };
    innermost().children.push(node);
    path.push(node);
  });
  const read = (part: string): void => {
    innermost().text += part;
  };
  parser.on('text', read);
  parser.on('cdata', read);
  parser.on('closetag', () => {
    const node = path.pop();
    if (node) node.end = parser.position;
  });
  parser.write(text).close();
  return top.children[0] ?? top;
}
