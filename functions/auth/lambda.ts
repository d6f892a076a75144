import { sweepTenants } from '@juxian/core/signUp.ts';
import type { LambdaEvent } from 'hono/aws-lambda';
import { handlerOf, openFunction } from '../cloud.ts';
import { doorApp } from './door.ts';

const deps = await openFunction('auth');
const answer = handlerOf(doorApp(deps));

/** Answers the gateway; the clock's tick finishes or undoes sign-ups that broke off. */
export const handler = (event: LambdaEvent | { clock: true }) =>
  'clock' in event ? sweepTenants(deps) : answer(event);
