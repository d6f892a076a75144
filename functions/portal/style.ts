import { createHash } from 'node:crypto';
import { coloursOf } from '@juxian/core/colour.ts';

const light = `
--paper:#fcfbf9;--sheet:#fff;--shade:#f6f4f0;--shade-2:#edeae4;
--ink:#1c1b19;--ink-2:#4f4c46;--ink-3:#68645c;
--line:#e6e2da;--line-2:#cbc5ba;--line-3:#8b8579;
--draft:#605c55;--draft-wash:#f1efeb;--open:#1d5689;--open-wash:#ebf2f8;--waiting:#835400;--waiting-wash:#faf3e3;
--done:#276545;--done-wash:#ebf4ee;--refused:#991b3f;--refused-wash:#faedf0;
--focus:#1a56b0;--focus-gap:#fff;--on-county:#fff`;

const dark = `
--paper:#171614;--sheet:#1e1d1a;--shade:#131210;--shade-2:#2a2825;
--ink:#ece9e2;--ink-2:#c0bbb0;--ink-3:#a29c90;
--line:#302d29;--line-2:#47433d;--line-3:#7f796d;
--draft:#b8b3a8;--draft-wash:#2a2825;--open:#8ab8e8;--open-wash:#1a2733;--waiting:#dfb262;--waiting-wash:#2e2615;
--done:#83c5a0;--done-wash:#1b2b22;--refused:#f096ab;--refused-wash:#351c23;
--focus:#8fbcff;--focus-gap:#171614;--on-county:#10201a`;

const base = `
*,*::before,*::after{box-sizing:border-box}
html{font-size:100%;-webkit-text-size-adjust:100%;scroll-padding-top:16px}
body{margin:0;min-height:100vh;min-height:100dvh;display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:400 1rem/1.7 var(--sans);font-variant-numeric:tabular-nums;line-break:strict;overflow-wrap:break-word;text-autospace:normal;text-spacing-trim:normal;-webkit-font-smoothing:antialiased}
h1,h2,h3,p,ul,ol,dl,dd,figure,fieldset{margin:0;padding:0}
fieldset{border:0;min-width:0}ul,ol{list-style:none}
p,dd,li{text-wrap:pretty}
h1{font:600 1.375rem/1.45 var(--song);word-break:keep-all;text-wrap:balance}
h2{font-size:1.125rem;line-height:1.75rem;font-weight:600;margin:32px 0 12px}
h3{font-size:1rem;line-height:1.65rem;font-weight:600}
small,.small{font-size:.875rem;line-height:1.6}
.dim{color:var(--ink-2)}.faint{color:var(--ink-3)}.nowrap{white-space:nowrap}.song{font-family:var(--song)}
b,strong{font-weight:600}.fig,time{font-variant-numeric:tabular-nums}
a{color:inherit;text-decoration:underline;text-decoration-color:var(--line-3);text-underline-offset:.25em;text-decoration-thickness:1px}
a:hover{text-decoration-color:currentColor}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:2px;box-shadow:0 0 0 2px var(--focus-gap)}
[hidden]{display:none!important}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:16px;top:-64px;z-index:9;background:var(--ink);color:var(--paper);padding:8px 16px;border-radius:4px}.skip:focus{top:8px}
hr{border:0;border-top:1px solid var(--line);margin:16px 0}
.wrap{max-width:1008px;margin:0 auto;padding:0 16px}
.banner{background:var(--waiting-wash);color:var(--waiting);font-size:.875rem;padding:8px 0}
.demo{font-size:.75rem;line-height:1.25rem;color:var(--ink-3)}
`;

