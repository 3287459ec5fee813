-- What lists of matters need, made from the case's events with every change. A number is unique among a child's matters.
create table casework_matter (
    case_id bigint not null,
    number integer not null,
    pupil_id bigint not null,
    -- the parent's number in the child's cases; the name is under the child's key
    parent integer not null,
    -- a Track and a Stage in lower case
    track text not null,
    stage text not null,
    opened_on date not null,
    last_on date not null,
    hearing_on date,
    notice text,
    -- the day on which the law takes a step by itself
    act_on date,
    -- the last day of a fast track's clock
    court_by date,
    amount numeric,
    costs numeric,
    -- nothing leads on from its stage
    over boolean not null,
    -- a mark of the evidence changed: it is to be compared again; and the day of the last comparison, for one a day in any case
    recheck boolean not null,
    checked_on date not null,
    primary key (case_id, number)
);
create index casework_matter_hearing on casework_matter (hearing_on);
create index casework_matter_act on casework_matter (act_on);
create index casework_matter_pupil on casework_matter (pupil_id);
create unique index casework_matter_notice on casework_matter (notice);

-- Support and enforcement, one row for each that counts in the balance report, with where and who the child was then.
create table casework_balance (
    case_id bigint not null,
    ordinal integer not null,
    pupil_id bigint not null,
    school_id bigint,
    team text,
    -- kinds of markers, each between commas: ",sen,looked-after,"
    groups text not null,
    -- "support", or a Step in lower case
    kind text not null,
    done_on date not null,
    primary key (case_id, ordinal)
);
create index casework_balance_day on casework_balance (done_on);

-- The last number of penalty notices given in a year. A number that was drawn and not used stays unused.
create table casework_notice_number (
    year integer primary key,
    last integer not null
);
