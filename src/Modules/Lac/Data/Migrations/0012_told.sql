-- Under which id a child's care stood for access when it was last looked at: that of the record into which its own was merged, or its own.
create table lac_follow (
    pupil_id bigint primary key,
    survivor bigint not null
);

-- Which school was told that a child is looked after, append-only: the latest version of a child and school counts.
create table lac_told (
    pupil_id bigint not null,
    school_id integer not null,
    version integer not null,
    -- the designated teacher who was told
    teacher text not null,
    told_on date not null,
    -- told by mistake, or no longer this school's to know
    withdrawn boolean not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (pupil_id, school_id, version)
);
create index lac_told_school on lac_told (school_id);
