import type { Part } from '../forms/view.ts';
import type { Stage } from '../resume/read.ts';
import { writeResume } from '../resume/write.ts';
import { heldPosts, type Person } from './person.ts';

/**
 * The résumé that the rows of a file come to: schooling, then a stage from each change of posts to the next; study in
 * service stands in brackets in the stage it falls in. Months that no row covers are left out and shown as gaps.
 */
export function generatedResume(person: Person): string {
  return writeResume(stagesOf(person));
}

export function stagesOf(person: Person): Stage[] {
  const stages = [...schooling(person), ...careers(person)].sort((a, b) => (a.from ?? '').localeCompare(b.from ?? ''));
  for (const study of studies(person, '2')) {
    const from = study.text('starts');
    const stage = stages.findLast((one) => (one.from ?? '') <= from);
    const to = study.text('from');
    stage?.asides.push({ from, ...(to ? { to } : {}), text: studyText(study) });
  }
  return stages;
}

const studies = (person: Person, mode: string): Part[] =>
  person.lines('education').filter((line) => line.text('mode') === mode && line.text('starts'));

function studyText(line: Part): string {
  const major = line.text('major');
  const subject = major && !major.endsWith('专业') ? `${major}专业` : major;
  return `${line.text('school')}${subject}学习`;
}

const schooling = (person: Person): Stage[] =>
  studies(person, '1').map((line) => ({
    from: line.text('starts'),
    ...(line.text('from') ? { to: line.text('from') } : {}),
    text: studyText(line),
    asides: [],
  }));

function careers(person: Person): Stage[] {
  const lines = person.lines('appointments');
  const months = lines.flatMap((line) => [line.text('from'), line.text('to')]).map((month) => month.slice(0, 7));
  const turns = [...new Set(months.filter((month) => month && month <= person.day.slice(0, 7)))].sort();
  return turns.flatMap((from, i) => {
    const posts = heldPosts(person, `${from}-28`);
    const to = turns[i + 1];
    return posts.length > 0 ? [{ from, ...(to ? { to } : {}), text: posts.join('，'), asides: [] }] : [];
  });
}
