import type { Consideration, LetterKind, NoticeIssuer, Offence, PenaltyKind, SupportEffect, WithdrawalGround } from '../gql/graphql';

export const considerationName: Record<Consideration, string> = {
  SUPPORT_OFFERED: 'Support was offered',
  SUPPORT_EFFECT: 'What came of the last support',
  SUPERVISION_ORDER_CONSIDERED: 'A supervision order was considered',
  LEGAL_SIGN_OFF: 'A lawyer agrees to proceedings',
  LEGAL_SIGN_OFF_LOOKED_AFTER: 'A lawyer agrees although the child is looked after',
  LOOKED_AFTER_CONSULTED: 'The looked-after team was consulted',
  SOCIAL_SERVICES_CONSULTED: 'Social services were consulted',
  LETTER_SENT: 'A letter about attendance was sent',
  HOME_VISITED: 'The home was visited',
};

export const effectName: Record<SupportEffect, string> = {
  OPEN: 'not known yet',
  WORKED: 'it worked',
  DID_NOT_WORK: 'it did not work',
  NOT_TAKEN_UP: 'it was not taken up',
  NOT_APPROPRIATE: 'support does not fit',
};

export const offenceName: Record<Offence, string> = {
  FAILS_TO_ATTEND: 's444(1): fails to attend regularly',
  KNOWINGLY_FAILS_TO_ATTEND: 's444(1A): knows and does not cause attendance',
  BREACH_OF_ATTENDANCE_ORDER: 's443: breach of a school attendance order',
  BREACH_OF_SUPERVISION_ORDER: 'Breach of a supervision order',
  BREACH_OF_PARENTING_ORDER: 'Breach of a parenting order',
};

export const groundName: Record<WithdrawalGround, string> = {
  SHOULD_NOT_HAVE_BEEN_ISSUED: 'It should not have been issued',
  WRONG_PERSON: 'It went to the wrong person',
  MATERIAL_ERRORS: 'It has material errors',
  UNPAID_AND_NOT_PROSECUTED: 'It is unpaid and is not prosecuted',
};

export const penaltyName: Record<PenaltyKind, string> = {
  ABSENCE: 'Absence from school',
  EXCLUDED_IN_PUBLIC: 'Excluded child in a public place',
};

export const letterName: Record<LetterKind, string> = {
  PENALTY_WARNING: 'Penalty warning',
  NOTICE_TO_IMPROVE: 'Notice to improve',
  PENALTY_NOTICE: 'Penalty notice',
  NOTICE_WITHDRAWN: 'Notice withdrawn',
  FAST_TRACK: 'Fast track',
  PROSECUTION: 'Prosecution',
  ATTENDANCE_ORDER_NOTICE: 'Attendance order, first notice',
};

/** An amount in pounds. */
export function pounds(amount: number | null | undefined): string {
  return amount === null || amount === undefined ? '' : `£${amount.toLocaleString('en-GB')}`;
}

export const issuerName: Record<NoticeIssuer, string> = {
  AUTHORITY: 'The authority',
  HEAD: 'The head teacher',
  POLICE: 'The police',
};
