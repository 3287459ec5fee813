-- People, their roles, and the relationships that open children to them. Days are school days (SchoolClock): from_date is the first day on which a
-- row holds, until_date the first day on which it no longer does (null: until further notice). Nothing is deleted: what ends gets an until_date,
-- who ended it and why.

create table access_person (
    -- made like PupilId: positive, grows with time
    id bigint primary key,
    name text not null,
    -- trimmed and in lower case
    email text not null,
    -- system clock
    created_at timestamptz not null,
    -- when the person left: nothing of the person's is valid from then on. Null: still here
    left_at timestamptz
);
create unique index access_person_email on access_person (email);

-- A job. It opens nothing by itself: a relationship does, held in that job.
create table access_role (
    id text primary key,
    person bigint not null,
    -- the name of a Role in Access/Contracts
    role text not null,
    from_date date not null,
    until_date date,
    given_by text not null,
    -- system clock
    given_at timestamptz not null,
    reason text not null,
    -- the second of the two who must agree; null: waits for one and is not valid
    approved_by text,
    approved_at timestamptz,
    ended_by text,
    ended_at timestamptz,
    ended_reason text
);
create index access_role_person on access_role (person);

-- What a person may reach, in which job, why and until when. The only rows that other modules may join, with access_place.
create table access_grant (
    id text primary key,
    person bigint not null,
    -- pupil, school, unit, all
    target text not null,
    -- PupilId, LAESTAB or the unit's number; 0 for all
    target_id bigint not null,
    -- the name of a Role
    role text not null,
    -- the name of a Relation
    relation text not null,
    -- what it was expanded from (a team's or a cover's id); null: given by itself
    source text,
    reason text not null,
    -- the information sharing agreement that it rests on; null: none
    agreement text,
    -- fields that the agreement opens, by commas; null: what the role opens
    fields text,
    from_date date not null,
    until_date date,
    given_by text not null,
    given_at timestamptz not null,
    ended_by text,
    ended_at timestamptz,
    ended_reason text
);
create index access_grant_person on access_grant (person, target, target_id);
create index access_grant_source on access_grant (source);

-- Where a child is: on a school's roll, or placed at a residential unit.
create table access_place (
    pupil bigint not null,
    -- school, unit
    target text not null,
    target_id bigint not null,
    from_date date not null,
    until_date date,
    primary key (pupil, target, target_id, from_date)
);
create index access_place_target on access_place (target, target_id, pupil);
