-- Who did what to whom, append-only. On SQLite in a file of its own (audit.db), with a writer of its own. Each writer chains its records by hash;
-- signed checkpoints hold the heads of all chains. Nothing updates or deletes but the retention job.
create table audit_record (
    writer text not null,
    -- from 1, without gaps
    seq bigint not null,
    -- system clock
    at timestamptz not null,
    request_id text not null,
    -- the caller's name: person/123, 3552007/SIMS, loader/City, daily-work
    who text not null,
    -- the roles held then, by commas
    roles text not null,
    -- the operation, or the act that was denied
    action text not null,
    resource text not null,
    -- read, denied, changed
    outcome text not null,
    purpose text,
    -- the children shown or asked for: ids by commas, in order; empty: none
    children text not null,
    detail text,
    prev_hash bytea not null,
    hash bytea not null,
    primary key (writer, seq)
);
create index audit_record_who on audit_record (who, at);
create index audit_record_at on audit_record (at);

-- The same children once more, to find who looked at one.
create table audit_child (
    pupil bigint not null,
    writer text not null,
    seq bigint not null,
    primary key (pupil, writer, seq)
);
create index audit_child_record on audit_child (writer, seq);

create table audit_checkpoint (
    -- from 1, without gaps
    number bigint primary key,
    at timestamptz not null,
    -- JSON: writer -> seq and hash of its last record
    heads text not null,
    -- ECDSA P-256 over number, time and heads
    signature bytea not null
);
