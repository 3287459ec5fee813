-- Without row numbers a change is written once and not a second time into the index of its key.
create table schools_flag_change_whole (
    -- the school whose register, roll or calendar made the difference
    school_id bigint not null,
    pos bigint not null,
    pupil_id bigint not null,
    rule text not null,
    -- number of the session that opened the episode
    episode integer not null,
    -- 1 opened, 2 changed, 3 closed, 4 withdrawn
    kind integer not null,
    level integer not null,
    severity integer not null,
    -- number of the session at which it happened
    happened_at integer not null,
    sentence text not null,
    -- by the system clock
    written_at timestamptz not null,
    left_concern boolean not null default false,
    primary key (school_id, pos)
) without rowid;
insert into schools_flag_change_whole (school_id, pos, pupil_id, rule, episode, kind, level, severity, happened_at, sentence, written_at, left_concern)
select school_id, pos, pupil_id, rule, episode, kind, level, severity, happened_at, sentence, written_at, left_concern from schools_flag_change;
drop table schools_flag_change;
alter table schools_flag_change_whole rename to schools_flag_change;
create index schools_flag_change_written on schools_flag_change (written_at);
