import { openFunction } from '../cloud.ts';
import { sendDigests } from '../events/digest.ts';
import { sendAllDue } from '../events/sending.ts';
import { anchorAll } from './anchor.ts';
import { tickAll } from './clock.ts';
import { cloudPace, runOpenJobs } from './run.ts';

const deps = await openFunction('api');
const longest = 13 * 60_000;

/** Every minute: what is due, yesterday's anchors, events that wait for receivers outside, what subscribers are to be told, and every open job that no other process is at. */
export async function handler(): Promise<void> {
  const until = Date.now() + longest;
  await tickAll(deps);
  await anchorAll(deps);
  await sendAllDue(deps);
  await sendDigests(deps);
  await runOpenJobs(deps, { until, pace: cloudPace });
}
