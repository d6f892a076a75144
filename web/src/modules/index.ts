import { type Text, t } from '@juxian/base/text.ts';
import type { ModuleAnswer, RecordAnswer } from '@juxian/engine/answer.ts';
import { decidable } from '@juxian/modules/talent/meeting/schema.ts';
import type { ComponentType } from 'react';
import type { RecordWithRail } from '../api.ts';
import { AttendanceStrip } from '../internship/AttendanceStrip.tsx';
import { OfferRail } from '../internship/OfferRail.tsx';
import { RoundSheet } from '../internship/RoundSheet.tsx';
import { AgreementTasks } from './AgreementTasks.tsx';
import { CadreSheet } from './CadreSheet.tsx';
import { ConsultationBeside, ConsultationRail } from './ConsultationRail.tsx';
import { withCriteria } from './criteria.ts';
import { LikelyRail } from './LikelyRail.tsx';
import { MeetingSheet } from './MeetingSheet.tsx';
import { OpinionLink } from './OpinionLink.tsx';
import { OverdueRequests } from './OverdueRequests.tsx';
import { PanelRail } from './PanelRail.tsx';
import { PendingDecisions } from './PendingDecisions.tsx';
import { SharedCard } from './SharedCard.tsx';
import { suggestedFor } from './suggested.ts';
import { withWay } from './way.ts';

export type RailProps = { record: RecordWithRail };

/** Records of another module that are made about each of those chosen in a list. */
export type Made = {
  module: string;
  /** Its ref field that names the record chosen. */
  about: string;
  /** The move taken with it at once. */
  move?: string;
  title: Text;
  note: Text;
  /** Offered where at least one of those chosen stands at one of these. */
  from: readonly string[];
  after: { title: Text; params: Record<string, string> };
  /** Of a choice field of what is made, by value the states in which it applies. */
  applies?: { field: string; among: Readonly<Record<string, readonly string[]>> };
};

/** What lies in the fields of a move before anybody has typed, and the titles of the records among it. */
export type Proposed = { values: Readonly<Record<string, unknown>>; titles: Readonly<Record<string, string>> };

/** What a module may add to the screens that serve them all. */
export type Extra = {
  /** The head of the leaf is a plaque, with these fields under the name. */
  plaque?: readonly string[];
  /** The record as the paper its readers know, above its sections. */
  Sheet?: ComponentType<RailProps>;
  /** Over the rows of the list. */
  Above?: ComponentType;
  /** Panels of the rail, under the moves. */
  Rail?: ComponentType<RailProps>;
  /** Moves that have a place of their own and are left out of the list of moves. */
  elsewhere?: readonly string[];
  makes?: readonly Made[];
  /** By move, what its dialog proposes and shows beside its fields. */
  proposes?: Readonly<Record<string, { to(record: RecordAnswer): Proposed; Beside?: ComponentType<RailProps> }>>;
  /** Forms printed of many records at once. */
  prints?: readonly { form: string; title: Text }[];
  /** Papers of the list as it stands: its filters, its order, its cut-off day. */
  papers?: readonly { form: string; title: Text }[];
  /** So many records at most can stand side by side. */
  compares?: number;
  /** The report that supposes what follows if those chosen leave. */
  supposes?: string;
  /** The module in the words of one record. */
  described?(module: ModuleAnswer, record: RecordWithRail): ModuleAnswer;
};

const extras: Readonly<Record<string, Extra>> = {
  studio: { plaque: ['hostUnit', 'kind', 'year'] },
  application: {
    plaque: ['hostUnit', 'kind'],
    Rail: OpinionLink,
    makes: [
      {
        module: 'decision',
        about: 'application',
        move: 'propose',
        title: t('拟定决定', 'Propose decisions'),
        note: t(
          '先拟定，申报人和单位什么也看不到；统一生效后再核对、发送告知。',
          'Applicants and units see nothing of it until all are applied; messages are then read and sent.',
        ),
        from: ['recognition', 'held', 'shortlist'],
        after: { title: t('看拟定决定', 'See the pending decisions'), params: { tab: 'pending' } },
        applies: { field: 'decision', among: decidable },
      },
    ],
  },
  decision: { Above: PendingDecisions },
  panel: {
    Rail: PanelRail,
    described: withWay,
    elsewhere: ['assign', 'assignRest', 'propose', 'settle', 'fill', 'carryOn'],
  },
  panelMeeting: { Sheet: MeetingSheet },
  review: { described: withCriteria },
  consultation: {
    Rail: ConsultationRail,
    proposes: { assign: { to: suggestedFor, Beside: ConsultationBeside } },
  },
  agreement: { Rail: AgreementTasks },
  expertRegistration: { Rail: LikelyRail },
  sharedExpert: { Sheet: SharedCard },
  internshipApplication: { Above: AttendanceStrip },
  internshipRound: { Sheet: RoundSheet, Rail: OfferRail },
  serviceRequest: { Above: OverdueRequests },
  cadre: {
    compares: 4,
    supposes: 'freed-posts',
    papers: [
      { form: 'roster', title: t('干部名册', 'Roster') },
      { form: 'roster2', title: t('干部名册（含职称）', 'Roster with titles') },
      { form: 'discussion', title: t('讨论任免干部名单', 'List for discussion') },
    ],
    Sheet: CadreSheet,
    prints: [{ form: 'appointment', title: t('任免审批表', 'approval forms') }],
  },
};

export const extraOf = (module: string): Extra => extras[module] ?? {};
