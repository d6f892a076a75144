import { sweepTenants } from '@juxian/core/signUp.ts';
import type { LambdaEvent } from 'hono/aws-lambda';
import { handlerOf, openFunction } from '../cloud.ts';
import { eraseDue } from '../jobs/erase.ts';
import { onEveryHost } from '../portal/host.ts';
import { doorApp } from './door.ts';
import { lookAtDomains } from './portalDomain.ts';

const deps = await openFunction('auth');
const answer = handlerOf(onEveryHost(deps, doorApp(deps)));

/** Answers the gateway; the clock's tick finishes or undoes sign-ups that broke off, erases counties that have left and looks at hosts. */
export const handler = (event: LambdaEvent | { clock: true }) => ('clock' in event ? sweep() : answer(event));

async function sweep(): Promise<void> {
  await sweepTenants(deps);
  await eraseDue(deps);
  await lookAtDomains(deps);
}
