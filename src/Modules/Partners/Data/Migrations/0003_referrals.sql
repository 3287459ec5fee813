-- Referrals between the authority and agencies, in both directions, by one form and one clock.
create table partners_referral (
    id bigint primary key,
    -- ToAgency or FromAgency
    direction text not null,
    agency text not null,
    agreement text not null,
    pupil_id bigint not null,
    -- the child's one case, which it joined
    case_id bigint not null,
    -- what for: under the child's data key
    reason bytea not null,
    referred_by text not null,
    referred_at timestamptz not null,
    -- the instant from which an answer is overdue
    due_at timestamptz not null,
    -- null: not answered
    accepted boolean,
    answer bytea,
    answered_by text,
    answered_at timestamptz,
    -- a ReferralOutcome; null: not ended
    outcome text,
    outcome_words bytea,
    ended_by text,
    ended_at timestamptz
);
create index partners_referral_agency on partners_referral (agency, due_at);
create index partners_referral_pupil on partners_referral (pupil_id);
