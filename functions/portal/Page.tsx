import type { Locale } from '@juxian/base/text.ts';
import { t } from '@juxian/base/text.ts';
import type { TenantConfig } from '@juxian/engine/context.ts';
import { createContext, Fragment, type ReactNode, useContext } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { styleOf } from './style.ts';
import { type Say, sayIn } from './words.ts';

/** What every page of a county's portal is drawn with. */
export type Site = {
  locale: Locale;
  /** Before every path: `/p/<slug>`, or nothing on the county's own host. */
  base: string;
  /** Where the portal is found, as it is told to others. */
  address: string;
  county: Pick<TenantConfig, 'name' | 'kind' | 'verified' | 'demo' | 'office' | 'colour' | 'brand'>;
  /** Where the picture beside the county's name is. */
  emblem?: string;
  /** Business clock. */
  now: string;
  /** Modules the county has switched on and the portal shows. */
  shows: ReadonlySet<string>;
  /** The address the applicant signed in with. */
  contact?: string;
  /** The page itself with its query, to come back to in the other language. */
  here: string;
};

const SiteContext = createContext<Site | undefined>(undefined);

export function useSite(): Site & { say: Say } {
  const site = useContext(SiteContext);
  if (!site) throw new Error('A page is drawn outside a site');
  return { ...site, say: sayIn(site.locale) };
}

export type Place = 'calls' | 'notices' | 'studios' | 'experts' | 'posts' | 'services' | 'my' | '';

export type PageProps = {
  site: Site;
  title: string;
  place?: Place;
  /** The title of a page that refused something says so first. */
  refused?: boolean;
  /** A page about one person: never indexed, whatever the county. */
  personal?: boolean;
  /** Address of the script that spares reloads; the page works without. */
  script?: string;
  children: ReactNode;
};

/** The whole document. @returns HTML with its doctype. */
export function renderPage(props: PageProps): string {
  return `<!doctype html>${renderToStaticMarkup(
    <SiteContext.Provider value={props.site}>
      <Document {...props} />
    </SiteContext.Provider>,
  )}`;
}

/** A part of a page for the script to put in place. */
export const renderPart = (site: Site, part: ReactNode): string =>
  renderToStaticMarkup(<SiteContext.Provider value={site}>{part}</SiteContext.Provider>);

function Document({ site, title, place = '', refused, personal, script, children }: PageProps) {
  const say = sayIn(site.locale);
  const { county, base } = site;
  const error = refused ? `${say(t('错误：', 'Error: '))}` : '';
  return (
    <html lang={site.locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <link rel="icon" href="data:," />
        {!county.verified || personal || county.demo ? <meta name="robots" content="noindex, nofollow" /> : null}
        {personal || refused ? null : <link rel="canonical" href={`${site.address}${pathIn(site)}`} />}
        <title>{`${error}${title} · ${nameOf(site, say)}`}</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a style of our own, let in by its hash */}
        <style dangerouslySetInnerHTML={{ __html: styleOf(county.colour).css }} />
        {script ? <script src={script} defer /> : null}
      </head>
      <body>
        <a className="skip" href="#main">
          {say(t('跳到正文', 'Skip to content'))}
        </a>
        {county.verified ? null : (
          <div className="banner">
            <p className="wrap">
              {say(
                t(
                  '未经核验：本页面所属机构的身份尚未核实，请勿填写个人信息。',
                  'Not verified: who runs this page has not been confirmed. Do not enter personal data.',
                ),
              )}
            </p>
          </div>
        )}
        <header className="p-top">
          <div className="wrap">
            <a className="p-name" href={`${base}/`}>
              {site.emblem ? <img src={site.emblem} alt="" width={44} height={44} /> : null}
              <b>
                {county.brand?.title || (
                  <>
                    {county.name}
                    <span>{say(t('人才服务', 'Talent service'))}</span>
                  </>
                )}
                {county.brand?.slogan ? <small>{county.brand.slogan}</small> : null}
              </b>
            </a>
            <Navigation site={site} place={place} say={say} />
          </div>
        </header>
        <main className="wrap p-main" id="main">
          {children}
        </main>
        <Footer site={site} say={say} />
      </body>
    </html>
  );
}

/** The path of the page within the portal, without what was asked of it. */
const pathIn = ({ base, here }: Site): string => here.slice(base.length).split('?')[0] ?? '';

const nameOf = ({ county }: Site, say: Say): string =>
  county.brand?.title || say(t('{county}人才服务', '{county} talent service'), { county: county.name });

function Navigation({ site, place, say }: { site: Site; place: Place; say: Say }) {
  const places: [Place, string, string, string][] = [
    ['calls', 'call', 'calls', say(t('征集公告', 'Calls'))],
    ['notices', 'publicity', 'notices', say(t('公示', 'Notices'))],
    ['studios', 'studio', 'studios', say(t('工作室', 'Studios'))],
    ['experts', 'expert', 'experts', say(t('专家', 'Experts'))],
    ['posts', 'internshipPost', 'posts', say(t('实习岗位', 'Internships'))],
    ['services', 'serviceRequest', 'services', say(t('人才服务', 'Services'))],
    ['my', 'application', 'my', say(t('我的申报', 'My applications'))],
  ];
  return (
    <nav className="p-nav" aria-label={say(t('主导航', 'Main'))}>
      {places
        .filter(([, module]) => site.shows.has(module))
        .map(([name, , path, label]) => (
          <a key={name} href={`${site.base}/${path}`} aria-current={name === place ? 'page' : undefined}>
            {label}
          </a>
        ))}
    </nav>
  );
}

