import { handlerOf, openFunction } from '../cloud.ts';
import { portalApp } from './app.tsx';

export const handler = handlerOf(portalApp(await openFunction('api', 'portal')));
