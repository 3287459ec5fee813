-- Meetings about one child: progress meetings, reviews, education plans, core assessments.
create table lac_meeting (
    id bigint primary key,
    pupil_id bigint not null,
    -- a MeetingKind and a MeetingState by name
    kind text not null,
    state text not null,
    held_on date not null,
    -- the wall clock, HH:mm
    held_at text not null,
    -- the child's school was open to it at that time
    school_hours boolean not null,
    -- attendance was discussed, with a minute
    item boolean not null,
    -- the number of its last entry
    last_entry integer not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    closed_at timestamptz,
    closed_by text
);
create index lac_meeting_child on lac_meeting (pupil_id, kind, held_on);
create index lac_meeting_state on lac_meeting (state, held_on);

-- What was written into a meeting, append-only. JSON under the child's data key.
create table lac_meeting_entry (
    meeting_id bigint not null,
    number integer not null,
    form bytea not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (meeting_id, number)
);

-- Actions that meetings agreed. What and whose: JSON under the child's data key, as is the note.
create table lac_meeting_action (
    id bigint primary key,
    meeting_id bigint not null,
    pupil_id bigint not null,
    text bytea not null,
    due_on date not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    settled_at timestamptz,
    settled_by text,
    note bytea
);
create index lac_meeting_action_child on lac_meeting_action (pupil_id, settled_at);

-- Child protection plans, append-only: the latest version of a child and first day counts.
create table lac_protection_plan (
    pupil_id bigint not null,
    started date not null,
    version integer not null,
    -- the last day; null: still
    ended date,
    -- taken back as recorded by mistake
    withdrawn boolean not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (pupil_id, started, version)
);