/** Directories that few look for: named at the foot of every page. */
const asides = [
  { module: 'agreement', path: 'agreements', title: t('校地合作', 'Agreements') },
  { module: 'talentPlan', path: 'plans', title: t('人才规划', 'Talent plans') },
];

function Footer({ site, say }: { site: Site; say: Say }) {
  const { county, base } = site;
  const other = site.locale === 'en' ? (['zh-CN', '中文'] as const) : (['en', 'English'] as const);
  return (
    <footer className="p-foot">
      <div className="wrap">
        <p>
          <span>{county.office.name}</span>
          {county.office.phone ? (
            <span>
              {say(t('电话', 'Tel. '))}
              <Phone number={county.office.phone} />
            </span>
          ) : null}
          <span>{county.office.hours}</span>
          <span>{county.office.address}</span>
        </p>
        <p>
          {asides
            .filter(({ module }) => site.shows.has(module))
            .map(({ module, path, title }) => (
              <span key={module}>
                <a href={`${base}/${path}`}>{say(title)}</a>
              </span>
            ))}
          <span>
            <a href={`${base}/verify`}>{say(t('证书核验', 'Verify a certificate'))}</a>
          </span>
          <span>
            <a href={`${base}/privacy`}>{say(t('个人信息怎样使用', 'How personal data is used'))}</a>
          </span>
          <span>
            <a href={`${base}/accessibility`}>{say(t('无障碍说明', 'Accessibility'))}</a>
          </span>
          <span>
            <a
              href={`${base}/language?to=${other[0]}&back=${encodeURIComponent(site.here)}`}
              lang={other[0]}
              hrefLang={other[0]}
            >
              {other[1]}
            </a>
          </span>
        </p>
        <Filings county={county} say={say} />
        {county.demo ? (
          <p className="demo">{say(t('演示数据，人物均为虚构', 'Demonstration data; all people are fictional'))}</p>
        ) : null}
      </div>
    </footer>
  );
}

/**
 * Who runs the site and how it is filed, as a site of the government must say.
 * Source: 国办发〔2017〕47号 政府网站发展指引, 页面设计 (footer); 工信部令第33号 第十三条; 公安部令第33号 第十二条.
 */
function Filings({ county: { brand, name, office }, say }: { county: Site['county']; say: Say }) {
  if (!brand) return null;
  const { organiser, icp, police, siteCode } = brand;
  const outside = { rel: 'noreferrer', target: '_blank' };
  return (
    <p>
      <span>{say(t('主办单位：{unit}', 'Run by {unit}'), { unit: organiser || office.name || name })}</span>
      {siteCode ? <span>{say(t('网站标识码：{code}', 'Site code {code}'), { code: siteCode })}</span> : null}
      {icp ? (
        <span>
          <a href="https://beian.miit.gov.cn/" {...outside}>
            {icp}
          </a>
        </span>
      ) : null}
      {police ? (
        <span>
          <a href={`https://beian.mps.gov.cn/#/query/webSearch?code=${/\d+/.exec(police)?.[0] ?? ''}`} {...outside}>
            {police}
          </a>
        </span>
      ) : null}
    </p>
  );
}

export const Phone = ({ number }: { number: string }) => (
  <a className="nowrap" href={`tel:${number.replace(/[^+\d]/g, '')}`}>
    {number}
  </a>
);

/** A heading that breaks at sense: after 年度, before the word that says what it is. */
export const Title = ({ text }: { text: string }) => (
  <h1>
    {text
      .split(/(?<=年度(?:拟认定)?)(?=.)(?!拟认定)|(?<=.)(?=(?:申报公告|公示名单|公示|申报通知)$)/u)
      .map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one heading never move
        <Fragment key={i}>
          {i > 0 ? <wbr /> : null}
          {part}
        </Fragment>
      ))}
  </h1>
);

/** A state in the public's words, in the colour and shape of its phase. */
export const PhaseMark = ({ phase, label, big }: { phase: string; label: string; big?: boolean }) => (
  <span className={`ph ${phase}${big ? ' big' : ''}`}>{label}</span>
);

/** Lines of a long text as items of a list; a number typed before a line gives way to the list's own. */
export const linesOf = (text: unknown): string[] =>
  String(text ?? '')
    .split(/\n+/)
    .map((line) => line.trim())
    .filter(Boolean);

/** Lines as a numbered list where they were typed as one, else as paragraphs. */
export const Lines = ({ text, form = 'hans' }: { text: unknown; form?: 'hans' | 'nums' }) => {
  const lines = linesOf(text);
  const number = /^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．])\s*/;
  const numbered = lines.filter((line) => number.test(line));
  const items = numbered.length > 0 ? numbered : lines.length > 1 ? lines : [];
  const rest = lines.filter((line) => !items.includes(line));
  return (
    <>
      {items.length > 0 ? (
        <ol className={form}>
          {items.map((line) => (
            <li key={line}>{line.replace(number, '')}</li>
          ))}
        </ol>
      ) : null}
      {rest.map((line) => (
        <p className="lede" key={line}>
          {line}
        </p>
      ))}
    </>
  );
};

export const Empty = ({ children }: { children: ReactNode }) => <p className="empty">{children}</p>;
