-- Visits of the school improvement service, with the figures as they were known then. Nothing is changed afterwards.
create table partners_school_visit (
    id bigint primary key,
    school_id bigint not null,
    -- a VisitKind
    kind text not null,
    visited_on date not null,
    -- for senior staff; about the school, never about a child
    findings text not null,
    agreed text not null,
    -- for governors, beside the figures
    for_governors text not null,
    -- sessions up to and with this day, as recorded by this instant
    as_of date not null,
    known_at timestamptz not null,
    children integer not null,
    possible bigint not null,
    authorised bigint not null,
    unauthorised bigint not null,
    missing bigint not null,
    -- the school a year before, to the same day
    last_possible bigint not null,
    last_authorised bigint not null,
    last_unauthorised bigint not null,
    -- schools of its phase, this year to the same day
    alike_possible bigint not null,
    alike_authorised bigint not null,
    alike_unauthorised bigint not null,
    written_by text not null,
    written_at timestamptz not null
);
create index partners_school_visit_school on partners_school_visit (school_id, visited_on);

-- Values of the criteria for concern schools, in tenths; the latest counts. Without a row: the default.
create table partners_concern_option (
    -- a ConcernOption
    name text not null,
    value integer not null,
    set_by text not null,
    set_at timestamptz not null,
    primary key (name, set_at)
);

-- Termly meetings that identify concern schools.
create table partners_concern_meeting (
    id bigint primary key,
    held_on date not null,
    present text not null,
    written_by text not null,
    written_at timestamptz not null
);

create table partners_concern_decision (
    meeting bigint not null,
    school_id bigint not null,
    -- a ConcernState
    state text not null,
    strategy text not null,
    -- who follows it with the head teacher
    followed_by text not null,
    follow_up_by date,
    -- the criteria that were met, with their arithmetic as it was then: JSON array of texts
    grounds text not null,
    primary key (meeting, school_id)
);
create index partners_concern_decision_school on partners_concern_decision (school_id);

-- A school's target of attendance for a school year, in tenths of a per cent; the latest counts.
create table partners_school_target (
    school_id bigint not null,
    -- the year in which the school year starts
    year integer not null,
    attendance integer not null,
    set_by text not null,
    set_at timestamptz not null,
    primary key (school_id, year, set_at)
);

-- Fortnightly meetings of the behaviour and attendance consultant with the social inclusion officer.
create table partners_consultant_meeting (
    id bigint primary key,
    held_on date not null,
    present text not null,
    notes text not null,
    -- what had changed since the meeting before: JSON array
    agenda text not null,
    written_by text not null,
    written_at timestamptz not null
);

create table partners_consultant_action (
    meeting bigint not null,
    number integer not null,
    -- null: about no one school
    school_id bigint,
    what text not null,
    owner text not null,
    due_on date not null,
    done_on date,
    done_by text,
    primary key (meeting, number)
);

-- Notes of the locality team and of the school improvement service on a school; about no child.
create table partners_school_note (
    id bigint primary key,
    school_id bigint not null,
    -- a NotingService
    service text not null,
    text text not null,
    written_by text not null,
    written_at timestamptz not null
);
create index partners_school_note_school on partners_school_note (school_id, written_at);

-- Links between schools, with why they are alike as it was then.
create table partners_school_link (
    id bigint primary key,
    school_id bigint not null,
    -- the school that it learns from
    with_school bigint not null,
    about text not null,
    linked_on date not null,
    -- the parts of the distance: JSON array
    distance text not null,
    made_by text not null,
    made_at timestamptz not null,
    ended_on date
);
create index partners_school_link_school on partners_school_link (school_id);
