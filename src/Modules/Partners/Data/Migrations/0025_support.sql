-- What an agency does with a child or a group of children.
create table partners_support (
    -- a GrowingNumber
    id bigint primary key,
    -- the id of a kind of support-kinds.json
    kind text not null,
    -- who leads
    agency text not null,
    -- the group or activity, in words; empty for one child. No child is named in it.
    title text not null,
    place text not null,
    -- where it is done; null: at no school
    school_id bigint,
    -- the programme or stream of money that pays; null: none
    programme text,
    from_date date not null,
    -- the last day that was planned; null: open
    until_date date,
    started_by text not null,
    started_at timestamptz not null,
    -- null: goes on
    ended_on date,
    -- what all its owners say of it together, in plain words about no single child
    evaluation text,
    -- an exclusion from school was avoided by it
    exclusion_avoided boolean not null
);
create index partners_support_agency on partners_support (agency, from_date);

-- Who owns it: the leading agency and those that do it with it.
create table partners_support_owner (
    support bigint not null,
    agency text not null,
    primary key (support, agency)
);

create table partners_support_child (
    support bigint not null,
    pupil_id bigint not null,
    joined_on date not null,
    -- what only who leads it reads; this and the other texts are under the child's data key
    detail bytea,
    -- what the school and the case read
    summary bytea,
    -- to whom and for what the child was referred on; null: not
    onward bytea,
    -- an OnwardState
    onward_state text,
    -- the six outcomes of the strategy's line 819 at the start and the end, each 1 to 10: "3,4,2,5,5,1"
    scale_start text,
    scale_end text,
    -- null: goes on
    ended_on date,
    -- a ReferralOutcome
    outcome text,
    outcome_words bytea,
    primary key (support, pupil_id)
);
create index partners_support_child_pupil on partners_support_child (pupil_id);

create table partners_support_session (
    support bigint not null,
    number integer not null,
    on_date date not null,
    topic text not null,
    primary key (support, number)
);

create table partners_support_attended (
    support bigint not null,
    number integer not null,
    pupil_id bigint not null,
    primary key (support, number, pupil_id)
);

-- An activity that children can be signed up for: the support of the same number, as a menu shows it.
create table partners_activity (
    support bigint primary key,
    area text not null,
    -- an ActivityTime
    time text not null,
    -- what it is for those who like it, words joined by commas
    interests text not null,
    -- needs that it meets ("step-free"), words joined by commas
    needs text not null,
    -- years, 0 for reception
    from_year integer not null,
    to_year integer not null,
    places integer not null
);

-- Work that is about no child by name.
create table partners_work (
    id bigint primary key,
    -- the id of a kind of work-kinds.json
    kind text not null,
    agency text not null,
    -- null: at no school
    school_id bigint,
    area text not null,
    on_date date not null,
    topic text not null,
    -- how many people took part
    people integer not null,
    -- empty where a kind takes no words
    words text not null,
    written_by text not null,
    written_at timestamptz not null
);
create index partners_work_agency on partners_work (agency, on_date);
