import type { CampaignKind, HalfTerm, MedicalTopic } from '../gql/graphql';

export const topicName: Record<MedicalTopic, string> = {
  ASTHMA: 'Asthma',
  ALLERGY: 'Severe allergy',
  EPILEPSY: 'Epilepsy',
  DIABETES: 'Diabetes',
  CARE_PLANS: 'Following care plans',
  OTHER: 'Another condition',
};

export const halfTermName: Record<HalfTerm, string> = {
  AUT_1: 'Autumn 1',
  AUT_2: 'Autumn 2',
  SPR_1: 'Spring 1',
  SPR_2: 'Spring 2',
  SUM_1: 'Summer 1',
  SUM_2: 'Summer 2',
};

export const campaignKind: Record<CampaignKind, string> = {
  EVENT: 'Event',
  CAMPAIGN: 'Campaign',
  VISIT: 'Visit',
};

/** A child by its own id, or under an agreement. */
export type Who = { pupil: string } | { agreement: string; child: string };

/** Something short and unique for the ids of a child's fields. */
export function keyOf(who: Who): string {
  return 'pupil' in who ? who.pupil : who.child.slice(0, 12);
}
