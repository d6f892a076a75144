import { openFunction } from '../cloud.ts';
import { streamOf } from './stream.ts';

export const handler = streamOf(await openFunction('api'));
