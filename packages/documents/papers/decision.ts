import { type Block, longDay, type Paper } from '../paper.ts';
import { across, facts, type Issuer, issuedBy } from './heading.ts';

type Listed = { studio: string; kind: string; leader: string; unit: string };

/** 公示稿. The telephone is the talent office's: 12380 is for notices before the appointment of cadres. */
export type NoticePaper = Issuer & {
  title: string;
  /** On what ground and by what steps the list was made; a paragraph a line. */
  text: string;
  list: readonly Listed[];
  from: string;
  to: string;
  workingDays: number;
  contact: { phone: string; address: string };
  issuer: string;
  issuedOn?: string;
};

/** The notice as it is posted: names, units and kinds, no number, telephone or health of a person. */
export function noticePaper(given: NoticePaper): Paper {
  const { contact } = given;
  const ways = [
    `受理单位：${given.issuer}`,
    contact.phone && `联系电话：${contact.phone}`,
    contact.address && `通讯地址：${contact.address}`,
  ];
  return {
    ...issuedBy(given),
    layout: 'letter',
    title: given.title,
    blocks: [
      ...given.text.split('\n').map((text): Block => ({ is: 'paragraph', text })),
      {
        is: 'paragraph',
        text: `公示时间：${longDay(given.from)}至${longDay(given.to)}（${given.workingDays}个工作日）。`,
      },
      {
        is: 'paragraph',
        text: '反映情况应当实事求是，匿名反映的同样受理；受理单位对反映人和反映内容严格保密。',
      },
      ...ways
        .filter((way) => way !== undefined && way !== '')
        .map((way): Block => ({ is: 'paragraph', text: String(way) })),
      { is: 'paragraph', text: '附件：拟认定名单' },
      { is: 'issued', unit: given.issuer, date: longDay(given.issuedOn), seal: true },
      { is: 'break' },
      { is: 'paragraph', text: '附件', face: 'hei', flush: true },
      { is: 'paragraph', text: `拟认定名单（${given.list.length}个）`, face: 'title', align: 'center' },
      listGrid(given.list),
    ],
  };
}

const listGrid = (list: readonly Listed[]): Block => ({
  is: 'grid',
  head: [['序号', '工作室名称', '类别', '领衔人', '依托单位']],
  widths: [1.2, 5, 1.8, 2, 5],
  align: ['center', 'left', 'center', 'center', 'left'],
  rows: list.map(({ studio, kind, leader, unit }, i) => [String(i + 1), studio, kind, leader, unit]),
});

/** 认定通知 with its document number. */
export type RecognitionPaper = Issuer & {
  letterhead: string;
  /** 青人才发〔2026〕3号 */
  number: string;
  title: string;
  to: string;
  basis: string;
  list: readonly Listed[];
  termYears: number;
  requirements: readonly string[];
  issuer: string;
  issuedOn?: string;
  copies?: string;
  printedBy: string;
};

/** The letter that recognises the studios. Source of its layout: GB/T 9704-2012. */
export function recognitionPaper(given: RecognitionPaper): Paper {
  const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
  return {
    ...issuedBy(given),
    layout: 'letter',
    letterhead: given.letterhead,
    number: given.number,
    title: given.title,
    blocks: [
      { is: 'paragraph', flush: true, text: `${given.to}：` },
      {
        is: 'paragraph',
        text: `${given.basis}，决定认定${given.list[0]?.studio ?? ''}${given.list.length > 1 ? `等${given.list.length}个工作室` : ''}（名单附后），建设期${given.termYears}年。现将有关事项通知如下。`,
      },
      ...given.requirements.map((text, i): Block => ({ is: 'paragraph', text: `${numerals[i] ?? i + 1}、${text}` })),
      { is: 'paragraph', gap: true, text: '附件：认定工作室名单' },
      { is: 'issued', unit: given.issuer, date: longDay(given.issuedOn), seal: true },
      { is: 'break' },
      { is: 'paragraph', text: '附件', face: 'hei', flush: true },
      { is: 'paragraph', text: '认定工作室名单', face: 'title', align: 'center' },
      listGrid(given.list),
      { is: 'copies', ...(given.copies && { to: given.copies }), by: given.printedBy, on: longDay(given.issuedOn) },
    ],
  };
}

