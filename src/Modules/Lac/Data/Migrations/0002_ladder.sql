-- Children to be counted again. A row goes when it was counted after it was last asked for.
create table lac_recount (
    pupil_id bigint primary key,
    asked_at timestamptz not null,
    -- grows with every ask
    asks bigint not null default 1,
    -- one Host counts a child at a time, until then
    claimed_until timestamptz,
    -- counted every few seconds until then: a watch on the marks takes a moment to come into force
    repeat_until timestamptz
);

-- Where each looked-after child stands in its year, made from the marks. Part of the read model.
create table lac_standing (
    pupil_id bigint primary key,
    -- the year from 1 September, by the calendar year it starts in
    year integer not null,
    possible integer not null,
    authorised integer not null,
    unauthorised integer not null,
    -- half-days missed that count for the ladder
    missed integer not null,
    -- numbers of sessions
    last_missed integer,
    pace_missed integer not null,
    pace_possible integer not null,
    reaches_ten date,
    reaches_twenty_five date,
    -- the day that the rest is about
    today date not null,
    due_am boolean not null,
    due_pm boolean not null,
    -- a MarkClass in lower case; null: no mark
    am text,
    pm text,
    -- the first half-day of today without a reason, which is told at once
    unexplained integer,
    counted_at timestamptz not null
);

-- Grows with every change of a standing, so that who follows sees that there is something new.
create table lac_position (
    id integer primary key,
    number bigint not null
);
insert into lac_position (id, number) values (1, 0);

-- Steps reached. A step that a correction took back is marked; reached again, it is another row.
create table lac_crossing (
    pupil_id bigint not null,
    year integer not null,
    -- half-days
    step integer not null,
    number integer not null,
    session integer not null,
    crossed_on date not null,
    recorded_at timestamptz not null,
    reversed_at timestamptz,
    trace text,
    primary key (pupil_id, year, step, number)
);
create index lac_crossing_on on lac_crossing (step, crossed_on);

-- The audit that the 25th day opens.
create table lac_audit (
    id bigint primary key,
    pupil_id bigint not null,
    year integer not null,
    crossing integer not null,
    opened_on date not null,
    due_on date not null,
    -- an AuditState in lower case
    state text not null,
    -- the person who does it
    owner bigint,
    -- the owner keeps it on the list though the ground went
    kept boolean not null,
    -- the number of its last entry
    last_entry integer not null,
    signed_at timestamptz,
    signed_by text,
    reversed_at timestamptz,
    trace text
);
create unique index lac_audit_crossing on lac_audit (pupil_id, year, crossing);
create index lac_audit_state on lac_audit (state);

-- What was written into an audit, append-only. JSON under the child's data key.
create table lac_audit_entry (
    audit_id bigint not null,
    number integer not null,
    form bytea not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (audit_id, number)
);
