-- What a court or a contract says of a young person's attendance, as the youth offending service keeps it.
create table partners_youth_order (
    id bigint primary key,
    -- the agreement by which the young person was reached when it was recorded
    agreement text not null,
    pupil_id bigint not null,
    -- a YouthOrderKind
    kind text not null,
    -- a ConditionRule
    rule text not null,
    -- of the rule LeastAttendance, 1 to 100
    least_percent integer,
    -- the first and the last day on which it is checked
    from_date date not null,
    until_date date not null,
    -- what it says, under the young person's data key
    terms bytea not null,
    -- who recorded it, by number: hears of breaches
    case_manager bigint not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    -- ended before its time
    ended_on date,
    ended_by text,
    ended_reason bytea
);
create index partners_youth_order_pupil on partners_youth_order (pupil_id);

-- What the marks made of a condition: append-only. The last entry of a session says how it stands.
create table partners_youth_breach (
    order_id bigint not null,
    -- number of the session at which it was broken
    session integer not null,
    ordinal integer not null,
    -- a BreachStep
    step text not null,
    -- rule, half-days and arithmetic, under the young person's data key
    words bytea not null,
    noted_at timestamptz not null,
    primary key (order_id, session, ordinal)
);

-- What is to be done because of an order: parenting action, and the screening of each younger sibling.
create table partners_youth_task (
    id bigint primary key,
    order_id bigint not null,
    -- a YouthTaskKind
    kind text not null,
    -- the young person; of a screening: the sibling
    pupil_id bigint not null,
    -- under the child's data key; null: a screening needs no words
    what bytea,
    due_on date not null,
    done_on date,
    done_by text,
    -- under the child's data key
    outcome bytea
);
create index partners_youth_task_order on partners_youth_task (order_id);
create index partners_youth_task_pupil on partners_youth_task (pupil_id);

-- Young people whose marks are to be looked at again. Another token: it was asked for anew meanwhile.
create table partners_youth_recheck (
    pupil_id bigint primary key,
    token bigint not null,
    next_at timestamptz not null,
    -- until then it is looked at again and again: the watch on the marks is not in force at once
    repeat_until timestamptz
);