const frame = `
.p-top{border-top:4px solid var(--county);border-bottom:1px solid var(--line);background:var(--sheet)}
.p-top .wrap{display:flex;flex-wrap:wrap;align-items:center;gap:0 24px;min-height:60px}
.p-name{font:600 1.125rem/1.4 var(--song);text-decoration:none;color:var(--county);padding:8px 0;display:inline-flex;align-items:center;gap:12px}
.p-name img{flex:none;width:44px;height:44px;object-fit:contain}.p-name b{font-weight:inherit;text-wrap:balance}
.p-name span{color:var(--ink);font-weight:400;margin-left:8px;white-space:nowrap}.p-name small{display:block;font:400 .8125rem/1.4 var(--sans);color:var(--ink-2)}
.p-nav{display:flex;flex-wrap:wrap;gap:0 16px;margin-left:auto}
.p-nav a{text-decoration:none;min-height:44px;display:inline-flex;align-items:center;font-size:15px;white-space:nowrap;border-bottom:2px solid transparent}
.p-nav a[aria-current]{border-bottom-color:var(--county);font-weight:600}
.p-main{padding-top:24px;padding-bottom:64px;flex:1;width:100%}
.p-meta{display:flex;flex-wrap:wrap;gap:0 16px;font-size:.875rem;margin-bottom:8px}
.lede{color:var(--ink-2);margin-top:8px}
.p-cols{display:grid;gap:24px 48px;grid-template-columns:minmax(0,1fr)}
.p-act{border:1px solid var(--line-2);background:var(--sheet);padding:16px}
.p-act h2{margin:0 0 8px}.p-act .btn{margin-top:12px}
.count{font-size:1.75rem;line-height:2.375rem}.count small{font-size:.875rem;color:var(--ink-2);margin-left:4px}
.under{margin-top:16px}
.p-foot{border-top:1px solid var(--line);padding:24px 0 48px;color:var(--ink-2);font-size:.875rem;background:var(--shade)}
.p-foot a{display:inline-block;min-height:24px}.p-foot span{display:inline-block;margin-right:16px}
.crumb{font-size:.875rem;margin-bottom:8px}.crumb a{display:inline-block;min-height:24px}
`;

