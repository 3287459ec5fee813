-- A case is one child's. Everything that happens in it is an event; the row is made from the events, so that lists can be filtered and sorted.
-- Days and instants are of the school clock.
create table casework_case (
    id bigint primary key,
    pupil_id bigint not null,
    opened_on date not null,
    closed_on date,
    -- the person who holds the case; null: waits for allocation
    worker bigint,
    -- a CaseStage in lower case
    stage text not null,
    -- the number of its last event
    last_event integer not null
);
create unique index casework_case_open on casework_case (pupil_id) where closed_on is null;
create index casework_case_pupil on casework_case (pupil_id);
create index casework_case_worker on casework_case (worker) where closed_on is null;

-- Append-only: 0002 refuses the rest.
create table casework_case_event (
    case_id bigint not null,
    -- from 1, without gaps
    number integer not null,
    recorded_at timestamptz not null,
    -- a Caller's name: "person/12", "system/..."
    recorded_by text not null,
    kind text not null,
    -- who may read it: a CaseAudience in lower case
    audience text not null,
    -- JSON. In plain text when it says nothing in free words, else under the child's data key
    plain text,
    sealed bytea,
    primary key (case_id, number)
);

-- What is due in open cases and when, made from the events with every change: the diary, and what is overdue.
create table casework_due (
    case_id bigint not null,
    -- what is due ("allocation", "assessment", "review/2", "action/7"), unique in the case
    item text not null,
    due_on date not null,
    -- a plain sentence without names
    sentence text not null,
    primary key (case_id, item)
);
create index casework_due_on on casework_due (due_on);
