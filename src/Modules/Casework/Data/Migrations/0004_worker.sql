-- What managers say of those who hold cases, append-only: the latest version counts.
create table casework_worker (
    person bigint not null,
    version integer not null,
    -- open cases at most
    capacity integer not null,
    -- names of factors and markers, by commas
    specialisms text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (person, version)
);
