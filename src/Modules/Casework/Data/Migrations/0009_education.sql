-- How a child that is on no roll, or taught elsewhere, is educated: append-only; of those that began, the latest counts. Words are under the child's data key.
create table casework_education (
    pupil_id bigint not null,
    version integer not null,
    -- an EducationStatus in lower case
    status text not null,
    from_date date not null,
    words bytea not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (pupil_id, version)
);

-- What happened in a home education: notice, advice, visits, views of its suitability, return to school. Append-only.
create table casework_home_education (
    pupil_id bigint not null,
    number integer not null,
    -- a HomeEducationStep in lower case
    step text not null,
    done_on date not null,
    -- of a view of suitability
    suitable boolean,
    words bytea not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (pupil_id, number)
);
