import type { ThemeConfig } from 'antd';

type Palette = Record<
  | 'paper'
  | 'sheet'
  | 'shade'
  | 'shade2'
  | 'ink'
  | 'ink2'
  | 'ink3'
  | 'line'
  | 'line2'
  | 'line3'
  | 'accent'
  | 'accentHover'
  | 'accentPress'
  | 'focus'
  | 'refused'
  | 'refusedWash'
  | 'open'
  | 'openWash'
  | 'waiting'
  | 'waitingWash'
  | 'done'
  | 'doneWash'
  | 'float'
  | 'lift'
  | 'veil',
  string
>;

/** The values of tokens.css, for what antd computes from them at build time. */
const light: Palette = {
  paper: '#fcfbf9',
  sheet: '#ffffff',
  shade: '#f6f4f0',
  shade2: '#edeae4',
  ink: '#1c1b19',
  ink2: '#4f4c46',
  ink3: '#68645c',
  line: '#e6e2da',
  line2: '#cbc5ba',
  line3: '#8b8579',
  accent: '#b23a1e',
  accentHover: '#982f16',
  accentPress: '#7f2611',
  focus: '#1a56b0',
  refused: '#991b3f',
  refusedWash: '#faedf0',
  open: '#1d5689',
  openWash: '#ebf2f8',
  waiting: '#835400',
  waitingWash: '#faf3e3',
  done: '#276545',
  doneWash: '#ebf4ee',
  float: '0 0 0 1px rgb(28 27 25 / .08), 0 4px 12px rgb(28 27 25 / .08), 0 16px 40px rgb(28 27 25 / .12)',
  lift: '0 0 0 1px rgb(28 27 25 / .07), 0 2px 6px rgb(28 27 25 / .07)',
  veil: 'rgb(28 27 25 / .36)',
};

const dark: Palette = {
  paper: '#171614',
  sheet: '#1e1d1a',
  shade: '#131210',
  shade2: '#2a2825',
  ink: '#ece9e2',
  ink2: '#c0bbb0',
  ink3: '#a29c90',
  line: '#302d29',
  line2: '#47433d',
  line3: '#7f796d',
  accent: '#c4492c',
  accentHover: '#b03d22',
  accentPress: '#9a341b',
  focus: '#8fbcff',
  refused: '#f096ab',
  refusedWash: '#351c23',
  open: '#8ab8e8',
  openWash: '#1a2733',
  waiting: '#dfb262',
  waitingWash: '#2e2615',
  done: '#83c5a0',
  doneWash: '#1b2b22',
  float: '0 0 0 1px rgb(255 255 255 / .1), 0 16px 40px rgb(0 0 0 / .5)',
  lift: '0 0 0 1px rgb(255 255 255 / .08), 0 2px 6px rgb(0 0 0 / .4)',
  veil: 'rgb(0 0 0 / .6)',
};

function themeOf(p: Palette): ThemeConfig {
  const typed = {
    activeBorderColor: p.focus,
    hoverBorderColor: p.ink2,
    activeShadow: `0 0 0 1px ${p.focus}`,
    errorActiveShadow: `0 0 0 1px ${p.refused}`,
  };
  const marked = { colorPrimary: p.ink, colorPrimaryHover: p.ink2, colorWhite: p.sheet };
  return {
    hashed: false,
    cssVar: { key: 'juxian' },
    token: {
      colorPrimary: p.ink,
      colorPrimaryHover: p.ink2,
      colorPrimaryActive: p.ink,
      colorPrimaryBg: p.shade2,
      colorPrimaryBgHover: p.shade2,
      colorPrimaryBorder: p.line3,
      colorInfo: p.open,
      colorInfoBg: p.openWash,
      colorSuccess: p.done,
      colorSuccessBg: p.doneWash,
      colorWarning: p.waiting,
      colorWarningBg: p.waitingWash,
      colorError: p.refused,
      colorErrorBg: p.refusedWash,
      colorText: p.ink,
      colorTextSecondary: p.ink2,
      colorTextTertiary: p.ink3,
      colorTextQuaternary: p.ink3,
      colorTextPlaceholder: p.ink3,
      colorTextDisabled: p.ink3,
      colorTextHeading: p.ink,
      colorTextDescription: p.ink3,
      colorIcon: p.ink3,
      colorIconHover: p.ink,
      colorBgLayout: p.paper,
      colorBgContainer: p.sheet,
      colorBgElevated: p.sheet,
      colorBgContainerDisabled: p.shade,
      colorFillAlter: p.shade,
      colorFillSecondary: p.shade2,
      colorFillTertiary: p.shade,
      colorBorder: p.line3,
      colorBorderSecondary: p.line,
      colorSplit: p.line,
      colorLink: p.ink,
      colorLinkHover: p.ink,
      colorLinkActive: p.ink,
      colorTextLightSolid: p.sheet,
      colorBgMask: p.veil,
      fontFamily: 'var(--sans)',
      fontFamilyCode: 'var(--mono)',
      fontSize: 14,
      fontSizeSM: 12,
      fontSizeLG: 16,
      lineHeight: 1.6,
      fontWeightStrong: 600,
      controlHeight: 32,
      controlHeightSM: 28,
      controlHeightLG: 44,
      borderRadius: 4,
      borderRadiusXS: 2,
      borderRadiusSM: 2,
      borderRadiusLG: 6,
      boxShadow: p.float,
      boxShadowSecondary: p.float,
      boxShadowTertiary: p.lift,
      controlOutline: p.focus,
      controlOutlineWidth: 2,
      lineWidthFocus: 2,
      colorPrimaryTextActive: p.ink,
      motionDurationFast: '0.12s',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.2s',
    },
    components: {
      Input: { ...typed, paddingInline: 10 },
      InputNumber: typed,
      DatePicker: { ...typed, cellHeight: 28 },
      Select: {
        activeBorderColor: p.focus,
        hoverBorderColor: p.ink2,
        activeOutlineColor: p.focus,
        optionSelectedBg: p.shade2,
        optionActiveBg: p.shade,
        optionSelectedFontWeight: 600,
        multipleItemBg: p.shade2,
      },
      Checkbox: marked,
      Radio: marked,
    },
  };
}

export const themes = { light: themeOf(light), dark: themeOf(dark) };
