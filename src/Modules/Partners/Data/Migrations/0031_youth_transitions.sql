-- Secure settings where young people are held, each a provider of education.
create table partners_custodial_setting (
    id text primary key,
    name text not null,
    -- who plans returns there: a post, never a person
    link text not null,
    -- the line of the strategy that names it; null: added by the authority
    line integer
);
insert into partners_custodial_setting (id, name, link, line) values
    ('hindley', 'Hindley Young Offender Institution', 'Link learning mentor', 539);

-- From custody to a school: release date, school place, first mark.
create table partners_youth_transition (
    id bigint primary key,
    agreement text not null,
    pupil_id bigint not null,
    setting text not null,
    -- hours of education a week in the setting
    weekly_hours integer not null,
    release_on date not null,
    -- null: no place yet
    school_id bigint,
    -- the first day there
    starts_on date,
    placed_at timestamptz,
    -- number of the first session after the release with a mark that counts, and of the first that was attended
    first_mark integer,
    first_attended integer,
    case_manager bigint not null,
    recorded_at timestamptz not null,
    recorded_by text not null
);
create index partners_youth_transition_pupil on partners_youth_transition (pupil_id);
create index partners_youth_transition_school on partners_youth_transition (school_id);

-- What is done before a release: a row for each item that is.
create table partners_youth_transition_item (
    transition_id bigint not null,
    -- a PreReleaseItem
    item text not null,
    done_on date not null,
    done_by text not null,
    primary key (transition_id, item)
);

-- Meetings to plan a detention and training order: schools and pupil referral units are asked by number, and an agency may call one.
alter table partners_meeting add column agency text;
create table partners_meeting_school (
    meeting bigint not null,
    school_id bigint not null,
    -- null: not held yet
    attended boolean,
    primary key (meeting, school_id)
);
create index partners_meeting_school_school on partners_meeting_school (school_id);
