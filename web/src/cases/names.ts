import type { CaseAudience, CaseOutcome, CaseStage, ContactMode, ContactResult, Factor, GoodPracticeStep, HalfTerm, InterventionOutcome, Party, PlanReviewOutcome, TargetState } from '../gql/graphql';

export const stageName: Record<CaseStage, string> = {
  WAITING: 'Waits for a key worker',
  ALLOCATED: 'Finding out',
  ASSESSED: 'Assessed',
  PLANNED: 'Plan in force',
  CLOSED: 'Closed',
};

export const factorName: Record<Factor, string> = {
  HEALTH: 'Health',
  MENTAL_HEALTH: 'Mental health',
  BULLYING: 'Bullying',
  FAMILY: 'Family',
  PARENT_HEALTH: 'A parent’s health',
  CARING: 'Cares for somebody',
  TRANSPORT: 'The way to school',
  CURRICULUM: 'Learning',
  BEHAVIOUR: 'Behaviour',
  HOUSING: 'Housing',
  POVERTY: 'Money',
  SUBSTANCE: 'Drink or drugs',
  OFFENDING: 'Offending',
  ATTITUDE: 'School does not count at home',
  HOLIDAYS: 'Holidays in term',
  LANGUAGE: 'Language',
};

export const partyName: Record<Party, string> = {
  CHILD: 'Child',
  PARENT: 'Parent or carer',
  SCHOOL: 'School',
  AGENCY: 'Other agency',
  KEY_WORKER: 'Key worker',
};

export const halfTermName: Record<HalfTerm, string> = {
  AUT_1: 'Autumn, first half',
  AUT_2: 'Autumn, second half',
  SPR_1: 'Spring, first half',
  SPR_2: 'Spring, second half',
  SUM_1: 'Summer, first half',
  SUM_2: 'Summer, second half',
};

export const targetStateName: Record<TargetState, string> = {
  AHEAD: 'Not begun',
  ON_TRACK: 'On track',
  BEHIND: 'Behind, can still be reached',
  OUT_OF_REACH: 'Cannot be reached any more',
  REACHED: 'Reached',
  MISSED: 'Not reached',
};

export const reviewName: Record<PlanReviewOutcome, string> = {
  CONTINUE: 'The plan goes on',
  REVISE: 'The plan is revised',
  CLOSE: 'The case can be closed',
  ESCALATE: 'Enforcement is considered',
};

export const outcomeName: Record<CaseOutcome, string> = {
  IMPROVED: 'Back in school',
  MOVED: 'Moved away',
  OVER_AGE: 'Past school age',
  NO_GROUND: 'A correction took the ground away',
  HANDED_ON: 'Another service leads from here',
  NOT_IMPROVED: 'Nothing helped',
};

export const interventionOutcomeName: Record<InterventionOutcome, string> = {
  HELPED: 'It helped',
  HELPED_IN_PART: 'It helped in part',
  DID_NOT_HELP: 'It did not help',
  NOT_TAKEN_UP: 'The family did not take it up',
};

export const modeName: Record<ContactMode, string> = {
  PHONE: 'Telephone call',
  TEXT: 'Text message',
  EMAIL: 'Email',
  LETTER: 'Letter',
  VISIT: 'Visit',
  MEETING: 'Meeting',
};

export const resultName: Record<ContactResult, string> = {
  REACHED: 'Reached them',
  NO_ANSWER: 'No answer',
  AWAITED: 'They answer later',
  REFUSED: 'They do not want to',
};

export const audienceName: Record<CaseAudience, string> = {
  CASE: 'Everybody on the case',
  LEGAL: 'Lawyers and me only',
  SAFEGUARDING: 'Safeguarding and me only',
};

export const stepName: Record<GoodPracticeStep, string> = {
  KEY_WORKER: 'A key worker',
  ASSESSMENT: 'An assessment',
  PLAN: 'An attendance plan',
  SUPPORT: 'Support offered',
  REVIEW: 'A review of the plan',
  REINTEGRATION: 'A planned return',
  FEEDBACK: 'Feedback to the school',
  LIAISON: 'A talk with the family',
  ACTION: 'Action on a threshold',
};
