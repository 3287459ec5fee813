-- What worked at a school, and the schools that took it on.
create table partners_practice (
    id bigint primary key,
    title text not null,
    -- where it began
    school_id bigint not null,
    -- the programme or grant that it came from; null: none
    programme text,
    about text not null,
    began_on date not null,
    written_by text not null,
    written_at timestamptz not null
);

create table partners_practice_adoption (
    practice bigint not null,
    school_id bigint not null,
    adopted_on date not null,
    note text not null,
    written_by text not null,
    written_at timestamptz not null,
    primary key (practice, school_id)
);
