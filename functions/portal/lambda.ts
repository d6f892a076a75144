import { handlerOf, openFunction } from '../cloud.ts';
import { portalApp } from './app.tsx';
import { onEveryHost } from './host.ts';

const deps = await openFunction('api', 'portal');

export const handler = handlerOf(onEveryHost(deps, portalApp(deps)));
