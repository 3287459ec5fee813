-- Meetings of agencies: about one child, or about an area or a programme.
create table partners_meeting (
    id bigint primary key,
    -- a PartnersMeetingKind
    kind text not null,
    -- the child; null: about none
    pupil_id bigint,
    -- a neighbourhood or a programme, in words; empty for a child's meeting
    area text not null,
    at timestamptz not null,
    place text not null,
    -- under the child's data key where there is a child, else plain UTF-8
    agenda bytea not null,
    called_by text not null,
    -- null: not held yet
    minutes bytea,
    minuted_by text,
    minuted_at timestamptz
);
create index partners_meeting_at on partners_meeting (at);
create index partners_meeting_pupil on partners_meeting (pupil_id);

-- The agencies that were asked to come.
create table partners_meeting_party (
    meeting bigint not null,
    agency text not null,
    -- null: not held yet
    attended boolean,
    primary key (meeting, agency)
);

-- What was agreed: who does what by when.
create table partners_meeting_action (
    meeting bigint not null,
    number integer not null,
    agency text not null,
    what bytea not null,
    due_on date not null,
    done_on date,
    done_by text,
    primary key (meeting, number)
);
