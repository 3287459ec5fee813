-- Issues of a residential unit and what is done about them. No child is named in it.
create table lac_unit_action (
    id bigint primary key,
    unit_id bigint not null,
    issue text not null,
    what text not null,
    owner text not null,
    due_on date not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    settled_at timestamptz,
    settled_by text,
    note text
);
create index lac_unit_action_unit on lac_unit_action (unit_id);

-- What is to be done before a child is placed with its parents, append-only: the latest version of a child and planned day counts.
create table lac_going_home (
    pupil_id bigint not null,
    planned_on date not null,
    version integer not null,
    school_told date,
    nurse_told date,
    key_worker_told date,
    -- the parent signed that school attendance is theirs to answer for
    statement_on date,
    monitored_until date,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (pupil_id, planned_on, version)
);

-- Foster carers, residential staff and social workers, for the training register and for holidays.
create table lac_carer (
    id bigint primary key,
    name text not null,
    -- a CarerKind by name
    kind text not null,
    recorded_at timestamptz not null,
    recorded_by text not null
);
create unique index lac_carer_name on lac_carer (name, kind);

create table lac_training (
    carer_id bigint not null,
    -- a TrainingTopic by name
    topic text not null,
    held_on date not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (carer_id, topic, held_on)
);

-- Why a child was out of school with leave: for which service, and what for. Append-only: the latest version counts.
create table lac_service_time (
    pupil_id bigint not null,
    session integer not null,
    version integer not null,
    service text not null,
    reason text not null,
    withdrawn boolean not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (pupil_id, session, version)
);

-- Requests to take a child out of school in term time. Why: under the child's data key, as is the note.
create table lac_leave (
    id bigint primary key,
    pupil_id bigint not null,
    first_day date not null,
    last_day date not null,
    why bytea not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    agreed boolean,
    note bytea,
    decided_at timestamptz,
    decided_by text
);
create index lac_leave_child on lac_leave (pupil_id);

-- Procedures on contact, meetings and assessments that were agreed with the legal team.
create table lac_procedure (
    id bigint primary key,
    subject text not null,
    title text not null,
    agreed_on date not null,
    agreed_with text not null,
    recorded_at timestamptz not null,
    recorded_by text not null
);
