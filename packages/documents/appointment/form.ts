/** 学历 or 学位, and the line of 毕业院校系及专业 that belongs to it. */
export type Study = { education: string; degree: string; school: string; degreeSchool: string };

export type Relative = { relation: string; name: string; age: string; politics: string; post: string };

/** An opinion over its date; `on` as printed, blank to be filled in by hand. */
export type Opinion = { text: string; on?: string };

/** The 干部任免审批表 of one person, each cell as it is printed. Age in full years, without 岁. */
export type AppointmentForm = {
  /** `from2025`: 到龄时间 stands in the third row and 健康状况 opens the fourth. */
  layout: 'before2025' | 'from2025';
  name: string;
  sex: string;
  /** 1979.03 */
  birth: string;
  age: string;
  ethnicGroup: string;
  nativePlace: string;
  birthplace: string;
  party: string;
  workStart: string;
  health: string;
  /** 2025.12（55岁3个月） */
  retirement: string;
  professionalPost: string;
  speciality: string;
  fullTime: Study;
  inService: Study;
  currentPost: string;
  proposedPost: string;
  removedPost: string;
  /** One stage a line: `1999.09--2003.07  …`; a line without a date belongs to the stage above. */
  resume: string;
  rewards: string;
  appraisals: string;
  reasons: string;
  relatives: readonly Relative[];
  /** The unit that reports. */
  reporting: Opinion;
  approval: Opinion;
  administration: Opinion;
  filler: string;
  /** JPEG or PNG. */
  photo?: Uint8Array;
  /** The office that prints it: the only author in the file's properties. */
  office: string;
  /** Who prints which copy and when, lightly across each page. */
  watermark?: string;
  /** Whether each page says that the people are fictional. */
  demo: boolean;
};

export type Warning =
  /** The text does not fit at the smallest size meant to be read; it is printed smaller. */
  | { is: 'small'; cell: CellName; size: number }
  | { is: 'missing'; cell: CellName; characters: string }
  | { is: 'relatives'; given: number; printed: number; omitted: readonly string[] }
  | { is: 'photo' };

/** 学历 and 学位 share a cell, their schools another. */
type StudyCell = `${'fullTime' | 'inService'}.${'education' | 'school'}`;
type RelativeCell = `relatives.${number}.${keyof Relative}`;
export type CellName =
  | Exclude<
      keyof AppointmentForm,
      'layout' | 'age' | 'fullTime' | 'inService' | 'relatives' | 'office' | 'watermark' | 'demo'
    >
  | StudyCell
  | RelativeCell;
