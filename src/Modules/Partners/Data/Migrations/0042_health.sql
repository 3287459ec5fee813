-- Medical care plans at school. While one holds, the child has the marker medical-care-plan of source "school nursing".
create table partners_care_plan (
    id bigint primary key,
    pupil_id bigint not null,
    -- under the child's data key: the condition, and what staff do
    condition bytea not null,
    actions bytea not null,
    from_date date not null,
    -- the last day; null: still
    until_date date,
    review_on date not null,
    written_by text not null,
    written_at timestamptz not null,
    ended_by text
);
create index partners_care_plan_pupil on partners_care_plan (pupil_id);

-- Training of a school's staff on medical conditions.
create table partners_training (
    id bigint primary key,
    school_id bigint not null,
    -- a MedicalTopic
    topic text not null,
    held_on date not null,
    -- the first day on which it is to be done again
    renew_on date not null,
    staff integer not null,
    trainer text not null,
    recorded_by text not null,
    recorded_at timestamptz not null
);
create index partners_training_school on partners_training (school_id);

-- Reviews of the health needs of looked-after children: asked of school nursing by the looked-after team, and held.
create table partners_health_review (
    id bigint primary key,
    pupil_id bigint not null,
    -- null: nobody was asked
    asked_by text,
    asked_at timestamptz,
    -- null: not held yet
    held_on date,
    -- under the child's data key
    findings bytea,
    -- the agency to which the child was referred; null: to none
    referred_to text,
    recorded_by text,
    recorded_at timestamptz
);
create index partners_health_review_pupil on partners_health_review (pupil_id);

-- Family Action Model: what a family does well, what it needs, and who does what. The words are one JSON text under the child's data key.
create table partners_family_action (
    id bigint primary key,
    pupil_id bigint not null,
    -- the agency whose people recorded it; null: the authority's
    agency text,
    words bytea not null,
    review_on date not null,
    recorded_by text not null,
    recorded_at timestamptz not null
);
create index partners_family_action_pupil on partners_family_action (pupil_id);

-- What went with the invitation to a child's meeting: attendance as it was then; and what was said of it. Under the child's data key.
alter table partners_meeting add column summary bytea;
alter table partners_meeting add column attendance bytea;
