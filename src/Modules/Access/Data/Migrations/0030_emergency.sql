-- Break-glass: emergency access to one child out of scope, for some hours, agreed to by a second person and reviewed afterwards. Instants are of the system clock.
create table access_emergency (
    id text primary key,
    -- who asks, and the role in which the child is reached
    person bigint not null,
    role text not null,
    -- null: no child has the UPN that was given; who asks is not told
    pupil bigint,
    reason text not null,
    hours integer not null,
    asked_at timestamptz not null,
    -- approved or refused
    decision text,
    decided_by bigint,
    decided_at timestamptz,
    decided_reason text,
    -- of access_grant; it opens the child until expires_at and no longer
    grant_id text,
    expires_at timestamptz,
    ended_by text,
    ended_at timestamptz,
    -- justified or unjustified
    review text,
    reviewed_by bigint,
    reviewed_at timestamptz,
    review_note text
);
create index access_emergency_person on access_emergency (person);
create unique index access_emergency_grant on access_emergency (grant_id);