const pieces = `
.btn{display:inline-flex;align-items:center;justify-content:center;min-height:44px;padding:0 20px;border:1px solid var(--line-3);border-radius:4px;background:var(--sheet);color:var(--ink);font:inherit;white-space:nowrap;text-decoration:none;cursor:pointer}
.btn:hover{background:var(--shade);text-decoration:none}.btn:active{background:var(--shade-2)}
.btn.act{background:var(--county);border-color:var(--county);color:var(--on-county);font-weight:500}
.btn.act:hover{background:var(--county-hover);border-color:var(--county-hover)}
.btn.stop{color:var(--refused);border-color:var(--refused)}.btn.stop:hover{background:var(--refused-wash)}
.btn.wide{width:100%;max-width:320px}
.acts{display:flex;flex-wrap:wrap;gap:12px;align-items:center;margin-top:24px}
.linky{border:0;background:none;padding:0;font:inherit;color:inherit;text-decoration:underline;text-decoration-color:var(--line-3);text-underline-offset:.25em;cursor:pointer;min-height:44px}
.linky:hover{text-decoration-color:currentColor}
.ph{display:inline-flex;align-items:center;gap:6px;white-space:nowrap;color:var(--c)}
.ph::before{content:"";flex:none;width:9px;height:9px;border-radius:50%;border:1.5px solid var(--c)}
.ph.draft{--c:var(--draft);--w:var(--draft-wash)}
.ph.open{--c:var(--open);--w:var(--open-wash)}.ph.open::before{background:var(--c)}
.ph.waiting{--c:var(--waiting);--w:var(--waiting-wash)}.ph.waiting::before{background:linear-gradient(90deg,var(--c) 50%,transparent 50%)}
.ph.done{--c:var(--done);--w:var(--done-wash)}.ph.done::before{border-radius:0;border-width:0 1.5px 1.5px 0;width:5px;transform:rotate(45deg) translate(-1px,-1px);margin:0 3px 0 1px}
.ph.refused{--c:var(--refused);--w:var(--refused-wash)}.ph.refused::before{border:0;border-radius:0;background:linear-gradient(45deg,transparent 44%,var(--c) 44% 56%,transparent 56%),linear-gradient(-45deg,transparent 44%,var(--c) 44% 56%,transparent 56%)}
.ph.big{background:var(--w);padding:2px 10px 2px 8px;border-radius:2px;font-weight:500;margin-top:8px}
.late{color:var(--refused);font-weight:500}
.kinds>li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 16px;align-items:baseline;padding:12px 0;border-top:1px solid var(--line)}
.kinds>li:last-child{border-bottom:1px solid var(--line)}
.kinds b,.kinds b a{font-family:var(--song)}.kinds p{color:var(--ink-2);font-size:15px;grid-column:1/-1}.kinds .q{text-align:right;white-space:nowrap}
.kinds .go{display:block;min-height:44px;padding:8px 0}
.nums{counter-reset:n}.nums>li{counter-increment:n;display:grid;grid-template-columns:2.2em minmax(0,1fr);padding:6px 0}.nums>li::before{content:counter(n) ".";color:var(--ink-3)}
.hans{counter-reset:n}.hans>li{counter-increment:n;display:grid;grid-template-columns:2.6em minmax(0,1fr);padding:5px 0}.hans>li::before{content:"（" counter(n,cjk-ideographic) "）";color:var(--ink-2);margin-left:-.5em}
:lang(en) .hans>li::before{content:"(" counter(n) ")";margin-left:0}
.files li{display:flex;gap:0 12px;align-items:center;min-height:44px;border-bottom:1px solid var(--line)}
.files li:last-child{border-bottom:0}.files li>:first-child{flex:1;min-width:0;padding:8px 0;overflow-wrap:anywhere}
.line>li{display:grid;grid-template-columns:13px minmax(0,1fr);gap:0 16px;position:relative;padding-bottom:24px}
.line>li::before{content:"";width:11px;height:11px;margin:8px 1px;border-radius:50%;background:var(--county);z-index:1}
.line>li::after{content:"";position:absolute;left:6px;top:20px;bottom:-6px;width:1px;background:var(--line-2)}
.line>li:last-child{padding-bottom:0}.line>li:last-child::after{display:none}
.line time,.line .when{display:block;font-size:.875rem;color:var(--ink-3);line-height:1.5}
.line>li.now::before{background:var(--open);box-shadow:0 0 0 3px var(--open-wash)}
.line>li.next::before{background:var(--paper);border:1.5px solid var(--line-3)}.line>li.next{color:var(--ink-3)}
.pair{display:grid;grid-template-columns:7em minmax(0,1fr);gap:6px 16px}.pair dt{color:var(--ink-3)}.pair.tight{grid-template-columns:4.5em minmax(0,1fr)}
.pair dd{overflow-wrap:anywhere}
.seats{display:flex;gap:3px;margin:4px 0 8px}.seats i{flex:1;height:6px;background:var(--line-2)}.seats i.past{background:var(--ink-2)}
.note{padding:12px 16px;border-left:2px solid var(--c,var(--ink-3));background:var(--w,var(--shade));margin:16px 0}
.note b:first-child{color:var(--c,var(--ink))}
.note.open{--c:var(--open);--w:var(--open-wash)}.note.waiting{--c:var(--waiting);--w:var(--waiting-wash)}.note.done{--c:var(--done);--w:var(--done-wash)}.note.refused{--c:var(--refused);--w:var(--refused-wash)}
.empty{padding:32px 0;color:var(--ink-2)}
.mask{white-space:nowrap;letter-spacing:.06em}
.prose{font-family:var(--song);line-height:1.8;max-width:38em;text-align:justify}.prose p{text-indent:2em}:lang(en) .prose p{text-indent:0;margin-bottom:.6em}
.plaque{border:1px solid var(--ink-2);outline:1px solid var(--line-2);outline-offset:3px;padding:24px 16px;text-align:center;margin:4px;background:var(--sheet)}
.plaque h1{letter-spacing:.08em}.plaque p{color:var(--ink-2);margin-top:4px}
.hash{font-family:ui-monospace,Consolas,monospace;font-size:.8125rem;overflow-wrap:anywhere}
.number{font:600 1.375rem/1.6 var(--song)}
.roll{overflow-x:auto}
table{border-collapse:separate;border-spacing:0;width:100%;font-size:15px;line-height:1.55}
caption{text-align:left;color:var(--ink-3);font-size:.875rem;padding-bottom:8px}
th,td{text-align:left;padding:12px;border-bottom:1px solid var(--line);vertical-align:baseline;font-weight:400}
th:first-child,td:first-child{padding-left:0}th:last-child,td:last-child{padding-right:0}
thead th{color:var(--ink-3);font-size:.875rem;white-space:nowrap;border-bottom-color:var(--line-2)}
`;

