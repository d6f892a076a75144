import type { FieldAnswer } from '@juxian/engine/answer.ts';
import { entriesScreen } from '@juxian/engine/kinds/entries/Screen.tsx';
import type { KindName } from '@juxian/engine/kinds/kind.ts';
import { moneyScreen } from '@juxian/engine/kinds/money/Screen.tsx';
import type { KindScreen, ScreenLook } from '@juxian/engine/kinds/screen.ts';
import { textScreen } from '@juxian/engine/kinds/text/Screen.tsx';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';

const field = (name: string, kind: KindName, label: string, more: Partial<FieldAnswer> = {}): FieldAnswer => ({
  name,
  kind,
  label,
  required: false,
  sensitive: false,
  public: false,
  options: {},
  listed: true,
  source: 'inherited',
  ...more,
});

const look: ScreenLook = {
  locale: 'zh-CN',
  titles: {},
  screen: (kind) => (kind === 'money' ? moneyScreen : textScreen) as KindScreen,
  search: async () => [],
  people: async () => [],
  page: () => '',
  fileUrl: () => '',
};

describe('a line of a sub-table', () => {
  it('marks the very box that is wrong and says why under it', () => {
    const budget = field('budget', 'entries', '预算', {
      columns: [field('item', 'text', '科目'), field('amount', 'money', '金额')],
    });
    const lines = [
      { id: 'a', item: '材料', amount: 100 },
      { id: 'b', item: '培训', amount: 200 },
    ];
    const drawn = (wrong?: string) =>
      renderToStaticMarkup(
        <entriesScreen.Edit
          id="f"
          field={budget}
          value={lines}
          change={() => {}}
          look={look}
          invalid={wrong !== undefined}
          problem={(part) => (part === wrong ? '超过限额' : undefined)}
        />,
      );
    const page = drawn('1.amount');
    expect(page.match(/ant-input-number-status-error/g)).toHaveLength(1);
    expect(page).toContain(`<p class="err" id="f-1-amount-error">超过限额</p>`);
    expect(page.split('<p class="err"')).toHaveLength(2);
    expect(page.indexOf('超过限额')).toBeGreaterThan(page.indexOf('f-1-amount'));
    expect(drawn()).not.toMatch(/status-error|class="err"/);
  });
});
