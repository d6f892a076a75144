import { SearchText, wordsOf } from '@juxian/engine/search.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('search texts', () => {
  it('find a word in exactly the values that hold it, however many there are', () => {
    const text = fc.array(fc.constantFrom('张', '李', '王', '7'), { maxLength: 5 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 120 }), fc.constantFrom('张', '张李', '7王', '王王王'), (texts, word) => {
        const search = new SearchText();
        for (const one of texts) search.add(one === '' ? [] : [one]);
        const expected = texts.map((one) => (one.includes(word) ? 1 : 0));
        const found = search.find(word);
        expect(found ? [...found] : texts.map(() => 0)).toEqual(expected);
        expect(found === undefined).toBe(expected.every((hit) => hit === 0));
      }),
    );
  });

  it('grow while they are searched', () => {
    const search = new SearchText();
    for (let i = 0; i < 500; i++) {
      search.add([`单小${i}`]);
      expect(search.find(`小${i}`)?.[i]).toBe(1);
    }
    expect(search.find('sx')?.every((hit) => hit === 1)).toBe(true);
    expect(search.find('dx')?.every((hit) => hit === 1)).toBe(true);
  });

  it.each([
    ['张三 李四', ['张三', '李四']],
    ['张san', ['张', 'san']],
    ['zhang三', ['zhang', '三']],
    ['ＺＨＡＮＧ', ['zhang']],
    ['古丽米热・艾比', ['古丽米热艾比']],
    ['3.5', ['3.5']],
    ['a@b.org', ['a@b.org']],
    ['   ', []],
  ])('%s is read as %j', (query, words) => {
    expect(wordsOf(query)).toEqual(words);
  });
});
