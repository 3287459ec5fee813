-- Figures of the whole authority as they were known at an instant: a job. What is frozen is the position of every school's journal, not only the instant.
create table schools_freeze (
    id text primary key,
    year integer not null,
    as_of date,
    known_at timestamptz not null,
    -- JSON object: LAESTAB -> last number
    positions text not null,
    -- running, done, failed
    state text not null,
    done integer not null,
    -- JSON array of rows by school, when done
    result text,
    -- the Host that works at it, and when it last said so (system clock)
    worker text,
    beat_at timestamptz,
    recorded_at timestamptz not null,
    recorded_by text not null
);