const forms = `
.field{margin-bottom:20px}.field.bad,.entry.bad{border-left:3px solid var(--refused);padding-left:12px}
.field>label:not(.opt),legend.label{display:block;font-size:15px;line-height:1.6;margin-bottom:4px;padding:0;font-weight:500}
.k-entries>legend.label{font-weight:600;font-size:1rem}
.need{margin-left:8px;font-size:.75rem;color:var(--ink-3);font-weight:400}
.in,select,textarea{width:100%;min-height:44px;padding:8px 10px;font:inherit;color:var(--ink);background:var(--sheet);border:1px solid var(--line-3);border-radius:4px}
textarea{line-height:1.7;resize:vertical}
select{appearance:none;-webkit-appearance:none;padding-right:28px;background-image:linear-gradient(45deg,transparent 50%,currentColor 50%),linear-gradient(-45deg,transparent 50%,currentColor 50%);background-size:5px 5px;background-position:calc(100% - 15px) 55%,calc(100% - 10px) 55%;background-repeat:no-repeat}
input::placeholder{color:var(--ink-3);opacity:1}
.in:hover,select:hover,textarea:hover{border-color:var(--ink-2)}
.in:focus-visible,select:focus-visible,textarea:focus-visible{outline-offset:0;border-color:var(--focus)}
[aria-invalid=true]:not(fieldset){border-color:var(--refused);box-shadow:inset 0 0 0 1px var(--refused)}
.help{font-size:.875rem;line-height:1.55;color:var(--ink-3);margin-top:4px}.help.under{margin-top:16px}
.err{font-size:15px;line-height:1.5;color:var(--refused);margin:0 0 4px;font-weight:500}
.opt{display:flex;align-items:baseline;gap:8px;padding:8px 0;min-height:44px;cursor:pointer}
.opt input{flex:none;width:20px;height:20px;margin:0;position:relative;top:4px;accent-color:var(--county)}
.opt small{display:block;color:var(--ink-3)}.opt:has(input:disabled){color:var(--ink-3);cursor:default}
input[type=file]{color:var(--ink-2);padding:7px 10px}
input[type=file]::file-selector-button{font:inherit;font-size:.875rem;min-height:28px;margin-right:12px;padding:0 12px;border:1px solid var(--line-2);border-radius:4px;background:var(--shade);color:var(--ink);cursor:pointer}
.upload{display:flex;gap:8px;flex-wrap:wrap}.upload .in{flex:1 1 220px;min-width:0}
.unit{display:flex;align-items:center;gap:8px}.unit .in{max-width:14em}
.two{display:grid;grid-template-columns:1fr 1fr;gap:12px}.part span{font-size:.875rem;color:var(--ink-3)}
.entry{border-top:1px solid var(--line-2);padding:12px 0}.entry>legend{float:left;width:100%;padding:0;font-weight:600;font-size:15px;margin-bottom:8px}.entry>legend+*{clear:both}
.columns{clear:both;display:grid;grid-template-columns:minmax(0,1fr);gap:0 16px}
.errors{border:2px solid var(--refused);padding:16px;margin-bottom:24px;background:var(--sheet)}
.errors h2{margin:0 0 8px;color:var(--refused)}.errors li{padding:2px 0}.errors a{display:inline-block;min-height:24px;color:var(--refused);text-decoration-color:currentColor}
.saved{font-size:.875rem;color:var(--ink-3);min-height:1.6em}
.meter{display:block;width:100%;height:4px;accent-color:var(--county)}
.toc li{border-top:1px solid var(--line)}.toc li:last-child{border-bottom:1px solid var(--line)}
.toc a,.toc b{display:flex;justify-content:space-between;gap:12px;min-height:44px;align-items:center;text-decoration:none;font-size:15px}
.toc [aria-current]{font-weight:600;box-shadow:inset 3px 0 0 var(--county);padding-left:12px}
.toc small{color:var(--ink-3);font-weight:400;white-space:nowrap}.toc .late{color:var(--refused)}
.paper{border:1px solid var(--line-2);background:var(--sheet);padding:16px}
.paper .prose{font-size:15px}.paper h3{margin-top:12px}
details summary{cursor:pointer;min-height:44px;display:flex;align-items:center}
.search{display:flex;gap:8px;max-width:480px;margin-top:16px}
.filters{display:grid;grid-template-columns:repeat(auto-fill,minmax(144px,1fr));gap:8px 12px;margin-top:16px;align-items:end}
.filters .field{margin:0}.filters .field>label{font-size:.875rem;color:var(--ink-2);font-weight:400;margin-bottom:2px}.filters .wide{grid-column:span 2}.filters .acts{margin:0;gap:8px;grid-column:span 2;flex-wrap:nowrap}
`;

