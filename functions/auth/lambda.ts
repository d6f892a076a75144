import { sweepTenants } from '@juxian/core/signUp.ts';
import type { LambdaEvent } from 'hono/aws-lambda';
import { handlerOf, openFunction } from '../cloud.ts';
import { eraseDue } from '../jobs/erase.ts';
import { doorApp } from './door.ts';

const deps = await openFunction('auth');
const answer = handlerOf(doorApp(deps));

/** Answers the gateway; the clock's tick finishes or undoes sign-ups that broke off and erases counties that have left. */
export const handler = (event: LambdaEvent | { clock: true }) => ('clock' in event ? sweep() : answer(event));

async function sweep(): Promise<void> {
  await sweepTenants(deps);
  await eraseDue(deps);
}
