import { type AnyModule, registered } from '@juxian/engine/define.ts';
import { appointmentDocument } from './cadre/appointment-document/index.ts';
import { cadre } from './cadre/cadre/index.ts';
import { position } from './cadre/position.ts';
import { unit } from './office/unit.ts';
import { application } from './talent/application/index.ts';
import { teamInvitation } from './talent/application/team-invitation.ts';
import { appraisal } from './talent/appraisal.ts';
import { agreement } from './talent/attraction/agreement.ts';
import { agreementTask } from './talent/attraction/agreement-task.ts';
import { campaign } from './talent/attraction/campaign.ts';
import { employerRecognition } from './talent/attraction/employer-recognition.ts';
import { evaluationScheme } from './talent/attraction/evaluation-scheme.ts';
import { talentMovement } from './talent/attraction/movement.ts';
import { native } from './talent/attraction/native.ts';
import { talentPlan } from './talent/attraction/plan.ts';
import { secondment } from './talent/attraction/secondment.ts';
import { serviceRequest } from './talent/attraction/service-request.ts';
import { talentAuthority } from './talent/attraction/talent-authority.ts';
import { talentCard } from './talent/attraction/talent-card.ts';
import { visit } from './talent/attraction/visit.ts';
import { call } from './talent/call.ts';
import { certificate } from './talent/certificate.ts';
import { grant } from './talent/grant.ts';
import { internshipApplication } from './talent/internship/application.ts';
import { internshipCertificate } from './talent/internship/certificate.ts';
import { internshipPost } from './talent/internship/post.ts';
import { internshipRound } from './talent/internship/round.ts';
import { decision } from './talent/meeting/decision.ts';
import { defence } from './talent/meeting/defence.ts';
import { panelMeeting } from './talent/meeting/meeting.ts';
import { objection } from './talent/objection.ts';
import { publicity } from './talent/publicity.ts';
import { copy } from './talent/review/copy.ts';
import { panel } from './talent/review/panel.ts';
import { review } from './talent/review/review.ts';
import { serviceVisit } from './talent/service-visit.ts';
import { slate } from './talent/slate.ts';
import { studio } from './talent/studio.ts';
import { subscription } from './talent/subscription.ts';
import { adoption } from './talent/thinktank/adoption.ts';
import { adoptionCertificate } from './talent/thinktank/adoption-certificate.ts';
import { consultation } from './talent/thinktank/consultation.ts';
import { engagement } from './talent/thinktank/engagement.ts';
import { expert } from './talent/thinktank/expert.ts';
import { expertAppraisal } from './talent/thinktank/expert-appraisal.ts';
import { expertRegistration } from './talent/thinktank/expert-registration.ts';
import { expertService } from './talent/thinktank/expert-service.ts';
import { expertShare, sharedExpert } from './talent/thinktank/expert-share.ts';
import { opinion } from './talent/thinktank/opinion.ts';
import { studioWithdrawal } from './talent/withdrawal/index.ts';

/** Every module of the product, in the order of the navigation. */
export const modules: readonly AnyModule[] = [
  registered(call),
  registered(application),
  registered(teamInvitation),
  registered(panel),
  registered(review),
  registered(copy),
  registered(defence),
  registered(panelMeeting),
  registered(slate),
  registered(publicity),
  registered(objection),
  registered(decision),
  registered(studio),
  registered(studioWithdrawal),
  registered(grant),
  registered(appraisal),
  registered(serviceVisit),
  registered(certificate),
  registered(subscription),
  registered(expert),
  registered(expertRegistration),
  registered(engagement),
  registered(consultation),
  registered(opinion),
  registered(adoption),
  registered(adoptionCertificate),
  registered(expertService),
  registered(expertAppraisal),
  registered(expertShare),
  registered(sharedExpert),
  registered(talentPlan),
  registered(agreement),
  registered(agreementTask),
  registered(campaign),
  registered(native),
  registered(visit),
  registered(secondment),
  registered(talentCard),
  registered(serviceRequest),
  registered(talentMovement),
  registered(evaluationScheme),
  registered(talentAuthority),
  registered(employerRecognition),
  registered(internshipPost),
  registered(internshipApplication),
  registered(internshipRound),
  registered(internshipCertificate),
  registered(unit),
  registered(cadre),
  registered(position),
  registered(appointmentDocument),
];
