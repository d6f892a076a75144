import { placeRecusal } from '@juxian/rules/cadre/place.ts';
import { describe, expect, it } from 'vitest';

const says = (
  person: Parameters<typeof placeRecusal>[0],
  unit: string,
  { region, town = false, day = '2026-10-31' }: { region?: string; town?: boolean; day?: string } = {},
) => placeRecusal(person, { unit, town, ...(region ? { region } : {}) }, day)?.says.zh;

describe('recusal by place', () => {
  const native = { hometown: '岭东青山' };

  it('asks about the seven organs of the county where somebody grew up', () => {
    expect(says(native, '青山县公安局')).toBe('成长地岭东青山，拟任本地公安部门正职');
    for (const unit of [
      '中共青山县委',
      '青山县人民政府',
      '青山县纪律检查委员会',
      '中共青山县委组织部',
      '青山县人民法院',
      '青山县人民检察院',
    ])
      expect(says(native, unit), unit).toContain('正职');
    expect(says(native, '县公安局', { region: '青山县' })).toContain('公安部门');
  });

  it('leaves alone other organs, other counties, and what cannot be told', () => {
    expect(says(native, '青山县水利局')).toBeUndefined();
    expect(says({ hometown: '岭东云岭' }, '青山县公安局')).toBeUndefined();
    expect(says(native, '县公安局')).toBeUndefined();
    expect(says({}, '青山县公安局')).toBeUndefined();
    expect(says(native, '青山县公安局', { day: '2006-08-05' })).toBeUndefined();
  });

  it('takes the native place only where nobody wrote where somebody grew up', () => {
    expect(says({ nativePlace: '岭东青山' }, '青山县公安局')).toBe('籍贯岭东青山，拟任本地公安部门正职');
    expect(says({ hometown: '岭东云岭', nativePlace: '岭东青山' }, '青山县公安局')).toBeUndefined();
  });

  it('asks about the head of a town by the town', () => {
    expect(says({ hometown: '岭东青山松溪' }, '松溪镇', { town: true })).toContain('松溪镇正职');
    expect(says(native, '松溪镇', { town: true })).toBeUndefined();
  });
});
