-- Assessments of need by the youth offending service. Only its own people read all of one.
create table partners_youth_assessment (
    id bigint primary key,
    agreement text not null,
    pupil_id bigint not null,
    -- a YouthReferralKind
    kind text not null,
    assessed_on date not null,
    -- names of YouthRiskFactor, by commas
    factors text not null,
    -- under the young person's data key
    attendance bytea,
    offence bytea,
    summary bytea not null,
    recorded_at timestamptz not null,
    recorded_by text not null
);
create index partners_youth_assessment_pupil on partners_youth_assessment (pupil_id);

-- Alternative placements: the search, the placement and what came of it.
create table partners_youth_placement (
    id bigint primary key,
    agreement text not null,
    pupil_id bigint not null,
    -- why it is looked for, under the young person's data key
    why bytea not null,
    sought_on date not null,
    -- the provider that took the young person; it keeps registers of its own, as a school does
    provider_id bigint,
    -- how the pupil's school marks the half-days there: B or D
    code text,
    from_date date,
    -- the last day
    until_date date,
    -- a PlacementOutcome
    outcome text,
    outcome_words bytea,
    recorded_by text not null
);
create index partners_youth_placement_pupil on partners_youth_placement (pupil_id);

create table partners_youth_placement_asked (
    placement_id bigint not null,
    provider_id bigint not null,
    asked_on date not null,
    -- null: no answer yet
    offered boolean,
    primary key (placement_id, provider_id)
);

-- Volunteer mentors. About no child.
create table partners_mentor (
    id bigint primary key,
    name text not null,
    recruited_on date not null,
    -- null: not trained yet
    trained_on date,
    -- the number of the criminal records check; null: none
    check_number text,
    -- the first day on which the check no longer holds
    check_until date,
    left_on date,
    saved_at timestamptz not null,
    saved_by text not null
);

create table partners_mentor_match (
    id bigint primary key,
    mentor_id bigint not null,
    agreement text not null,
    pupil_id bigint not null,
    from_date date not null,
    -- the last day
    until_date date,
    -- a MatchOutcome
    outcome text,
    outcome_words bytea,
    recorded_by text not null
);
create index partners_mentor_match_pupil on partners_mentor_match (pupil_id);
create index partners_mentor_match_mentor on partners_mentor_match (mentor_id);

-- What a person does in the agency: an AgencyPost; null: not said.
alter table partners_member add column post text;
