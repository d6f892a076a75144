import { kinLines, kinshipOf, type PostSide, recusal } from '@juxian/rules/cadre/kin.ts';
import { kinWords } from '@juxian/rules/cadre/kin-data.ts';
import { dictionaries } from '@juxian/rules/dictionary.ts';
import { describe, expect, it } from 'vitest';

describe('kinship', () => {
  it.each([
    ['妻子', 'spouse', 0],
    ['配偶', 'spouse', 0],
    ['父亲', 'lineal', 1],
    ['养女', 'lineal', 1],
    ['祖父', 'lineal', 2],
    ['外孙女', 'lineal', 2],
    ['曾祖母', 'lineal', 3],
    ['哥哥', 'collateral', 2],
    ['叔父', 'collateral', 3],
    ['姨母', 'collateral', 3],
    ['堂兄', 'collateral', 3],
    ['表妹', 'collateral', 3],
    ['外甥', 'collateral', 3],
    ['岳父', 'affinity', 1],
    ['婆婆', 'affinity', 1],
    ['儿媳', 'affinity', 1],
    ['女婿', 'affinity', 1],
    ['嫂子', 'affinity', 2],
    ['妻弟', 'affinity', 2],
    ['舅母', 'affinity', 3],
    ['姑父', 'affinity', 3],
  ])('%s is %s of degree %i', (word, line, degree) => {
    expect(kinshipOf(word)).toMatchObject({ line, degree, check: false });
  });

  it('leaves to a person what the list lacks', () => {
    for (const word of ['同学', '连襟', '妯娌', '保姆', '堂兄的儿子', '']) expect(kinshipOf(word), word).toBeNull();
  });

  it('asks to check step-ties', () => {
    expect(kinshipOf('继子')?.check).toBe(true);
    expect(kinshipOf('养子')?.check).toBe(false);
  });

  it('reads a word with a remark or padding', () => {
    expect(kinshipOf('父亲（已去世）')?.line).toBe('lineal');
    expect(kinshipOf(' 母亲 ')?.line).toBe('lineal');
    expect(kinshipOf('儿子(长)')?.line).toBe('lineal');
  });

  it('knows every relation of the code list', () => {
    const words = [...(dictionaries.get('familyRelation')?.entries.values() ?? [])].map(({ label }) => label.zh);
    expect(words.length).toBeGreaterThan(65);
    expect(words.filter((word) => kinshipOf(word) === null)).toEqual([]);
  });

  it('lists no word twice, and names its lines', () => {
    const words = kinWords.flatMap((group) => group.words);
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
    expect(kinLines.affinity.zh).toBe('近姻亲');
  });
});

describe('recusal', () => {
  const one: PostSide = { post: 'p1', unit: 'u1' };
  const other: PostSide = { post: 'p2', unit: 'u1' };
  const rules = (relation: string, a: PostSide, b: PostSide) => recusal(relation, a, b).map(({ rule }) => rule);

  it('finds nothing between kin whose posts do not meet', () => {
    expect(rules('妻子', { ...one, leads: true, leader: 'l1' }, { ...other, unit: 'u2', leader: 'l2' })).toEqual([]);
    expect(rules('妻子', one, other)).toEqual([]);
  });

  it('finds the same leader, a line of command either way', () => {
    expect(rules('妻子', { ...one, leader: 'l1' }, { ...other, leader: 'l1' })).toEqual(['sameLeader']);
    expect(rules('妻子', one, { ...other, above: ['p0', 'p1'] })).toEqual(['command']);
    expect(rules('妻子', { ...one, above: ['p2'] }, other)).toEqual(['command']);
    expect(rules('妻子', { ...one, above: ['p3'] }, other)).toEqual([]);
  });

  it('finds guarded work in the organ the other leads, and nowhere else', () => {
    const leading = { ...one, leads: true };
    for (const work of ['organization', 'personnel', 'discipline', 'supervision', 'audit', 'finance'] as const) {
      expect(rules('儿子', leading, { ...other, work }), work).toEqual(['guardedWork']);
      expect(rules('儿子', { ...other, work }, leading), work).toEqual(['guardedWork']);
    }
    expect(rules('儿子', leading, { ...other, unit: 'u2', work: 'audit' })).toEqual([]);
    expect(rules('儿子', one, { ...other, work: 'audit' })).toEqual([]);
    expect(rules('儿子', leading, other)).toEqual([]);
  });

  it('bars business of spouse, children and their spouses in the trade overseen', () => {
    const overseeing = { ...one, leads: true, oversees: ['建筑'] };
    const trading = { ...other, unit: '', business: ['建筑', '餐饮'] };
    for (const word of ['配偶', '丈夫', '女儿', '养子', '继子', '长子', '儿媳', '女婿', '干爹'])
      expect(rules(word, overseeing, trading), word).toEqual(['business']);
    for (const word of ['父亲', '母亲', '继母', '岳父', '婆婆', '女儿公公', '哥哥', '嫂子', '外甥女', '孙女'])
      expect(rules(word, overseeing, trading), word).toEqual([]);
    expect(rules('女儿', overseeing, { ...trading, business: ['餐饮'] })).toEqual([]);
  });

  it('never decides: each finding has its article and waits for people', () => {
    const found = recusal('妻子', { ...one, leader: 'l1', leads: true }, { ...other, leader: 'l1', work: 'finance' });
    expect(found).toHaveLength(2);
    for (const { outcome, article } of found) {
      expect(outcome.zh).toBe('待本人与组织确认');
      expect(article.zh).toBe('公务员法第七十四条第一款');
    }
    expect(found[1]?.says.zh).toContain('财务');
  });

  it('passes over nothing because a word is unknown', () => {
    const [found] = recusal('干爹', { ...one, leader: 'l1' }, { ...other, leader: 'l1' });
    expect(found).toMatchObject({ rule: 'sameLeader', kinship: null });
  });
});
