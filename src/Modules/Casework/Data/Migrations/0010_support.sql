-- Hours of support that were published for each school, with the inputs and weights that they were computed from. Append-only; the latest round counts.
create table casework_support (
    round bigint not null,
    school_id bigint not null,
    -- children on roll, half-days missed in the school year, children with an open flag of concern or action
    roll integer not null,
    missed integer not null,
    need integer not null,
    -- half-hours
    half_hours integer not null,
    total_hours integer not null,
    roll_weight integer not null,
    missed_weight integer not null,
    need_weight integer not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (round, school_id)
);
