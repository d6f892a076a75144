import { chance } from './chance.ts';
import { nameFor, type Sex } from './names.ts';
import { type Office, offices } from './offices.ts';
import { type Special, specials } from './special.ts';

/** What someone without a leading post is, and so what the file holds. */
export type Standing =
  | 'rank'
  | 'graduate'
  | 'fiveYears'
  | 'freed'
  | 'stepped'
  | 'recruit'
  | 'clerk'
  | 'worker'
  | 'retired'
  | 'transferred'
  | 'left'
  | 'deceased';

/** One of the 600: where he or she stands, before dates are known. */
export type Slot = {
  n: number;
  office: Office;
  role: 'chief' | 'deputy' | 'inner' | 'staff';
  /** The name of the post; the name of the inner office for its head. */
  post: string;
  order: number;
  hot: boolean;
  standing?: Standing;
  rank?: string;
  /** Came from another unit within the last year. */
  rotated?: true;
  name: string;
  sex: Sex;
  special: Special;
};
type Seat = Omit<Slot, 'n' | 'name' | 'sex' | 'special'>;

/** People without leading posts in organs, 219: exactly 47 who may become 四级主任科员, 11 and 36. */
const standings: readonly [Standing, number, string?][] = [
  ['graduate', 11, '01A11'],
  ['fiveYears', 36, '01A11'],
  ['freed', 18],
  ['stepped', 8, '01A08'],
  ['recruit', 25],
  ['clerk', 20, '01A12'],
  ['worker', 5],
  ['rank', 8, '01A06'],
  ['rank', 22, '01A07'],
  ['rank', 20, '01A08'],
  ['rank', 22, '01A09'],
  ['rank', 24, '01A10'],
];

/** Of those who have gone, the first two retired and the first two transferred left leading posts within the last year. */
const gone: readonly [Standing, number][] = [
  ['retired', 32],
  ['transferred', 7],
  ['left', 3],
  ['deceased', 2],
];

const isOrgan = ({ sort }: Office): boolean => sort === 'department' || sort === 'town';
const rotatedLeaders = 31;

function leadersOf(office: Office): Seat[] {
  const held = (role: 'chief' | 'deputy') =>
    office[role === 'chief' ? 'chiefs' : 'deputies'].flatMap(({ post, held: many }) =>
      Array.from({ length: many }, () => ({ office, role, post, hot: false })),
    );
  return [...held('chief'), ...held('deputy')].map((seat, at) => ({ ...seat, order: at + 1 }));
}

function seats(): Seat[] {
  const leaders = offices.flatMap(leadersOf);
  const organs = leaders.filter(({ office }) => isOrgan(office));
  const share = (at: number): number => Math.floor((at * rotatedLeaders) / organs.length);
  const rotated = new Set(organs.filter((_, at) => share(at + 1) > share(at)));
  const inner = offices.flatMap((office) =>
    office.inner.map((post, at): Seat => ({ office, role: 'inner', post, order: 20 + at, hot: at < office.hot })),
  );
  return [
    ...leaders.map((seat): Seat => (rotated.has(seat) ? { ...seat, rotated: true } : seat)),
    ...inner,
    ...staff(),
    ...former(),
  ];
}

/** Deals the standings to the units so that every kind is found all over the county. */
function staff(): Seat[] {
  const all = standings.flatMap(([standing, many, rank]) =>
    Array.from({ length: many }, () => ({ standing, ...(rank ? { rank } : {}) })),
  );
  const dealt = all
    .map((one, at) => ({ one, key: chance(at, 7, 1 << 30) }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one);
  let next = 0;
  return offices.flatMap((office) =>
    Array.from({ length: office.staff }, (_, at): Seat => {
      const one = dealt[next++];
      return { office, role: 'staff', post: '干部', order: 40 + at, hot: false, ...one };
    }),
  );
}

function former(): Seat[] {
  const organs = offices.filter((office) => isOrgan(office) && office.chiefs.length > 0);
  return gone
    .flatMap(([standing, many]) => Array.from({ length: many }, (_, at) => ({ standing, at })))
    .map(({ standing, at }, i): Seat => {
      const office = organs[(i * 5) % organs.length] as Office;
      const leads = (standing === 'retired' || standing === 'transferred') && at < 2;
      return {
        office,
        role: leads ? 'deputy' : 'staff',
        post: leads ? (office.deputies[0]?.post ?? '') : '干部',
        order: 90,
        hot: false,
        standing,
      };
    });
}

/** The 600 people, each with a name of his or her own but for the namesakes among the specials. */
export function roster(): Slot[] {
  const all = seats();
  const special = assign(all);
  const taken = new Set(specials.flatMap(({ name }) => name ?? []));
  return all.map((seat, n): Slot => {
    const own = special.get(n) ?? {};
    const sex = own.sex ?? (chance(n, 3, 100) < womenIn(seat) ? '2' : '1');
    return { ...seat, n, sex, special: own, name: own.name ?? freshName(seat, sex, n, taken) };
  });
}

const womenIn = ({ role, office }: Seat): number => (role === 'chief' ? 18 : office.sort === 'institution' ? 48 : 36);

/** Whoever has something adverse on record has a name of three characters. */
function freshName({ standing }: Seat, sex: Sex, n: number, taken: Set<string>): string {
  for (let turn = 0; ; turn++) {
    const name = nameFor(sex, n, turn);
    if (taken.has(name) || (standing === 'stepped' && [...name].length !== 3)) continue;
    taken.add(name);
    return name;
  }
}

/** Gives each special a seat that fits and is not given yet, looking on from another place each time. */
function assign(all: readonly Seat[]): Map<number, Special> {
  const given = new Map<number, Special>();
  specials.forEach((special, i) => {
    const order = all.map((_, at) => (at + i * 53) % all.length);
    const n = order.find((at) => !given.has(at) && fits(all[at] as Seat, special));
    if (n === undefined) throw new Error(`no seat for ${special.name}`);
    given.set(n, special);
  });
  return given;
}

const fits = (seat: Seat, { at }: Special): boolean =>
  at !== undefined &&
  seat.role === at.role &&
  !seat.rotated &&
  !seat.hot &&
  (at.unit === undefined || seat.office.unit === at.unit) &&
  (at.post === undefined || seat.post === at.post) &&
  seat.standing === (at.role === 'staff' ? (at.standing ?? 'rank') : undefined) &&
  (at.rank === undefined || seat.rank === at.rank);
