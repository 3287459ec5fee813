-- Truancy sweeps: an area and a period, who authorised it, and where children may be taken.
create table partners_sweep (
    id bigint primary key,
    area text not null,
    begins timestamptz not null,
    ends timestamptz not null,
    -- a SweepLevel
    level text not null,
    -- the premises that the authority designated, one to a line
    premises text not null,
    planned_at timestamptz not null,
    planned_by text not null,
    -- the officer of superintendent's rank or above, as the police say
    authorised_by_officer text,
    -- an AuthorisingRank
    rank text,
    authorised_at timestamptz,
    -- who entered it
    authorised_by text,
    closed_at timestamptz,
    closed_by text
);
create index partners_sweep_begins on partners_sweep (begins);

-- Who went out: each signed on for this sweep.
create table partners_sweep_officer (
    sweep_id bigint not null,
    person_id bigint not null,
    joined_at timestamptz not null,
    primary key (sweep_id, person_id)
);

-- Children who were stopped. A stop is written once; what becomes of it is added.
create table partners_sweep_stop (
    sweep_id bigint not null,
    -- the phone's own name of the stop: sent twice, it is there once
    stop_key text not null,
    stopped_at timestamptz not null,
    place text not null,
    -- latitude and longitude in two-hundredths of a degree: a square of some 500 metres by 300; null: not known
    north integer,
    east integer,
    with_adult boolean not null,
    -- a TakenTo
    taken_to text not null,
    -- what was said, under the data key of the child who was matched; null: nothing, or nobody was
    said bytea,
    -- who was stopped, only until a child is matched
    given_name text,
    family_name text,
    birth_date date,
    pupil_id bigint,
    -- a StopFinding, as it was when the stop was compared first
    first_finding text,
    -- the case that the stop joined or opened
    case_id text,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (sweep_id, stop_key)
);
create index partners_sweep_stop_pupil on partners_sweep_stop (pupil_id);
