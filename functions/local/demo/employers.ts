import { newId } from '@juxian/base/id.ts';
import { addDays, addYears } from '@juxian/rules/day.ts';
import type { Stage } from './county.ts';
import { type Days, moment } from './days.ts';
import { person } from './people.ts';

const indicators = [
  ['innovation', '技术革新、工艺改进', 30, '成果鉴定或采用证明'],
  ['quality', '产品合格率、返工率', 30, '近三年质检记录'],
  ['effect', '节能降耗、增产增收', 20, '财务核算'],
  ['contribution', '带徒传艺、技能竞赛', 20, '师徒协议、获奖证书'],
] as const;

/** A scheme by which skilled people are judged, one employer who may, and the four it has recognised. */
export async function tellEmployers(stage: Stage, days: Days, units: ReadonlyMap<string, string>): Promise<void> {
  const from = days.day(-70);
  const to = addYears(from, 2);
  const unit = units.get('青山陶瓷有限公司');
  const weights = Object.fromEntries(indicators.map(([dimension, , points]) => [dimension, points]));
  const scheme = await stage.place(
    'evaluationScheme',
    {
      heading: '高技能人才评价方案',
      sort: 'skilled',
      version: 1,
      ...weights,
      passing: 60,
      from,
      indicators: indicators.map(([dimension, indicator, points, basis]) => ({
        id: newId('line'),
        dimension,
        indicator,
        points,
        basis,
      })),
    },
    { state: 'inForce' },
  );
  const authority = await stage.place(
    'talentAuthority',
    {
      unit,
      sort: 'skilled',
      classes: ['d', 'e'],
      scheme,
      quota: 6,
      reportDays: 15,
      documentNumber: `青人才〔${from.slice(0, 4)}〕7号`,
      from,
      to,
    },
    { state: 'granted', due: moment(to, '23:59:59') },
  );
  await stage.placeAll(
    'employerRecognition',
    (['kept', 'kept', 'reported', 'decided'] as const).map((state, i) => {
      const decidedOn = days.day(-40 + i * 11);
      const points = { innovation: 26 - 2 * i, quality: 27 - i, effect: 16, contribution: 15 + (i % 2) };
      return {
        state,
        ...(state === 'decided' ? { due: moment(addDays(decidedOn, 15), '23:59:59') } : {}),
        values: {
          authority,
          unit,
          name: person(1330 + i).name,
          post: ['拉坯技师', '釉料工程师', '窑炉班长', '质检员'][i],
          grade: i === 0 ? 'd' : 'e',
          ...points,
          score: Object.values(points).reduce((sum, n) => sum + n, 0),
          reasons: '改进釉料配方并带徒三名，产品合格率提高。',
          decidedOn,
          ...(state === 'decided' ? {} : { reportedOn: days.day(-38 + i * 11) }),
          ...(state === 'kept' ? { finding: '材料齐全，抽查属实。' } : {}),
          seat: `${authority}|${i + 1}`,
        },
      };
    }),
  );
}
