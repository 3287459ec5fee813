-- The read model: everything here can be made again from the journal, rolls and calendars.

-- How far a school's journal has been folded into standings.
create table schools_mark (
    school_id bigint not null primary key,
    folded_seq bigint not null
);

-- One child at one school in one school year: feeds statistics. Counts are half-day sessions.
create table schools_enrolment_standing (
    school_id bigint not null,
    year integer not null,
    pupil_id bigint not null,
    position bigint not null,
    possible integer not null,
    attended integer not null,
    authorised integer not null,
    unauthorised integer not null,
    missing integer not null,
    detail bytea not null,
    primary key (school_id, year, pupil_id)
) without rowid;

-- One child over all enrolments, this school year: feeds casework.
create table schools_pupil_standing (
    -- "integer primary key" is the row's own number: no index beside it.
    pupil_id integer primary key,
    fold bigint not null,
    positions text not null,
    year integer not null,
    possible integer not null,
    attended integer not null,
    authorised integer not null,
    unauthorised integer not null,
    missing integer not null,
    last_session integer not null,
    severity integer not null,
    flags text not null
);
create index schools_pupil_standing_severity on schools_pupil_standing (severity, pupil_id) where severity > 0;

-- Every episode of every flag. state: 0 open, 1 closed, 2 withdrawn by a correction.
create table schools_flag (
    pupil_id bigint not null,
    rule text not null,
    episode integer not null,
    fold bigint not null,
    rule_version integer not null,
    level integer not null,
    severity integer not null,
    state integer not null,
    opened_at integer not null,
    changed_at integer not null,
    evidence text not null,
    trace text,
    primary key (pupil_id, rule, episode)
) without rowid;
create index schools_flag_open on schools_flag (rule, severity, pupil_id) where state = 0;

-- Effective marks of a session by class and code.
create table schools_session_tally (
    school_id bigint not null,
    date date not null,
    session text not null,
    group_code text not null,
    code text not null,
    count integer not null,
    primary key (school_id, date, session, group_code, code)
) without rowid;
create index schools_session_tally_date on schools_session_tally (date, session);

-- The last school day whose rules of time have been judged.
create table schools_day_done (
    school_id bigint not null primary key,
    done_to date not null
);
