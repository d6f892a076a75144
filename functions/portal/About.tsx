import { t } from '@juxian/base/text.ts';
import type { FieldAnswer, RecordAnswer } from '@juxian/engine/answer.ts';
import { countyWords } from '@juxian/rules/county.ts';
import { ReadFields } from './Form.tsx';
import { owns } from './own.ts';
import { Empty, PhaseMark, Phone, useSite } from './Page.tsx';
import type { Standing } from './read.ts';
import { longDay } from './words.ts';

/** How personal data is used: purpose, grounds, who sees what, how long, the person's rights. */
export function PrivacyPage() {
  const { say, county, shows } = useSite();
  const place = say(countyWords(county.kind).here);
  const parts: [string, string[]][] = [
    [
      say(t('谁在处理', 'Who')),
      [
        county.office.name.startsWith(county.name)
          ? say(t('{office}。', '{office}.'), { office: county.office.name })
          : say(t('{county}{office}。', '{office}, {county}.'), { county: county.name, office: county.office.name }),
        say(t('地址：{address}', 'Address: {address}'), { address: county.office.address || '—' }),
      ],
    ],
    [
      say(t('为什么、依据什么', 'Why and on what grounds')),
      [
        say(
          t(
            '只用于{place}人才工作室的申报、评审、公示、认定和后续服务。',
            'Only for applications, review, publicity, recognition and service of talent studios in {place}.',
          ),
          { place },
        ),
        ...owns
          .filter(({ module }) => module !== 'application' && shows.has(module))
          .map(({ title, use }) => say(t('{title}：{use}', '{title}: {use}'), { title, use })),
        say(
          t(
            '依据您的同意。身份证号等敏感个人信息另行取得您的单独同意；不同意的，可以不申报，不影响办理其他事项。',
            'By your consent; sensitive data such as the identity number by separate consent. You may decline; other matters are not affected.',
          ),
        ),
      ],
    ],
    [
      say(t('收集哪些', 'What')),
      [
        say(
          t(
            '申报书、报名表、服务申请和专家登记中的内容，您上传的附件，登录用的手机号或邮箱。不使用任何跟踪技术，不收集设备信息。',
            'What the forms ask, the files you upload, the phone or e-mail you sign in with. No tracking, no device data.',
          ),
        ),
      ],
    ],
    [
      say(t('谁能看到', 'Who sees it')),
      [
        say(
          t(
            '依托单位、行业主管部门、录用单位、承办单位和人才办经办人看到办理所需的内容；评审专家看到隐去姓名和单位的材料。',
            'Host unit, department, the unit that takes you and the office see what their step needs; experts see the materials without name or unit.',
          ),
        ),
        say(
          t(
            '公示只列工作室、领衔人和依托单位，不含身份证号、电话和健康信息。',
            'Notices show studio, leader and host unit; no identity number, telephone or health data.',
          ),
        ),
        say(
          t(
            '专家名录只公开专家本人同意的栏目；经本人同意，可以给指明的外县查看。随时可以撤回，撤回后立即停止。',
            'The directory of experts shows only what each expert has agreed to; with consent a county that is named may see it too. What is withdrawn is gone at once.',
          ),
        ),
        say(t('此外不向第三方提供，不出境。', 'Nothing else goes to third parties, and nothing abroad.')),
      ],
    ],
    [
      say(t('保存多久', 'How long')),
      [
        say(
          t(
            '未通过的申报材料，在异议和复核期满后按规定期限删除；认定的材料随工作室档案保存。',
            'Materials of applications that were not accepted are deleted after the time for objections and review; those of recognised studios are kept with the studio.',
          ),
        ),
      ],
    ],
    [
      say(t('您的权利', 'Your rights')),
      [
        say(
          t(
            '登录后在“我的申报”“我的个人信息”中查看、更正、下载全部数据，提交前可随时删除，评审、录用或办结前可以撤回，专家可逐项撤回公开的栏目。',
            'Signed in, under My applications and My personal data you can read, correct and download everything, delete drafts, and withdraw before it is decided; experts withdraw what is public field by field.',
          ),
        ),
        say(
          t(
            '撤回同意或要求删除，请与我们联系，十五个工作日内答复。',
            'To withdraw consent or have data erased, contact us; we answer within fifteen working days.',
          ),
        ),
      ],
    ],
    [
      say(t('公示异议', 'Objections')),
      [
        say(
          t(
            '匿名异议不记录网络地址和设备；署名异议的联系方式只有一名指定经办人能看到。',
            'Anonymous objections keep no network address or device; the contact of a named one is seen by one named handler only.',
          ),
        ),
      ],
    ],
  ];
  return (
    <>
      <h1>{say(t('个人信息怎样使用', 'How personal data is used'))}</h1>
      {parts.map(([title, lines]) => (
        <section key={title}>
          <h2>{title}</h2>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </section>
      ))}
      <OfficeContact />
    </>
  );
}

