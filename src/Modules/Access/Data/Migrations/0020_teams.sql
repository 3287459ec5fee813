-- Locality teams: which schools each looks after and who works in it; cover for absent workers. Memberships and covers are expanded to rows of access_grant
-- (source: their id), which is all that the policy reads. Days as in 0002: until_date is the first day on which a row no longer holds.

create table access_team (
    -- lower-case letters, digits and hyphens, chosen by who makes it
    id text primary key,
    name text not null,
    -- system clock
    saved_at timestamptz not null,
    saved_by text not null
);

-- A school belongs to one team on any day.
create table access_team_school (
    id text primary key,
    team text not null,
    -- LAESTAB
    school_id bigint not null,
    from_date date not null,
    until_date date,
    given_by text not null,
    given_at timestamptz not null
);
create index access_team_school_team on access_team_school (team);
create index access_team_school_school on access_team_school (school_id);

create table access_team_member (
    id text primary key,
    team text not null,
    person bigint not null,
    -- the name of the Role in which the person works in the team
    role text not null,
    from_date date not null,
    until_date date,
    reason text not null,
    given_by text not null,
    given_at timestamptz not null,
    ended_by text,
    ended_at timestamptz,
    ended_reason text
);
create index access_team_member_team on access_team_member (team);
create index access_team_member_person on access_team_member (person);

create table access_cover (
    id text primary key,
    -- who is away
    absent bigint not null,
    -- who stands in
    worker bigint not null,
    from_date date not null,
    until_date date not null,
    reason text not null,
    given_by text not null,
    given_at timestamptz not null,
    ended_by text,
    ended_at timestamptz,
    ended_reason text
);
create index access_cover_absent on access_cover (absent);
