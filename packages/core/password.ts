import { randomBytes } from 'node:crypto';
import { type Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { argon2id, argon2Verify } from 'hash-wasm';

/** What sign-in asks of people: `mlps3` and `nist` force a second factor on staff, `local` offers it. */
export type Profile = 'local' | 'mlps3' | 'nist';

export type PasswordPolicy = {
  least: number;
  /** How many of lower case, upper case, digits, others. */
  classes: number;
  /** Days until it must be changed; 0 = never. */
  days: number;
  /** How many of the last ones are refused. */
  last: number;
  /** Common words are refused with digits and signs around them too. */
  strict: boolean;
};

/**
 * GB/T 22239-2019 8.1.4.1 a asks for composition and rotation; NIST SP 800-63B-4 and ASVS 6.2.5, 6.2.10 for neither.
 */
export const passwordPolicies: Readonly<Record<Profile, PasswordPolicy>> = {
  mlps3: { least: 10, classes: 3, days: 90, last: 5, strict: true },
  nist: { least: 8, classes: 1, days: 0, last: 0, strict: true },
  local: { least: 8, classes: 1, days: 0, last: 0, strict: false },
};

const most = 256;

/** Argon2id: `memory` in KiB. */
export type HashCost = { memory: number; iterations: number; parallelism: number };

/** OWASP Password Storage Cheat Sheet, Argon2id minimum. */
export const hashCost: HashCost = { memory: 19_456, iterations: 2, parallelism: 1 };

/** @returns the PHC string; it names its own cost. */
export const hashPassword = (password: string, cost: HashCost): Promise<string> =>
  argon2id({
    password: normal(password),
    salt: randomBytes(16),
    memorySize: cost.memory,
    iterations: cost.iterations,
    parallelism: cost.parallelism,
    hashLength: 32,
    outputType: 'encoded',
  });

const normal = (password: string): string => password.normalize('NFKC');

const decoys = new Map<string, Promise<string>>();

/** Whether the password is the one of the hash. Without a hash the same work is done for nothing, so that time tells nothing. */
export async function verifyPassword(phc: string | undefined, password: string, cost: HashCost): Promise<boolean> {
  const name = JSON.stringify(cost);
  const decoy = decoys.get(name) ?? hashPassword(randomBytes(16).toString('hex'), cost);
  decoys.set(name, decoy);
  const same = await argon2Verify({ password: normal(password).slice(0, most), hash: phc ?? (await decoy) });
  return same && phc !== undefined;
}

/**
 * Checks a new password. `words` are those an attacker tries first: name, address, county, product.
 * @throws Refusal `invalid.password` naming the rule; `previous` are hashes of former ones, latest first.
 */
export async function checkPassword(
  password: string,
  rules: { policy: PasswordPolicy; words: readonly string[]; previous?: readonly string[] },
): Promise<void> {
  const { policy, words, previous = [] } = rules;
  const length = [...password].length;
  if (length < policy.least)
    throw refused(t('密码至少{least}位', 'The password needs at least {least} characters'), { least: policy.least });
  if (length > most) throw refused(t('密码最多{most}位', 'The password may have at most {most} characters'), { most });
  if (classesOf(password) < policy.classes)
    throw refused(
      t(
        '密码须含大写字母、小写字母、数字、符号中的{classes}类',
        'The password needs {classes} of: capitals, small letters, digits, signs',
      ),
      {
        classes: policy.classes,
      },
    );
  if (isGuessable(password, words, policy.strict))
    throw refused(
      t(
        '这个密码太常见或含有姓名、单位等字样，请换一个',
        'This password is too common or names you or the office; choose another',
      ),
    );
  for (const phc of previous.slice(0, policy.last))
    if (await argon2Verify({ password: normal(password), hash: phc }))
      throw refused(t('不能使用最近{last}次用过的密码', 'The last {last} passwords cannot be used again'), {
        last: policy.last,
      });
}

const refused = (says: { zh: string; en: string }, values = {}): Refusal =>
  refuseField('password', 'invalid.password', says, values);

const classesOf = (password: string): number =>
  [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((kind) => kind.test(password)).length;

/** Whether the password is overdue for a change. `changedAt` and `now` in ms. */
export const isOverdue = (policy: PasswordPolicy, changedAt: number, now: number): boolean =>
  policy.days > 0 && now - changedAt > policy.days * 86_400_000;

// Base words of the published lists of leaked passwords; digits, signs and letter-like digits around them change nothing.
const common = new Set(
  `password passwort passwd pass admin administrator root user guest login welcome letmein master secret default changeme
  iloveyou sunshine princess dragon monkey football baseball superman batman michael jordan shadow killer trustno freedom
  whatever starwars computer internet samsung google facebook apple test testing tester demo sample temp system manager
  qwerty qwertyuiop qwert asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc wasd abc abcd abcde
  abcdef abcdefg abcdefgh aaa aaaa asd zxc qaz wsx qwe woaini woaiwo wodemima mima nihao nihaoma zhongguo beijing shanghai
  chongqing tianjin guangzhou shenzhen wuhan chengdu hangzhou nanjing zhang wang woshishui aini aiwoma xiaoming baobao laopo
  laogong tangtang meimei gege didi jiejie hello world hellow helloworld love lovely angel flower summer winter spring autumn
  january february march april june july august september october november december monday friday sunday money happy lucky
  china chinese government county office zuzhibu rencai ganbu dangwei xianwei rencaiban juxian cadre talent organization
  access server oracle database mysql security private public company corporate office supervisor operator support service
  cheese pepper ginger cookie chocolate banana orange purple yellow silver golden diamond tigger buster hunter ranger soccer
  hockey tennis jennifer jessica ashley daniel andrew thomas charlie robert matthew joshua george harley maggie pokemon
  naruto matrix mustang ferrari mercedes corvette porsche yamaha letmeinnow opensesame p pw pwd`.split(/\s+/),
);

const looksLike: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '0': 'o',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  $: 's',
  '5': 's',
  '7': 't',
};
const runs = [
  '0123456789',
  '9876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv',
];

function isGuessable(password: string, words: readonly string[], strict: boolean): boolean {
  const lower = normal(password).toLowerCase();
  const known = new Set([...common, ...words.map((word) => word.toLowerCase()).filter((word) => word.length >= 2)]);
  if (
    known.has(lower) ||
    isRun(lower) ||
    isDay(lower) ||
    [...known].some((word) => `${word}123` === lower || `${word}1` === lower)
  )
    return true;
  if (!strict) return false;
  const plain = (text: string) => [...text].map((sign) => looksLike[sign] ?? sign).join('');
  const before = (text: string) => text.replace(/[^\p{L}]+$/u, '');
  const bare = (text: string) => before(text).replace(/^[^\p{L}]+/u, '');
  if ([bare(lower), bare(plain(lower)), plain(bare(lower)), plain(before(lower))].some((text) => known.has(text)))
    return true;
  return words.filter((word) => word.length >= 4).some((word) => lower.includes(word.toLowerCase()));
}

/** Few different signs, or a piece of a row of the keyboard, with at most two signs left over. */
function isRun(text: string): boolean {
  if (new Set(text).size <= 2) return true;
  return runs.some((run) => {
    for (let length = Math.min(text.length, run.length); length >= 6; length--)
      for (let at = 0; at + length <= run.length; at++)
        if (text.includes(run.slice(at, at + length)) && text.length - length <= 2) return true;
    return false;
  });
}

const isDay = (text: string): boolean => /^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(text);
