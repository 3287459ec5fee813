-- The flags that a case rests on, as the facts told them: what is open now, and what was seen already, so that a case that was closed is not opened again by a flag that
-- it knew.
create table casework_flag (
    case_id bigint not null,
    pupil_id bigint not null,
    rule text not null,
    -- the number of the session that opened the episode
    episode integer not null,
    -- a FlagSeverity
    severity integer not null,
    -- open, closed or withdrawn
    state text not null,
    primary key (case_id, rule, episode)
);
create index casework_flag_pupil on casework_flag (pupil_id, rule, episode);

-- Referrals by the reference that the referrer gave, so that the same referral twice is one.
create table casework_referral (
    pupil_id bigint not null,
    -- school/3552007, partner/isp-Health, sweep/12
    source text not null,
    reference text not null,
    case_id bigint not null,
    primary key (pupil_id, source, reference)
);
