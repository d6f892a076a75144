import { type AnyModule, registered } from '@juxian/engine/define.ts';
import { unit } from './office/unit.ts';
import { application } from './talent/application/index.ts';
import { appraisal } from './talent/appraisal.ts';
import { call } from './talent/call.ts';
import { certificate } from './talent/certificate.ts';
import { grant } from './talent/grant.ts';
import { objection } from './talent/objection.ts';
import { publicity } from './talent/publicity.ts';
import { serviceVisit } from './talent/service-visit.ts';
import { slate } from './talent/slate.ts';
import { studio } from './talent/studio.ts';

/** Every module of the product, in the order of the navigation. */
export const modules: readonly AnyModule[] = [
  registered(call),
  registered(application),
  registered(slate),
  registered(publicity),
  registered(objection),
  registered(studio),
  registered(grant),
  registered(appraisal),
  registered(serviceVisit),
  registered(certificate),
  registered(unit),
];