function OfficeContact() {
  const { say, county } = useSite();
  if (!county.office.phone) return null;
  return (
    <>
      <h2>{say(t('联系我们', 'Contact'))}</h2>
      <p>
        {county.office.name}　<Phone number={county.office.phone} />　{county.office.hours}
      </p>
    </>
  );
}

/** What was done so that everybody can use these pages, and what to do when something stands in the way. */
export function AccessibilityPage() {
  const { say } = useSite();
  const lines = [
    t(
      '本站按《Web内容无障碍指南》2.2的AA级制作：可以只用键盘操作，可以放大到200%，读屏软件读得出每个栏目的名称、说明和错误。',
      'These pages follow WCAG 2.2 level AA: they work by keyboard alone, at 200 % zoom, and a screen reader finds the name, help and error of every field.',
    ),
    t(
      '不开启脚本也能完成全部申报。手机、微信和较旧的浏览器都可以用。',
      'The whole application can be made with scripts off, on a phone, in WeChat and in older browsers.',
    ),
    t(
      '颜色从不单独表示状态，都配有文字。深色模式跟随系统设置。',
      'Colour never stands for a state by itself: there is always a word. Dark mode follows the system.',
    ),
    t(
      '如有不便，请致电或到现场，由工作人员代填，本人签字确认。',
      'If something stands in your way, call or come: staff fill in the form and you sign it.',
    ),
  ];
  return (
    <>
      <h1>{say(t('无障碍说明', 'Accessibility'))}</h1>
      {lines.map((line) => (
        <p className="lede" key={line.zh}>
          {say(line)}
        </p>
      ))}
      <OfficeContact />
    </>
  );
}

/** Whether the service works, with the hour of the answer. */
export function StatusPage({ now, version }: { now: string; version: string }) {
  const { say } = useSite();
  return (
    <>
      <h1>{say(t('运行状态', 'Status'))}</h1>
      <p className="under">
        <PhaseMark phase="done" label={say(t('运行正常', 'Working'))} big />
      </p>
      <dl className="pair under">
        <dt>{say(t('时间', 'Time'))}</dt>
        <dd>{now.slice(0, 16).replace('T', ' ')}</dd>
        <dt>{say(t('版本', 'Version'))}</dt>
        <dd>{version}</dd>
      </dl>
    </>
  );
}

/** A certificate looked up by its number: what it says, and whether it still holds. */
export function VerifyPage({
  number,
  title,
  found,
  standing,
  fields,
}: {
  number: string;
  /** What sort of paper it is. */
  title: string;
  found?: RecordAnswer;
  standing?: Standing;
  fields: readonly FieldAnswer[];
}) {
  const { say, base, locale, now } = useSite();
  return (
    <>
      <h1>{say(t('证书核验', 'Verify a certificate'))}</h1>
      <form className="search" method="get" action={`${base}/verify`}>
        <label className="sr" htmlFor="f-number">
          {say(t('证书编号', 'Number'))}
        </label>
        <input
          className="in"
          id="f-number"
          name="number"
          defaultValue={String(found?.values.number ?? number)}
          placeholder="人才证〔2026〕001号"
          autoComplete="off"
        />
        <button className="btn act" type="submit">
          {say(t('核验', 'Verify'))}
        </button>
      </form>
      {found && standing ? (
        <div className="paper under">
          <p className="faint small">{title}</p>
          <PhaseMark phase={standing.phase} label={standing.label} big />
          <div className="under">
            <ReadFields fields={fields} values={found.values} titles={found.titles} />
          </div>
          <p className="faint small under">
            {say(t('{day}核验，以本页显示为准', 'Checked on {day}'), { day: longDay(locale, now) })}
          </p>
        </div>
      ) : number ? (
        <div className="note refused under" role="status">
          <b>{say(t('查无此证书', 'No such certificate'))}</b>
          <p>
            {say(
              t(
                '没有编号为“{number}”的证书。请核对编号，或致电核实。',
                'There is no certificate with the number “{number}”. Check the number or call.',
              ),
              { number },
            )}
          </p>
        </div>
      ) : (
        <Empty>
          {say(
            t(
              '输入工作室证书、人才卡、实习证明或采纳证明上的编号，或扫描上面的二维码。',
              "Type the number on a studio's certificate, a talent card, a certificate of an internship or of adoption, or scan its code.",
            ),
          )}
        </Empty>
      )}
    </>
  );
}

/** A page that is not there, or that cannot be drawn now. */
export function ProblemPage({ title, detail }: { title: string; detail: string }) {
  const { say, base } = useSite();
  return (
    <>
      <h1>{title}</h1>
      <p className="lede">{detail}</p>
      <p className="under">
        <a href={`${base}/`}>{say(t('回到首页', 'Back to the start'))}</a>
      </p>
    </>
  );
}
