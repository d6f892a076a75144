import { type AnyModule, registered } from '@juxian/engine/define.ts';
import { unit } from './office/unit.ts';
import { application } from './talent/application/index.ts';
import { call } from './talent/call.ts';
import { objection } from './talent/objection.ts';
import { publicity } from './talent/publicity.ts';

/** Every module of the product, in the order of the navigation. */
export const modules: readonly AnyModule[] = [
  registered(call),
  registered(application),
  registered(publicity),
  registered(objection),
  registered(unit),
];