const wider = `
@media (max-width:639px){
.p-nav{margin-left:0;width:100%;border-top:1px solid var(--line)}
.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.stack tr{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 12px;padding:12px 0;border-bottom:1px solid var(--line)}
.stack td,.stack th{border:0;padding:0;text-align:left}
.even tr{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}.stack td:empty{display:none}.stack td[data-label]:not(:only-child)::before{content:attr(data-label);display:block;font-size:.8125rem;line-height:1.5;color:var(--ink-3)}
}
@media (min-width:640px){.lines .num{text-align:right}.columns{grid-template-columns:1fr 1fr}.columns>:is(.k-longText,.k-entries,.k-files,.k-photo,.k-choices,.wide){grid-column:1/-1}}
@media (min-width:860px){
.p-cols{grid-template-columns:minmax(0,1fr) 288px;grid-template-rows:auto 1fr;row-gap:0;align-items:start}
.p-cols>aside{position:sticky;top:24px;grid-column:2;grid-row:1/span 2}.p-cols>.p-b{grid-column:1}
.p-cols.left{grid-template-columns:216px minmax(0,1fr)}.p-cols.left>aside{grid-column:1;grid-row:1}.p-cols.left>.p-a{grid-column:2;grid-row:1}.narrow{display:none}
h1{font-size:1.75rem;line-height:1.4}.p-main{padding-top:48px}.p-nav{gap:0 24px}
}
@media (prefers-contrast:more){:root{--ink-2:var(--ink);--ink-3:var(--ink);--line:var(--line-3);--line-2:var(--line-3)}}
@media (forced-colors:active){.ph::before,.seats i{forced-color-adjust:none}}
@page{size:A4;margin:20mm}
@media print{:root{--paper:#fff;--sheet:#fff;--shade:#fff;--ink:#000;--ink-2:#222;--ink-3:#333;--line:#bbb}.p-nav,.skip,.acts,.toc,.noprint{display:none!important}.p-main{padding:0}.p-cols,body{display:block}}
`;

const faces = `
--sans:"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC",system-ui,sans-serif;
--song:"Noto Serif SC","Noto Serif CJK SC","Source Han Serif SC","Songti SC",STSong,SimSun,serif`;

const tight = (css: string): string => css.replace(/\n/g, '');
const rules = tight(base + frame + pieces + forms + wider);

/** The whole style of a page in the county's colour, and the hash that lets it into the page's policy. */
export type PageStyle = { css: string; hash: string };

const made = new Map<string, PageStyle>();

export function styleOf(colour: string | undefined): PageStyle {
  const key = colour ?? '';
  const known = made.get(key);
  if (known) return known;
  const c = coloursOf(colour);
  const css = tight(
    `:root{color-scheme:light dark;${light};--county:${c.county};--county-hover:${c.hover};--county-wash:${c.wash};${faces}}` +
      `@media screen and (prefers-color-scheme:dark){:root{${dark};--county:${c.darkCounty};--county-hover:${c.darkHover};--county-wash:${c.darkWash}}}${rules}`,
  );
  const style = { css, hash: `sha256-${createHash('sha256').update(css).digest('base64')}` };
  if (made.size > 500) made.clear();
  made.set(key, style);
  return style;
}
