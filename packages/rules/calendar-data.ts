import { type Text, t } from '@juxian/base/text.ts';

/** The holiday arrangement of one year: spans of days off (both ends included) and make-up working days. */
export type YearCalendar = {
  year: number;
  source: Text;
  /** The number of the notice. */
  document: string;
  off: readonly { title: Text; from: string; to: string }[];
  /** Saturdays and Sundays worked in exchange (调休). */
  worked: readonly string[];
};

const newYear = t('元旦', 'New Year');
const spring = t('春节', 'Spring Festival');
const qingming = t('清明节', 'Qingming');
const labour = t('劳动节', 'Labour Day');
const dragonBoat = t('端午节', 'Dragon Boat Festival');
const midAutumn = t('中秋节', 'Mid-Autumn Festival');
const national = t('国庆节', 'National Day');
const both = t('中秋节、国庆节', 'Mid-Autumn Festival and National Day');

const noticeOf = (year: number): Text =>
  t(`国务院办公厅关于${year}年部分节假日安排的通知`, `General Office of the State Council: holidays of ${year}`);

/** The years the State Council has published, oldest first. */
export const yearCalendars: readonly YearCalendar[] = [
  {
    year: 2023,
    source: noticeOf(2023),
    document: '国办发明电〔2022〕16号',
    off: [
      { title: newYear, from: '2022-12-31', to: '2023-01-02' },
      { title: spring, from: '2023-01-21', to: '2023-01-27' },
      { title: qingming, from: '2023-04-05', to: '2023-04-05' },
      { title: labour, from: '2023-04-29', to: '2023-05-03' },
      { title: dragonBoat, from: '2023-06-22', to: '2023-06-24' },
      { title: both, from: '2023-09-29', to: '2023-10-06' },
    ],
    worked: ['2023-01-28', '2023-01-29', '2023-04-23', '2023-05-06', '2023-06-25', '2023-10-07', '2023-10-08'],
  },
  {
    year: 2024,
    source: noticeOf(2024),
    document: '国办发明电〔2023〕7号',
    off: [
      { title: newYear, from: '2024-01-01', to: '2024-01-01' },
      { title: spring, from: '2024-02-10', to: '2024-02-17' },
      { title: qingming, from: '2024-04-04', to: '2024-04-06' },
      { title: labour, from: '2024-05-01', to: '2024-05-05' },
      { title: dragonBoat, from: '2024-06-10', to: '2024-06-10' },
      { title: midAutumn, from: '2024-09-15', to: '2024-09-17' },
      { title: national, from: '2024-10-01', to: '2024-10-07' },
    ],
    worked: [
      '2024-02-04',
      '2024-02-18',
      '2024-04-07',
      '2024-04-28',
      '2024-05-11',
      '2024-09-14',
      '2024-09-29',
      '2024-10-12',
    ],
  },
  {
    year: 2025,
    source: noticeOf(2025),
    document: '国办发明电〔2024〕12号',
    off: [
      { title: newYear, from: '2025-01-01', to: '2025-01-01' },
      { title: spring, from: '2025-01-28', to: '2025-02-04' },
      { title: qingming, from: '2025-04-04', to: '2025-04-06' },
      { title: labour, from: '2025-05-01', to: '2025-05-05' },
      { title: dragonBoat, from: '2025-05-31', to: '2025-06-02' },
      { title: both, from: '2025-10-01', to: '2025-10-08' },
    ],
    worked: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  {
    year: 2026,
    source: noticeOf(2026),
    document: '国办发明电〔2025〕7号',
    off: [
      { title: newYear, from: '2026-01-01', to: '2026-01-03' },
      { title: spring, from: '2026-02-15', to: '2026-02-23' },
      { title: qingming, from: '2026-04-04', to: '2026-04-06' },
      { title: labour, from: '2026-05-01', to: '2026-05-05' },
      { title: dragonBoat, from: '2026-06-19', to: '2026-06-21' },
      { title: midAutumn, from: '2026-09-25', to: '2026-09-27' },
      { title: national, from: '2026-10-01', to: '2026-10-07' },
    ],
    worked: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
];
