import type { CareService, CarerKind, ChecklistItem, HomePurpose, ProcedureSubject, ServiceReason, TrainingTopic } from '../gql/graphql';

export const checklistName: Record<ChecklistItem, string> = {
  SCHOOL: 'school told',
  NURSE: 'school nurse told',
  KEY_WORKER: 'key worker told',
  STATEMENT: 'parent’s statement signed',
  MONITORING: 'time of watching agreed',
};

export const serviceName: Record<CareService, string> = {
  SOCIAL_CARE: 'Social care',
  SAFEGUARDING: 'Safeguarding unit',
  HEALTH: 'Health',
  COURT: 'Courts and guardians',
  YOUTH_OFFENDING: 'Youth offending',
};

export const serviceReason: Record<ServiceReason, string> = { MEETING: 'Meeting or review', CONTACT: 'Contact with the family', ASSESSMENT: 'Assessment' };

export const carerKind: Record<CarerKind, string> = { FOSTER: 'Foster carer', RESIDENTIAL: 'Residential staff', SOCIAL_WORKER: 'Social worker' };

export const topicName: Record<TrainingTopic, string> = { ATTENDANCE: 'School attendance', EXCLUSION: 'Exclusion', EDUCATION_PLAN: 'Education plan' };

export const subjectName: Record<ProcedureSubject, string> = { CONTACT: 'Contact', MEETINGS: 'Meetings', ASSESSMENTS: 'Assessments' };

export const homePurpose: Record<HomePurpose, string> = {
  VISIT: 'A visit to the home',
  TRANSPORT: 'Transport to school',
  MEETING: 'A meeting or review',
  SAFETY: 'A child missing or in danger',
  RECORD: 'Keeping the record right',
};
