import type { TransportBasis, TransportFailureKind } from '../gql/graphql';

export const basisName: Record<TransportBasis, string> = {
  DISTANCE: 'Taken: the way is too long to walk',
  SPECIAL_NEEDS: 'Taken: special needs',
  UNSAFE_ROUTE: 'Taken: the way is not safe to walk',
  LOW_INCOME: 'Taken: low income',
  WITHIN_WALKING: 'Not taken: the way can be walked',
  NOT_MEASURED: 'Not decided: measure the way',
  NOT_OF_AGE: 'Not taken: not of compulsory school age',
};

export const failureName: Record<TransportFailureKind, string> = {
  LATE: 'It came late',
  DID_NOT_RUN: 'It did not run',
  BROKE_DOWN: 'It broke down on the way',
  LEFT_BEHIND: 'It left children behind',
};

/** "4,829 metres (3.0 miles)" */
export function metresText(metres: number | null): string {
  return metres === null ? 'not measured' : `${metres.toLocaleString('en-GB')} metres (${(metres / 1609.344).toFixed(1)} miles)`;
}
