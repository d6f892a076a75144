import { Resolver } from 'node:dns/promises';
import { type Text, t } from '@juxian/base/text.ts';

/** What a county's name server is asked. Each throws as `node:dns` does where there is no answer. */
export type Names = {
  cname(host: string): Promise<string[]>;
  txt(host: string): Promise<string[][]>;
  addresses(host: string): Promise<string[]>;
};

const tries = { timeout: 2500, tries: 2 };

/** The resolver of this machine, asked anew each time. */
export const publicNames: Names = {
  cname: (host) => new Resolver(tries).resolveCname(host),
  txt: (host) => new Resolver(tries).resolveTxt(host),
  async addresses(host) {
    const resolver = new Resolver(tries);
    const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const found = [four, six].flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    if (found.length === 0 && four.status === 'rejected') throw four.reason;
    return found;
  },
};

/** The records a county sets: its host leads to `target`, and `token` beside it says that it agrees. */
export type Wanted = { name: string; target: string; token: string };

/**
 * `right`; `flattened`: no CNAME, but the addresses of the target; `absent`: the name itself does not exist; `empty`: it
 * exists without this record; `wrong`: it says something else; `silent`: no answer in time; `targetless`: the target
 * itself leads nowhere, which is the operator's to mend.
 */
export type State = 'right' | 'flattened' | 'absent' | 'empty' | 'wrong' | 'silent' | 'targetless';

/** What one record was found to be. `found`: what stands there instead, as it stands. */
export type Finding = {
  record: 'CNAME' | 'TXT';
  host: string;
  expected: string;
  found: string[];
  state: State;
  says: Text;
};

export const txtHost = (name: string): string => `_juxian.${name}`;
const mark = 'juxian-verification=';
export const txtValue = (token: string): string => `${mark}${token}`;

const longest = 12_000;
type Answer<T> = { is: 'given'; value: T } | { is: 'absent' | 'empty' | 'silent' };

/** Looks both records up, within `limit`. It never throws: no answer is a finding too. */
export async function lookUp(
  names: Names,
  wanted: Wanted,
  limit: AbortSignal = AbortSignal.timeout(longest),
): Promise<Finding[]> {
  const ask = <T>(question: () => Promise<T>) => answered(question, limit);
  const [cname, txt] = await Promise.all([cnameOf(names, wanted, ask), ask(() => names.txt(txtHost(wanted.name)))]);
  return [cname, txtFinding(wanted, txt)];
}

const absent = new Set(['ENOTFOUND', 'NXDOMAIN']);
const empty = new Set(['ENODATA']);

async function answered<T>(question: () => Promise<T>, limit: AbortSignal): Promise<Answer<T>> {
  const over = new Promise<Answer<T>>((resolve) => {
    if (limit.aborted) resolve({ is: 'silent' });
    limit.addEventListener('abort', () => resolve({ is: 'silent' }), { once: true });
  });
  const given = question().then(
    (value): Answer<T> => ({ is: 'given', value }),
    (error: { code?: string }): Answer<T> => {
      if (absent.has(error.code ?? '')) return { is: 'absent' };
      return { is: empty.has(error.code ?? '') ? 'empty' : 'silent' };
    },
  );
  return Promise.race([over, given]);
}

type Ask = <T>(question: () => Promise<T>) => Promise<Answer<T>>;

async function cnameOf(names: Names, { name, target }: Wanted, ask: Ask): Promise<Finding> {
  const say = (state: State, found: string[] = []): Finding => ({
    record: 'CNAME',
    host: name,
    expected: target,
    found,
    state,
    says: cnameWords[state],
  });
  if (target === '') return say('targetless');
  const [alias, own, theirs] = await Promise.all([
    ask(() => names.cname(name)),
    ask(() => names.addresses(name)),
    ask(() => names.addresses(target)),
  ]);
  if (theirs.is === 'absent' || theirs.is === 'empty') return say('targetless');
  const led = alias.is === 'given' ? alias.value.map(bare) : [];
  if (led.includes(bare(target))) return say('right');
  const at = own.is === 'given' ? own.value : [];
  if (theirs.is === 'given' && at.length > 0 && at.every((one) => theirs.value.includes(one)))
    return say('flattened', led);
  if (led.length > 0) return say('wrong', led);
  if (at.length > 0) return say(theirs.is === 'silent' ? 'silent' : 'wrong', at);
  if (alias.is === 'silent' || own.is === 'silent') return say('silent');
  return say(alias.is === 'absent' ? 'absent' : 'empty');
}

const bare = (host: string): string => host.toLowerCase().replace(/\.$/, '');

function txtFinding({ name, token }: Wanted, answer: Answer<string[][]>): Finding {
  const expected = txtValue(token);
  const lines = answer.is === 'given' ? answer.value.map((parts) => parts.join('').trim()) : [];
  const ours = lines.filter((line) => line.startsWith(mark));
  const state =
    answer.is !== 'given' ? answer.is : lines.includes(expected) ? 'right' : lines.length > 0 ? 'wrong' : 'empty';
  const found = state === 'wrong' ? (ours.length > 0 ? ours : lines).slice(0, 3).map((line) => line.slice(0, 200)) : [];
  return { record: 'TXT', host: txtHost(name), expected, found, state, says: txtWords[state] };
}

const cnameWords: Readonly<Record<State, Text>> = {
  right: t('正确', 'Right'),
  flattened: t('没有别名，但已解析到平台的地址，可以使用', 'No alias, but the platform’s own addresses: good'),
  absent: t('这个域名还不存在，请在域名解析中添加 CNAME 记录', 'This name does not exist yet; add the CNAME record'),
  empty: t('域名存在，但没有 CNAME 记录，也没有地址', 'The name exists, but has neither a CNAME record nor an address'),
  wrong: t('指向了别处', 'Leads elsewhere'),
  silent: t('域名服务器没有回答，请稍后再查', 'The name server did not answer; check again later'),
  targetless: t(
    '平台为本单位准备的地址还没有解析，请运营方先完成配置（证书与解析）',
    'The platform’s address for this county leads nowhere yet: the operator has to set up certificate and name first',
  ),
};

const txtWords: Readonly<Record<State, Text>> = {
  ...cnameWords,
  absent: t('没有这条 TXT 记录', 'There is no such TXT record'),
  empty: t('这个名下没有 TXT 记录', 'There is no TXT record under this name'),
  wrong: t('校验值不对', 'The token is not the expected one'),
};

/** Whether the host may be served: it leads here and its owner agrees. */
export const allRight = (findings: readonly Finding[]): boolean =>
  findings.every(({ state }) => state === 'right' || state === 'flattened');

/** Whether the owner of the name has taken the agreement back: the token is gone or another's. Silence says nothing. */
export const isTakenBack = (findings: readonly Finding[]): boolean =>
  findings.some(({ record, state }) => record === 'TXT' && ['absent', 'empty', 'wrong'].includes(state));
