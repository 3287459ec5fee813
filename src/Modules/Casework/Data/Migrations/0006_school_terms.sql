-- What was agreed with a school about referrals, append-only: the latest version counts; without any, the authority's own.
create table casework_referral_terms (
    school_id bigint not null,
    version integer not null,
    -- half-days missed in the school year from which a child may be referred without an open flag
    least_missed integer not null,
    -- weeks from a plan to its first review, and from a referral to its evaluation
    review_weeks integer not null,
    evaluation_weeks integer not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (school_id, version)
);
