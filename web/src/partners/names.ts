import type { AgencyKind, AgreementState, AttendanceBand, DestinationKind, NeetLevel, PartnersMeetingKind, ProgrammeKind, ReferralOutcome, ReferralState, Role, SharedChildren, SharedClass } from '../gql/graphql';

export const agencyKind: Record<AgencyKind, string> = {
  COUNCIL: 'Service of the council',
  PUBLIC: 'Public body',
  COMMUNITY: 'Community organisation',
  SCHOOL: 'Schools',
  FAMILY: 'Families',
};

export const programmeKind: Record<ProgrammeKind, string> = {
  FUNDING: 'Funding',
  PROGRAMME: 'Programme',
  INITIATIVE: 'Community initiative',
};

/** Roles that the authority's own agencies may be added with, as the directory names them. */
export const partnerRole: Partial<Record<Role, string>> = {
  HEALTH: 'Health',
  HOUSING: 'Housing',
  POLICE: 'Police',
  YOUTH_SERVICE: 'Youth service',
  CONNEXIONS: 'Connexions',
  YOUTH_OFFENDING: 'Youth offending service',
  COMMUNITY_SAFETY: 'Community safety',
  VOLUNTARY_SECTOR: 'Voluntary sector',
  BEHAVIOUR_SUPPORT: 'Behaviour support',
  PASSENGER_TRANSPORT: 'Passenger transport',
  SCHOOL_IMPROVEMENT: 'School improvement',
};

/** "New Deal (Ordsall)" as a short name in addresses: "new-deal-ordsall". */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
    .replace(/-$/, '');
}

export const agreementState: Record<AgreementState, [string, string]> = {
  DRAFT: ['Draft', 'blue'],
  COMING: ['Agreed, to come', 'turquoise'],
  LIVE: ['In force', 'green'],
  EXPIRED: ['Expired', 'grey'],
  ENDED: ['Ended', 'grey'],
};

export const sharedChildren: Record<SharedChildren, string> = {
  REFERRALS: 'Children who are referred to the agency',
  NAMED: 'Named children',
};

export const fieldName: Record<string, string> = {
  id: 'Number under the agreement',
  givenName: 'Given name',
  familyName: 'Family name',
  schoolName: 'School',
  yearGroup: 'Year group',
  band: 'Attendance band',
  attendance: 'Attendance',
  weeks: 'By week',
  days: 'Last four weeks by half-day',
  today: 'Today',
  illness: 'Missed for illness or appointments',
  updatedAt: 'Last mark',
};

export const bandName: Record<AttendanceBand, string> = {
  FROM_95: '95% or more',
  FROM_90: '90% to 95%',
  FROM_50: '50% to 90%',
  UNDER_50: 'under 50%',
};

export const sharedClass: Record<SharedClass, string> = {
  PRESENT: 'present',
  AUTHORISED: 'authorised absence',
  UNAUTHORISED: 'unauthorised absence',
  OTHER: 'no mark, or not counted',
};

export const referralState: Record<ReferralState, [string, string]> = {
  WAITING: ['Waits for an answer', 'blue'],
  OVERDUE: ['Answer overdue', 'red'],
  ACCEPTED: ['Taken', 'green'],
  DECLINED: ['Not taken', 'grey'],
  ENDED: ['Over', 'grey'],
};

export const referralOutcome: Record<ReferralOutcome, string> = {
  HELPED: 'It helped',
  PARTLY_HELPED: 'It helped in part',
  NO_CHANGE: 'Nothing changed',
  NOT_ENGAGED: 'The family did not take part',
};

export const meetingKind: Record<PartnersMeetingKind, string> = {
  TEAM_AROUND_CHILD: 'Team around the child',
  COMMUNITY_SECTOR: 'Community sector meeting',
  LIAISON: 'Liaison',
  DTO_PLANNING: 'Planning meeting (DTO)',
  CHILD_IN_NEED: 'Child in need',
  PROTECTION_PLANNING: 'Child protection: planning meeting',
  CORE_GROUP: 'Child protection: core group',
  PROTECTION_CONFERENCE: 'Child protection: conference',
};

export const destinationName: Record<DestinationKind, string> = {
  SIXTH_FORM: 'Sixth form',
  COLLEGE: 'College',
  TRAINING: 'Training',
  APPRENTICESHIP: 'Apprenticeship',
  EMPLOYMENT: 'Employment',
  NOT_IN_ANY: 'No education, employment or training',
  NOT_KNOWN: 'Not known yet',
};

export const riskName: Record<NeetLevel, [string, string]> = {
  HIGH: ['High risk of no place', 'red'],
  RAISED: ['Raised risk of no place', 'orange'],
  LOW: ['Low risk of no place', 'green'],
  NOT_KNOWN: ['Risk not known', 'grey'],
};