/** 授牌名单 with room for receipts. */
export type PlaquePaper = Issuer & {
  title: string;
  day?: string;
  place: string;
  list: readonly (Listed & { plaque: string })[];
};

export function plaquePaper(given: PlaquePaper): Paper {
  return {
    ...issuedBy(given),
    layout: 'form',
    title: given.title,
    blocks: [
      facts([
        ['授牌时间', longDay(given.day)],
        ['授牌地点', given.place],
      ]),
      {
        is: 'grid',
        head: [['序号', '牌匾编号', '工作室名称', '领衔人', '依托单位', '领取人签名']],
        widths: [1.2, 3.8, 4.2, 1.8, 3.8, 2.6],
        align: ['center', 'center', 'left', 'center', 'left', 'left'],
        tall: 10,
        rows: given.list.map((one, i) => [String(i + 1), one.plaque, one.studio, one.leader, one.unit, '']),
      },
      { is: 'signatures', lines: ['经办人：'] },
    ],
  };
}

/** 拟定名单 of the leading group: one kind, ranked, cut by the quota. */
export type SlatePaper = Issuer & {
  title: string;
  quota: string;
  /** What each studio is to be granted. */
  amount: string;
  meetingOn: string;
  attendance: string;
  list: readonly {
    place: string;
    studio: string;
    leader: string;
    unit: string;
    score?: number | undefined;
    listed: boolean;
    note: string;
  }[];
  minutes: string;
};

export function slatePaper(given: SlatePaper): Paper {
  const listed = given.list.filter((one) => one.listed).length;
  return {
    ...issuedBy(given),
    layout: 'form',
    title: given.title,
    blocks: [
      facts(
        [
          ['名额', `${given.quota}个，拟定${listed}个`],
          ['每个核定\n经费', given.amount],
        ],
        [
          ['会议日期', longDay(given.meetingOn)],
          ['出席', given.attendance],
        ],
      ),
      {
        is: 'grid',
        head: [['名次', '工作室', '领衔人', '依托单位', '得分', '拟定', '说明']],
        widths: [1.2, 4.6, 1.9, 4.2, 1.6, 1.2, 2.8],
        align: ['center', 'left', 'center', 'left', 'right', 'center', 'left'],
        rows: given.list.map((one) => [
          one.place,
          one.studio,
          one.leader,
          one.unit,
          one.score?.toFixed(2) ?? '',
          one.listed ? '√' : '',
          one.note,
        ]),
      },
      across('会议纪要', given.minutes, 40),
      { is: 'signatures', lines: ['记录人：', '审核人：', '组长：'] },
    ],
  };
}

/** 证书 with a QR code that leads to its public page, which also says when it was withdrawn. */
export type CertificatePaper = Issuer & {
  /** 证书 where it says nothing else. */
  title?: string;
  number: string;
  /** To whom: 林清远名师工作室. */
  holder: string;
  text: string;
  issuer: string;
  issuedOn: string;
  url: string;
};

export function certificatePaper(given: CertificatePaper): Paper {
  const paper = framedPaper(given.title ?? '证书', given);
  return {
    ...paper,
    blocks: [...paper.blocks, { is: 'qr', url: given.url, caption: `证书编号：${given.number}\n扫码核验` }],
  };
}

/** 聘书 of an expert. */
export type EngagementPaper = Omit<CertificatePaper, 'url' | 'title'>;

export function engagementPaper(given: EngagementPaper): Paper {
  return { ...framedPaper('聘书', given), number: given.number };
}

const framedPaper = (title: string, given: EngagementPaper): Paper => ({
  ...issuedBy(given),
  layout: 'certificate',
  title,
  blocks: [
    { is: 'paragraph', flush: true, bold: true, text: `${given.holder}：` },
    { is: 'paragraph', text: given.text },
    { is: 'issued', unit: given.issuer, date: longDay(given.issuedOn), seal: true },
  ],
});
