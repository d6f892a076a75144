import { type Block, longDay, type Paper } from '../paper.ts';
import { type Issuer, issuedBy } from './heading.ts';

/** A person in 任前公示: by rule no identity number, and of the birth the month alone. */
export type Announced = {
  name: string;
  sex: string;
  /** 1979-03, or a whole day of which the month is printed. */
  birth: string;
  ethnicGroup: string;
  education: string;
  party: string;
  currentPost: string;
  proposal: string;
};

export type AnnouncementPaper = Issuer & {
  /** Not yet to be posted. */
  draft: boolean;
  title: string;
  /** On what ground it is announced; a paragraph a line. */
  text: string;
  people: readonly Announced[];
  /** Blank to be filled in where they are not set. */
  from: string;
  to: string;
  workingDays: number;
  address: string;
  postcode?: string;
  issuer: string;
  issuedOn?: string;
};

/** The line for reports about the appointment of cadres. */
export const HOTLINE = '12380';

/** 任前公示. Source of its content: 党政领导干部选拔任用工作条例 (2019), 41. */
export function announcementPaper(given: AnnouncementPaper): Paper {
  return {
    ...issuedBy(given),
    layout: 'letter',
    ...(given.draft ? { draft: true } : { published: true }),
    title: given.title,
    blocks: [
      ...given.text.split('\n').map((text): Block => ({ is: 'paragraph', text })),
      ...given.people.map((one): Block => ({ is: 'paragraph', text: announced(one) })),
      {
        is: 'paragraph',
        text: `公示时间：${longDay(given.from)}至${longDay(given.to)}（${given.workingDays}个工作日）。`,
      },
      {
        is: 'paragraph',
        text: '公示期间，可通过来信、来电、来访等方式反映情况和问题。反映应当实事求是，提倡实名；对反映人和反映内容严格保密。',
      },
      { is: 'paragraph', text: `举报电话：${HOTLINE}` },
      { is: 'paragraph', text: `来信来访地址：${given.address}${given.postcode ? `（邮编：${given.postcode}）` : ''}` },
      { is: 'issued', unit: given.issuer, date: longDay(given.issuedOn), seal: true },
    ],
  };
}

function announced({ name, sex, birth, ethnicGroup, education, party, currentPost, proposal }: Announced): string {
  const [, year, month] = /^(\d{4})[-.](\d\d)/.exec(birth) ?? [];
  const born = year ? `${year}年${Number(month)}月生` : '';
  return `${[name, sex, ethnicGroup, born, education, party].filter(Boolean).join('，')}，现任${currentPost}，拟任${proposal}。`;
}

/** The posts one letter gives and takes. */
export type AppointmentLetter = Issuer & {
  /** Not issued yet. */
  draft: boolean;
  /** 中共青山县委组织部文件 */
  letterhead: string;
  /** 青组发〔2026〕12号 */
  number: string;
  title: string;
  to: string;
  /** Who decided when: 经2026年11月10日县委常委会会议研究 */
  basis: string;
  appointed: readonly { name: string; posts: string }[];
  removed: readonly { name: string; posts: string }[];
  issuer: string;
  issuedOn?: string;
  copies?: string;
  printedBy: string;
};

/** 任免文件. Source of its layout: GB/T 9704-2012. */
export function appointmentLetter(given: AppointmentLetter): Paper {
  const { appointed, removed } = given;
  const list = (head: string, lines: readonly string[]): Block[] =>
    lines.length > 0
      ? [{ is: 'paragraph', text: head, keep: true }, ...lines.map((text): Block => ({ is: 'paragraph', text }))]
      : [];
  const what = [appointed.length > 0 && '任命', removed.length > 0 && '免去'].filter(Boolean).join('、');
  return {
    ...issuedBy(given),
    layout: 'letter',
    ...(given.draft ? { draft: true } : { published: true }),
    letterhead: given.letterhead,
    number: given.number,
    title: given.title,
    blocks: [
      { is: 'paragraph', flush: true, text: `${given.to}：` },
      { is: 'paragraph', text: `${given.basis}，决定${what}下列同志职务：` },
      ...list(
        '任：',
        appointed.map(({ name, posts }, i) => `${name}同志任${posts}${i < appointed.length - 1 ? '；' : '。'}`),
      ),
      ...list(
        '免：',
        removed.map(({ name, posts }, i) => `免去${name}同志的${posts}职务${i < removed.length - 1 ? '；' : '。'}`),
      ),
      { is: 'issued', unit: given.issuer, date: longDay(given.issuedOn), seal: true },
      { is: 'copies', ...(given.copies && { to: given.copies }), by: given.printedBy, on: longDay(given.issuedOn) },
    ],
  };
}
