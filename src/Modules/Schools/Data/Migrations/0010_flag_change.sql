-- What happened to flags, for those who follow it live: written with the standings, kept for a day. pos counts a school's changes without a gap. It is taken
-- from schools_change_mark in the same transaction, whose row stays locked until the commit: so a change with a lower number is never committed later, and who
-- reads "greater than the last one" misses none.
create table schools_change_mark (
    school_id bigint primary key,
    last_pos bigint not null,
    -- changes up to here were removed
    pruned_pos bigint not null
);

create table schools_flag_change (
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
    primary key (school_id, pos)
);
create index schools_flag_change_written on schools_flag_change (written_at);
