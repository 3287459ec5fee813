import type {
  YouthPost,
  BreachStep,
  ConditionRule,
  MatchOutcome,
  MentorState,
  PlacementCode,
  PlacementOutcome,
  PreReleaseItem,
  TransitionFlag,
  YouthEducation,
  YouthOrderKind,
  YouthReferralKind,
  YouthRiskFactor,
} from '../gql/graphql';

export const orderKind: Record<YouthOrderKind, string> = {
  BEHAVIOUR_CONTRACT: 'Acceptable behaviour contract',
  REFERRAL_ORDER: 'Referral order, contract with the panel',
  ACTION_PLAN_ORDER: 'Action plan order',
  SUPERVISION_ORDER: 'Supervision order',
  DETENTION_AND_TRAINING: 'Detention and training order, in the community',
  OTHER_ORDER: 'Another order of a court',
};

export const conditionRule: Record<ConditionRule, string> = {
  NO_UNAUTHORISED: 'No half-day missed without leave',
  LEAST_ATTENDANCE: 'At least so many per cent attended',
};

export const breachStep: Record<BreachStep, string> = {
  BROKEN: 'Broken',
  CHANGED: 'Still broken, by corrected marks',
  WITHDRAWN: 'Withdrawn',
};

export const releaseFlag: Record<TransitionFlag, string> = {
  NO_PLACE: 'No school place',
  CHECKLIST_LATE: 'Checklist is late',
};

export const releaseItem: Record<PreReleaseItem, string> = {
  MEETING_HELD: 'Planning meeting held',
  RECORDS_SENT: 'Work and attainment sent to the school',
  TIMETABLE_AGREED: 'First day and timetable agreed with the school',
  CONTACT_NAMED: 'Somebody at the school is named',
  TRAVEL_ARRANGED: 'The way to school is arranged',
  FAMILY_TOLD: 'Parents or carers know the plan',
};

export const referralKind: Record<YouthReferralKind, string> = {
  PREVENTATIVE: 'Preventative',
  STATUTORY: 'Statutory',
};

export const riskFactor: Record<YouthRiskFactor, string> = {
  ANTI_SOCIAL_BEHAVIOUR: 'Anti-social behaviour',
  OFFENDING: 'Offending',
  POOR_ATTENDANCE: 'Poor attendance',
  DISAFFECTION: 'Disaffection from education',
  EXCLUSION: 'Exclusion, or the risk of it',
  FAMILY: 'Family',
  PEERS: 'Friends and peers',
  SUBSTANCES: 'Alcohol or drugs',
  HEALTH: 'Health',
  HOUSING: 'Where the family lives',
};

export const placementCode: Record<PlacementCode, string> = {
  D: 'D: registered at both, the provider’s mark counts',
  B: 'B: educated off site, the school’s mark counts',
};

export const placementOutcome: Record<PlacementOutcome, string> = {
  BACK_IN_SCHOOL: 'Back in school',
  FINISHED: 'Finished the course',
  MOVED_ON: 'Went on to another course or work',
  BROKE_OFF: 'Broke off',
  NOT_FOUND: 'No provider was found',
};

export const mentorState: Record<MentorState, [string, string]> = {
  READY: ['Trained and checked', 'green'],
  UNTRAINED: ['Not trained', 'orange'],
  UNCHECKED: ['Not checked', 'red'],
  CHECK_EXPIRED: ['Check has run out', 'red'],
  LEFT: ['Left', 'grey'],
};

export const matchOutcome: Record<MatchOutcome, string> = {
  HELPED: 'It helped',
  PARTLY_HELPED: 'It helped in part',
  NO_CHANGE: 'Nothing changed',
  BROKE_OFF: 'Broke off',
};

export const educationAt: Record<YouthEducation, string> = {
  SCHOOL: 'On a school’s roll',
  PROVISION: 'At an alternative placement',
  CUSTODY: 'In custody',
  NONE: 'Nowhere that is known',
};

export const youthPost: Record<YouthPost, string> = {
  CASE_MANAGER: 'Case manager',
  PREVENTION_WORKER: 'Together on Prevention team',
  SPEECH_THERAPIST: 'Speech and language therapist',
  SUBSTANCE_WORKER: 'Substance misuse and alcohol worker',
  PARENT_SUPPORT: 'Parent support co-ordinator',
  PAYP_KEY_WORKER: 'PAYP key worker',
  VICTIM_SUPPORT: 'Victim support co-ordinator',
  MENTOR_COORDINATOR: 'Mentor co-ordinator',
  LINK_MENTOR: 'Link learning mentor',
  HEALTH_WORKER: 'Health worker',
  OPERATIONAL_MANAGER: 'Operational manager',
};

/** What a young person is called: the names that the agreement opens, or the beginning of the number. */
export function youngName(person: { name?: string | null; child: string }): string {
  return person.name ?? `Young person ${person.child.slice(0, 6)}`;
}
