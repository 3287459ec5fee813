import type { AuthorisingRank, Weekday, StopFinding, SweepLevel, SweepState, TakenTo, TimeBand } from '../gql/graphql';

export const stateName: Record<SweepState, string> = {
  PLANNED: 'Waits for authorisation',
  AUTHORISED: 'Authorised',
  OPEN: 'Officers are out',
  OVER: 'Over, not closed',
  CLOSED: 'Closed',
};

export const levelName: Record<SweepLevel, string> = { LOCAL: 'Local', NATIONAL: 'Part of a national operation' };

export const rankName: Record<AuthorisingRank, string> = {
  SUPERINTENDENT: 'Superintendent',
  CHIEF_SUPERINTENDENT: 'Chief superintendent',
  ASSISTANT_CHIEF_CONSTABLE: 'Assistant chief constable',
  DEPUTY_CHIEF_CONSTABLE: 'Deputy chief constable',
  CHIEF_CONSTABLE: 'Chief constable',
};

export const takenName: Record<TakenTo, string> = {
  SCHOOL: 'To school',
  PREMISES: 'To designated premises',
  HOME: 'Home, with a parent’s agreement',
  LEFT_WITH_ADULT: 'Left with the adult',
  NOWHERE: 'Let go',
};

export const findingName: Record<StopFinding, string> = {
  NOT_MATCHED: 'No child was matched',
  NO_SCHOOL: 'No school then',
  WITH_LEAVE: 'Has leave',
  WITHOUT_LEAVE: 'Absent without leave',
  MARKED_PRESENT: 'Marked present in school',
  NOT_KNOWN: 'No reason known yet',
};

export const bandName: Record<TimeBand, string> = {
  BEFORE_10: 'Before 10:00',
  TEN_TO_NOON: '10:00 to 12:00',
  NOON_TO_TWO: '12:00 to 14:00',
  AFTER_TWO: 'From 14:00',
};

export const weekdayName = (day: Weekday): string => day.charAt(0) + day.slice(1).toLowerCase();
