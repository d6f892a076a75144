import { newId } from '@juxian/base/id.ts';
import type { Meeting, Seat, Vote } from '@juxian/modules/talent/meeting/roll.ts';
import type { Stage } from './county.ts';
import { person } from './people.ts';

type Item = { application: string; title: string; isRecognised: boolean };

/** Who sat in the meeting: a chair, six members, of whom one could not come, and the recorder. */
function rollOn(day: string): Seat[] {
  const seats: [post: string, role: Seat['role'], at?: string][] = [
    ['县人才工作领导小组副组长', 'chair', '14:18'],
    ['县委组织部', 'member', '14:20'],
    ['县人力资源和社会保障局', 'member', '14:21'],
    ['县教育局', 'member', '14:22'],
    ['县教师发展中心', 'member', '14:24'],
    ['县第一中学', 'member', '14:26'],
    ['县财政局', 'member'],
    ['县委组织部人才科（记录）', 'observer', '14:15'],
  ];
  return seats.map(([post, role, at], i) => {
    const { name } = person(420 + i);
    const present = at ? { present: { at: `${day}T${at}:00+08:00`, by: name } } : {};
    return { id: newId('line'), name, post, role, ...present };
  });
}

/** The meeting that deliberated on the teachers of last year: seven entitled, six there, one stands aside for an item. */
export async function tellMeeting(
  stage: Stage,
  { call, programme, day, items }: { call: string; programme: number; day: string; items: readonly Item[] },
): Promise<void> {
  const roll = rollOn(day);
  const there = roll.filter(({ role, present }) => role !== 'observer' && present).map(({ id }) => id);
  const aside = there[5] ?? '';
  const recusals: Meeting['recusals'] = [
    { seat: aside, application: items[0]?.application ?? '', ground: '与申报人同单位', sort: 'declared' },
  ];
  const votes = items.map(({ application, isRecognised }, i): Vote => {
    const voters = i === 0 ? there.filter((id) => id !== aside) : there;
    const yes = isRecognised ? voters.length - (i % 2) : 2;
    const abstain = isRecognised ? 0 : 1;
    return {
      application,
      way: 'paper',
      state: 'closed',
      voters,
      entitled: i === 0 ? 6 : 7,
      returned: voters.length,
      void: 0,
      tally: { yes, no: voters.length - yes - abstain, abstain },
      passed: isRecognised,
      tellers: [428, 429].map((n, second) => ({
        person: newId('person'),
        name: person(n).name,
        at: `${day}T15:${20 + 4 * i + second}:00+08:00`,
      })),
    };
  });
  const passed = items.filter(({ isRecognised }) => isRecognised);
  await stage.place(
    'panelMeeting',
    {
      heading: `${programme}年度名师工作室评审会`,
      sort: 'panel',
      call,
      kind: 'teacher',
      heldAt: `${day}T14:30:00+08:00`,
      place: '县委三楼会议室',
      agenda: items.map(({ application }) => ({ id: newId('line'), application })),
      others: roll.map(({ name, post, role }) => ({ id: newId('line'), name, post, role })),
      items: items.map(({ application, title }) => ({ application, title })),
      roll,
      recusals,
      votes,
      minutes: `会议逐项审议${items.length}项名师工作室申报，无记名投票表决，${passed.length}项获同意。\n会议要求按程序公示，公示无异议后认定发文。`,
      recordedBy: person(427).name,
    },
    { state: 'closed' },
  );
}
