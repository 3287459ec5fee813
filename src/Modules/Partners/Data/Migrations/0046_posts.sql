-- Who of an agency is named for which school: a personal adviser, a school-based police officer. Days are school days: from_date is the first on which it holds, until_date the first on which it no
-- longer does.
create table partners_post (
    agency text not null,
    school_id bigint not null,
    person bigint not null,
    from_date date not null,
    until_date date,
    added_by text not null,
    added_at timestamptz not null,
    primary key (agency, school_id, person, from_date)
);
create index partners_post_person on partners_post (person);
