import type { CareGap, MeetingKind } from '../gql/graphql';

export const kindName: Record<MeetingKind, string> = {
  PROGRESS: 'Progress meeting',
  LOOKED_AFTER_REVIEW: 'Looked-after review',
  PROTECTION_REVIEW: 'Child protection review',
  EDUCATION_PLAN: 'Personal education plan',
  CORE_ASSESSMENT: 'Core assessment',
};

/** What is missing for a child, and whether it is late already. */
export const gapName: Record<CareGap, { title: string; late: boolean }> = {
  NO_PROGRESS_MEETING: { title: 'No next progress meeting', late: true },
  REVIEW_OVERDUE: { title: 'Review overdue', late: true },
  REVIEW_NOT_BOOKED: { title: 'Next review not booked', late: false },
  PROTECTION_REVIEW_OVERDUE: { title: 'Child protection review overdue', late: true },
  PROTECTION_REVIEW_NOT_BOOKED: { title: 'Next child protection review not booked', late: false },
  REVIEW_WITHOUT_ATTENDANCE: { title: 'A review lacks attendance', late: true },
  NO_EDUCATION_PLAN: { title: 'No education plan this term', late: false },
  ASSESSMENT_WITHOUT_ATTENDANCE: { title: 'A core assessment lacks attendance', late: true },
};
