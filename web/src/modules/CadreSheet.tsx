import type { Attachment } from '@juxian/engine/kinds/kind.ts';
import type { Sheet } from '@juxian/functions/api/sheet.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../api.ts';
import { say } from '../locale.ts';
import { Broken } from '../ui/state.tsx';
import { words } from '../words.ts';
import type { RailProps } from './index.ts';
import './cadre-sheet.css';

/** The record as the 干部任免审批表; only for readers who see the whole file. */
export function CadreSheet({ record: { id, revision, values, asOf, knownAt } }: RailProps) {
  const isWhole = 'appointments' in values;
  const { data: sheet, error } = useQuery({
    queryKey: ['sheet', id, revision, asOf, knownAt],
    queryFn: () => api.cadre.sheet({ id, ...(asOf ? { asOf } : {}), ...(knownAt ? { knownAt } : {}) }),
    enabled: isWhole,
  });
  if (!isWhole) return null;
  if (error) return <Broken error={error} />;
  if (!sheet) return <div className="form-sheet" aria-busy="true" />;
  return (
    <section className="form-sheet" lang="zh-CN" aria-label={say(words.sheet.title)}>
      <Front sheet={sheet} photo={values.photo as Attachment | undefined} />
      <Back sheet={sheet} />
    </section>
  );
}

/** Widths of the columns in percent, near to those of the paper. */
const front = [13, 12, 13, 13, 14, 19, 16];
const back = [13, 10, 14, 8, 14, 41];
const Columns = ({ of }: { of: readonly number[] }) => (
  <colgroup>
    {of.map((width, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the columns never move
      <col key={at} style={{ width: `${width}%` }} />
    ))}
  </colgroup>
);

const Cell = ({ of, span, children }: { of: string; span?: number; children: ReactNode }) => (
  <>
    <th scope="row">{of}</th>
    <td colSpan={span}>{children}</td>
  </>
);

function Front({ sheet, photo }: { sheet: Sheet; photo: Attachment | undefined }) {
  const isNew = sheet.layout === 'from2025';
  const { fullTime, inService } = sheet;
  return (
    <table className="front">
      <caption>干部任免审批表</caption>
      <Columns of={front} />
      <tbody>
        <tr>
          <Cell of="姓名">{sheet.name}</Cell>
          <Cell of="性别">{sheet.sex}</Cell>
          <Cell of="出生年月（岁）">
            {sheet.birth}
            {sheet.age ? `（${sheet.age}岁）` : ''}
          </Cell>
          <td className="face" rowSpan={4}>
            {photo ? <img src={`/api/v1/files/${encodeURIComponent(photo.id)}`} alt={sheet.name} /> : '照片'}
          </td>
        </tr>
        <tr>
          <Cell of="民族">{sheet.ethnicGroup}</Cell>
          <Cell of="籍贯">{sheet.nativePlace}</Cell>
          <Cell of="出生地">{sheet.birthplace}</Cell>
        </tr>
        <tr>
          <Cell of="入党时间">{sheet.party}</Cell>
          <Cell of="参加工作时间">{sheet.workStart}</Cell>
          {isNew ? <Cell of="到龄时间">{sheet.retirement}</Cell> : <Cell of="健康状况">{sheet.health}</Cell>}
        </tr>
        <tr>
          {isNew ? <Cell of="健康状况">{sheet.health}</Cell> : null}
          <Cell of="专业技术职务">{sheet.professionalPost}</Cell>
          <Cell of="熟悉专业有何专长" span={isNew ? 1 : 3}>
            {sheet.speciality}
          </Cell>
        </tr>
        <Study of="全日制教育" study={fullTime} />
        <Study of="在职教育" study={inService} />
        <Wide of="现任职务">{sheet.currentPost}</Wide>
        <Wide of="拟任职务">{sheet.proposedPost}</Wide>
        <Wide of="拟免职务">{sheet.removedPost}</Wide>
        <tr className="resume">
          <th scope="row">简历</th>
          <td colSpan={6}>
            <Resume text={sheet.resume} />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

const Wide = ({ of, children }: { of: string; children: ReactNode }) => (
  <tr>
    <th scope="row">{of}</th>
    <td className="left" colSpan={6}>
      {children}
    </td>
  </tr>
);

const Study = ({ of, study }: { of: string; study: Sheet['fullTime'] }) => (
  <tr>
    <th scope="row">{of}</th>
    <td colSpan={2}>
      <Lines of={[study.education, study.degree]} />
    </td>
    <th scope="row">毕业院校系及专业</th>
    <td className="left" colSpan={3}>
      <Lines of={[study.school, study.degreeSchool]} />
    </td>
  </tr>
);

const Lines = ({ of }: { of: readonly string[] }) =>
  of
    .filter((line) => line !== '')
    .map((line) => (
      <span className="line" key={line}>
        {line}
      </span>
    ));

/** `1999.09--2003.07  …`: dates in their own column; what has none belongs to the stage above. */
const stage = /^\s*(\d{4}\.\d{2}--(?:\d{4}\.\d{2})?)\s*(.*)$/;

function Resume({ text }: { text: string }) {
  const stages: { dates: string; what: string }[] = [];
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const [, dates, what = ''] = stage.exec(line) ?? [];
    const above = stages.at(-1);
    if (dates !== undefined || !above) stages.push({ dates: dates ?? '', what: dates === undefined ? line : what });
    else above.what += /^\s*（/.test(line) ? `\n${line.trim()}` : line.trim();
  }
  return (
    <ul>
      {stages.map(({ dates, what }) => (
        <li key={`${dates}${what}`}>
          <span className="fig">{dates}</span>
          <span>{what}</span>
        </li>
      ))}
    </ul>
  );
}

const Back = ({ sheet }: { sheet: Sheet }) => (
  <table className="back">
    <Columns of={back} />
    <tbody>
      <Far of="奖惩情况">{sheet.rewards}</Far>
      <Far of="年度考核结果">{sheet.appraisals}</Far>
      <Far of="任免理由">{sheet.reasons}</Far>
      <tr className="family-head">
        <th scope="rowgroup" rowSpan={sheet.relatives.length + 1}>
          家庭主要成员及重要社会关系
        </th>
        {['称谓', '姓名', '年龄', '政治面貌', '工作单位及职务'].map((head) => (
          <th key={head} scope="col">
            {head}
          </th>
        ))}
      </tr>
      {sheet.relatives.map(({ relation, name, age, politics, post }) => (
        <tr key={`${relation}${name}`} className="relative">
          <td>{relation}</td>
          <td>{name}</td>
          <td>{age}</td>
          <td>{politics}</td>
          <td className="left">{post}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

const Far = ({ of, children }: { of: string; children: ReactNode }) => (
  <tr className="far">
    <th scope="row">{of}</th>
    <td className="left" colSpan={5}>
      {children}
    </td>
  </tr>
);
