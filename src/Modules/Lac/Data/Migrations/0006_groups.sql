-- Why the looked-after children of a school attend badly in a term, and what is done about it: append-only, the latest version counts. No child is named.
create table lac_group_answer (
    school_id bigint not null,
    -- the term's first day
    term date not null,
    version integer not null,
    reason text not null,
    action text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (school_id, term, version)
);
