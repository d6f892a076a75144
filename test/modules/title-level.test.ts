import { levelOfTitle, reachesLevel } from '@juxian/modules/talent/title-level.ts';
import { describe, expect, it } from 'vitest';

describe('the level of a title written freely', () => {
  it.each([
    ['教授', 'senior'],
    ['副教授', 'deputy'],
    ['正高级教师', 'senior'],
    ['教授级高级工程师', 'senior'],
    ['高级工程师', 'deputy'],
    ['主任医师', 'senior'],
    ['副主任医师', 'deputy'],
    ['主治医师', 'middle'],
    ['助理研究员', 'middle'],
    ['研究员', 'senior'],
    ['讲师', 'middle'],
    ['助教', 'junior'],
    ['特级技师', 'senior'],
    ['高级技师', 'deputy'],
    ['技师', 'middle'],
    ['高级工', 'junior'],
    ['非遗传承人', undefined],
  ])('%s: %s', (title, level) => {
    expect(levelOfTitle(title)).toBe(level);
  });

  it('reaches what stands at or below it; one whose words tell nothing reaches nothing', () => {
    expect(reachesLevel('副教授', 'deputy')).toBe(true);
    expect(reachesLevel('副教授', 'senior')).toBe(false);
    expect(reachesLevel('非遗传承人', 'junior')).toBe(false);
  });
});
