-- The journal: what schools said, as they said it. Nothing updates or deletes here but the retention job.
-- A submission takes first_seq for itself; its entries are first_seq + 1 to last_seq. (school_id, seq) fences a second writer.
create table schools_submission (
    school_id bigint not null,
    first_seq bigint not null,
    last_seq bigint not null,
    date date not null,
    session text not null,
    kind integer not null,
    group_code text not null,
    taken_at timestamptz,
    recorded_at timestamptz not null,
    recorded_by text not null,
    via text not null,
    client text not null,
    client_key text,
    payload_hash bytea not null,
    receipt text not null,
    prev_hash bytea not null,
    hash bytea not null,
    primary key (school_id, first_seq)
);
create unique index schools_submission_key on schools_submission (school_id, client, client_key) where client_key is not null;
create index schools_submission_session on schools_submission (school_id, date, session);

create table schools_entry (
    school_id bigint not null,
    seq bigint not null,
    pupil_id bigint not null,
    code text not null,
    minutes_late integer,
    supersedes_seq bigint,
    effective boolean not null,
    primary key (school_id, seq)
);
create index schools_entry_superseding on schools_entry (school_id, supersedes_seq) where supersedes_seq is not null;
create index schools_entry_stale on schools_entry (school_id, seq) where not effective;

-- Comments and reasons, under the child's data key.
create table schools_entry_text (
    school_id bigint not null,
    seq bigint not null,
    kind text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    sealed bytea not null,
    primary key (school_id, seq, kind)
);

-- Marks that were wrong in themselves, and what became of them. seq is the submission's, ordinal the mark's place in its body.
create table schools_held_mark (
    school_id bigint not null,
    seq bigint not null,
    ordinal integer not null,
    date date not null,
    session text not null,
    group_code text not null,
    upn text not null,
    code text not null,
    minutes_late integer,
    problem text not null,
    taken_at timestamptz,
    recorded_at timestamptz not null,
    client text not null,
    primary key (school_id, seq, ordinal)
);
create table schools_held_outcome (
    school_id bigint not null,
    seq bigint not null,
    ordinal integer not null,
    -- released or discarded
    outcome text not null,
    released_seq bigint,
    reason text,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (school_id, seq, ordinal)
);
