-- Routes from home to school, as the transport unit keeps them.
create table partners_transport_route (
    id bigint primary key,
    name text not null,
    operator text not null,
    added_by text not null,
    added_at timestamptz not null
);

-- What was recorded of a child's way to school and what follows from it. The newest of a day holds; nothing is deleted.
create table partners_transport_record (
    id bigint primary key,
    pupil_id bigint not null,
    -- the shortest way on foot, in metres; null: not measured
    metres integer,
    special_needs boolean not null,
    unsafe_route boolean not null,
    low_income boolean not null,
    -- a TransportBasis, as the policy said then
    basis text not null,
    -- under the child's data key; null: nothing was said
    note bytea,
    -- null: no place on a route
    route bigint,
    from_date date not null,
    -- the last day; null: still
    until_date date,
    recorded_by text not null,
    recorded_at timestamptz not null
);
create index partners_transport_record_pupil on partners_transport_record (pupil_id);
create index partners_transport_record_route on partners_transport_record (route);

-- A service that failed: once for a route and a half-day.
create table partners_transport_failure (
    id bigint primary key,
    route bigint not null,
    -- number of the session
    session integer not null,
    -- a TransportFailureKind
    kind text not null,
    minutes_late integer,
    what text not null,
    reported_by text not null,
    reported_at timestamptz not null,
    unique (route, session)
);

-- What a school made of it: the child's mark and what explains it. code is before where the mark stayed (late, but there).
create table partners_transport_explained (
    failure bigint not null,
    pupil_id bigint not null,
    school_id bigint not null,
    code_before text not null,
    code text not null,
    explained_by text not null,
    explained_at timestamptz not null,
    primary key (failure, pupil_id)
);

-- How often the policy was opened, without anybody's name.
create table partners_transport_policy_look (
    day date not null,
    language text not null,
    looks integer not null,
    primary key (day, language)
);
