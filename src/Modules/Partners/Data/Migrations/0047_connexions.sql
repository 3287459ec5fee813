-- What stands between a young person and achievement, as a personal adviser and those who work at the school see it. Words are under the child's data key.
create table partners_barrier (
    id bigint primary key,
    agency text not null,
    pupil_id bigint not null,
    -- a Factor
    factor text not null,
    words bytea not null,
    -- who identified it besides: "SENCO", "learning mentor"; null: nobody
    seen_with text,
    recorded_on date not null,
    recorded_by text not null,
    -- null: it stands
    settled_on date,
    settled_by text,
    settled_words bytea
);
create index partners_barrier_pupil on partners_barrier (pupil_id);

-- Where a leaver goes, as it was known: append-only, the last one counts.
create table partners_destination (
    id bigint primary key,
    agency text not null,
    pupil_id bigint not null,
    -- the year in which the school year begins that is the last of school
    leaving_year integer not null,
    -- a DestinationKind
    kind text not null,
    words bytea,
    recorded_on date not null,
    recorded_by text not null
);
create index partners_destination_pupil on partners_destination (pupil_id);
