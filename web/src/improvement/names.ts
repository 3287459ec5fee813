import type { BipOutcome, ConcernOption, ConcernState, ConsultantItem, CountKind, CriterionKind, DistanceKind, HalfDaySumFragment, LeadKind, NotingService, PatternState, PolicyKind, TargetLight, VisitKind } from '../gql/graphql';
import { percent } from '../format';

export const visitKind: Record<VisitKind, string> = {
  ANNUAL: 'Yearly visit',
  FOLLOW_UP: 'Follow-up of a term',
  SUPPORT: 'Support and guidance',
};

export const concernState: Record<ConcernState, string> = {
  CONCERN: 'Concern',
  WATCHED: 'Watched',
  NO_CONCERN: 'No concern',
};

export const criterionKind: Record<CriterionKind, string> = {
  BELOW_ALIKE: 'Far below schools of its phase',
  PERSISTENT: 'Many persistently absent',
  FALLING: 'Fell in two terms',
};

export const concernOption: Record<ConcernOption, string> = {
  BELOW_ALIKE: 'Points below schools of the phase that make a concern',
  PERSISTENT: 'Per cent persistently absent above which it is a concern',
  FALLING: 'Points of fall in each of two terms that make a concern',
  AMBER: 'Points below the target that are amber',
  FORTNIGHT: 'Points of fall in two weeks that come on the agenda',
};

export const targetLight: Record<TargetLight, [string, string]> = {
  GREEN: ['Green: at the target', 'green'],
  AMBER: ['Amber: a little below', 'yellow'],
  RED: ['Red: below', 'red'],
};

export const itemKind: Record<ConsultantItem, string> = {
  ACTION_OVERDUE: 'Action late',
  LIGHT: 'Stands otherwise against its target',
  FELL: 'Attendance fell',
  DECISION: 'Decided',
  VISIT_OVERDUE: 'Visit overdue',
  VISIT: 'Visited',
  TARGET: 'Target',
  NOTE: 'Note',
  LINK: 'Link',
  PRACTICE: 'Practice taken on',
};

export const noteService: Record<NotingService, string> = {
  LOCALITY: 'Locality team',
  SCHOOL_IMPROVEMENT: 'School improvement',
};

export const distanceKind: Record<DistanceKind, string> = {
  ROLL: 'Children on roll',
  ABSENCE: 'Absence',
  PERSISTENT: 'Persistently absent',
};

export const bipOutcome: Record<BipOutcome, string> = {
  ATTENDANCE: 'Improved attendance',
  UNAUTHORISED_ABSENCE: 'Reduced unauthorised absence',
  SERIOUS_INCIDENTS: 'Fewer serious behaviour incidents',
  VULNERABLE_PUPILS: 'Vulnerable pupils are identified and supported',
  POLICIES: 'Clear policies, systems and strategies',
  ENJOYING_AND_ACHIEVING: 'Enjoying and achieving',
  POSITIVE_CONTRIBUTION: 'Making a positive contribution',
  STAYING_SAFE: 'Staying safe',
};

export const leadKind: Record<LeadKind, string> = {
  LEAD_PROFESSIONAL: 'Lead behaviour professional',
  HEAD_TEACHER: 'Head teacher',
};

export const policyKind: Record<PolicyKind, string> = {
  BEHAVIOUR: 'Behaviour',
  ATTENDANCE: 'Attendance',
  ANTI_BULLYING: 'Against bullying',
  EXCLUSION: 'Exclusion and reintegration',
};

export const countKind: Record<CountKind, string> = {
  SERIOUS_INCIDENTS: 'Serious behaviour incidents',
  POSITIVE_CONTRIBUTION: 'Children in councils, mentoring, buddying or awards',
  SAFETY_INCIDENTS: 'Incidents in which a child was not safe',
};

export const patternState: Record<PatternState, string> = {
  OPEN: 'not answered yet',
  CONFIRMED: 'confirmed by the school',
  EXPLAINED: 'explained by the school',
};

/** "93.4% (1,234 of 1,321 half-days)" */
export function attended(counts: HalfDaySumFragment | null | undefined): string {
  if (!counts) return 'not told: fewer than five children';
  if (counts.possible === 0) return 'no marks';
  const there = counts.possible - counts.authorised - counts.unauthorised;
  return `${percent((100 * there) / counts.possible)} (${there.toLocaleString('en-GB')} of ${counts.possible.toLocaleString('en-GB')} half-days)`;
}

/** A target or value in tenths: 935 is "93.5". */
export function tenths(value: number): string {
  return (value / 10).toFixed(1);
}

/** What somebody typed, in tenths; NaN when it is no number. */
export function toTenths(text: string): number {
  return Math.round(Number(text) * 10);
}

/** "+1.2 points" */
export function points(change: number): string {
  return `${change > 0 ? '+' : ''}${change.toFixed(1)} points`;
}
