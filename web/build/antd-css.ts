import { createRequire } from 'node:module';
import type { Plugin } from 'vite';
import { themes } from './theme.ts';

const require = createRequire(import.meta.url);

/** The components the pages use: folder of the style, class of the component. */
const used: [style: string, prefix: string][] = [
  ['input/style', 'ant-input'],
  ['input/style/textarea', 'ant-input'],
  ['input-number/style', 'ant-input-number'],
  ['select/style', 'ant-select'],
  ['date-picker/style', 'ant-picker'],
  ['checkbox/style', 'ant-checkbox'],
  ['radio/style', 'ant-radio'],
];

/**
 * Fills `antd.css` with antd's styles as one static sheet: only the components named above, the values of both themes as variables.
 * Links are the pages' own affair. Nothing is left to compute in the browser, and no `<style>` has to be let in by the content policy.
 */
export function antdCss(): Plugin {
  return { name: 'antd-css', load: (id) => (id.endsWith('/src/ui/antd.css') ? sheet() : undefined) };
}

function sheet(): string {
  const light = rendered('light');
  const dark = rendered('dark');
  const night = changed(light.values, dark.values);
  return [
    light.styles,
    light.values,
    `@media screen and (prefers-color-scheme: dark) {${scoped(night, ':root:not([data-theme="light"])')}}`,
    scoped(night, ':root[data-theme="dark"]'),
  ].join('\n');
}

function rendered(mode: 'light' | 'dark'): { styles: string; values: string } {
  const { createElement } = require('react');
  const { renderToString } = require('react-dom/server');
  const antd = require('antd');
  const { StyleProvider, createCache, extractStyle } = require('@ant-design/cssinjs');
  const hooks = used.map(([style, prefix]) => {
    const file = require(`antd/lib/${style}`);
    return () => [file.useSharedStyle?.(prefix), file.default(prefix, `${prefix}-css-var`)];
  });
  const Styles = () => {
    for (const hook of hooks) hook();
    return null;
  };
  const cache = createCache();
  const theme = {
    ...themes[mode],
    algorithm: mode === 'dark' ? antd.theme.darkAlgorithm : antd.theme.defaultAlgorithm,
  };
  renderToString(
    createElement(StyleProvider, { cache }, createElement(antd.ConfigProvider, { theme }, createElement(Styles))),
  );
  const extracted = (types: string[]): string =>
    extractStyle(cache, { plain: true, types }).replace(
      /(?<=^|\})(\.data-ant-cssinjs-cache-path|a[^{},]*)\{[^}]*\}/g,
      '',
    );
  return { styles: extracted(['style']), values: extracted(['token', 'cssVar']) };
}

const rules = (css: string): [selector: string, lines: string[]][] =>
  [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => [
    selector.trim(),
    body.split(';').filter(Boolean),
  ]);

/** The rules of `b` reduced to the lines that `a` does not have. */
function changed(a: string, b: string): [string, string[]][] {
  const before = new Map(rules(a).map(([selector, lines]) => [selector, new Set(lines)]));
  return rules(b)
    .map(([selector, lines]): [string, string[]] => [
      selector,
      lines.filter((line) => !before.get(selector)?.has(line)),
    ])
    .filter(([, lines]) => lines.length > 0);
}

const scoped = (list: [string, string[]][], root: string): string =>
  list.map(([selector, lines]) => `${root} ${selector}{${lines.join(';')}}`).join('\n');
