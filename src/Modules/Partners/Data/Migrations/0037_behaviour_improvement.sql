-- Who leads on behaviour and attendance at a school of the Behaviour Improvement Programme; the latest counts.
create table partners_bip_lead (
    school_id bigint not null,
    -- a LeadKind
    kind text not null,
    name text not null,
    from_date date not null,
    written_by text not null,
    written_at timestamptz not null,
    primary key (school_id, written_at)
);

-- Policies that a school has agreed; the latest of a kind counts.
create table partners_bip_policy (
    school_id bigint not null,
    -- a PolicyKind
    kind text not null,
    agreed_on date not null,
    review_on date not null,
    written_by text not null,
    written_at timestamptz not null,
    primary key (school_id, kind, written_at)
);

-- Counts that no register has, by half term; the latest of a half term counts. Numbers only, of no child by name.
create table partners_bip_count (
    school_id bigint not null,
    -- a CountKind
    kind text not null,
    -- the first day of the half term
    half_term date not null,
    count integer not null,
    written_by text not null,
    written_at timestamptz not null,
    primary key (school_id, kind, half_term, written_at)
);

-- Classes that take part in a programme.
create table partners_programme_class (
    id bigint primary key,
    programme text not null,
    school_id bigint not null,
    group_code text not null,
    from_date date not null,
    -- the last day
    until_date date,
    written_by text not null,
    written_at timestamptz not null
);
create index partners_programme_class_programme on partners_programme_class (programme);

-- What an initiative was given, in pounds; null: not said.
alter table partners_programme add column money integer;
