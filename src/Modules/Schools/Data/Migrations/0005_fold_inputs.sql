-- Children whose every changed mark a module wants to be told of. watcher: the module and what it watches for ("lac", "casework/plan/41").
create table schools_watch (
    pupil_id bigint not null,
    watcher text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (pupil_id, watcher)
);

-- What was told of a watched child: the position of the fold, and every mark that counts. Part of the read model.
create table schools_watched (
    pupil_id bigint primary key,
    fold bigint not null
);
create table schools_watched_mark (
    pupil_id bigint not null,
    -- the session's number
    session integer not null,
    code text not null,
    missed boolean not null,
    primary key (pupil_id, session)
);

-- Flags that somebody dismissed, append-only: the latest version of a rule and session counts.
create table schools_flag_dismissal (
    pupil_id bigint not null,
    rule text not null,
    -- the number of a session at which the episode was open
    session integer not null,
    version integer not null,
    -- the level it had: a worse one shows it again
    level integer not null,
    -- taken back
    withdrawn boolean not null,
    -- why, under the child's data key
    reason bytea not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (pupil_id, rule, session, version)
);

-- Changes to the options of rules, append-only. One counts from its date on, once a second person has approved it.
create table schools_flag_option (
    number bigint primary key,
    from_date date not null,
    rule text not null,
    option_name text not null,
    value integer not null,
    reason text not null,
    recorded_at timestamptz not null,
    recorded_by text not null
);
create table schools_flag_option_approval (
    number bigint primary key,
    recorded_at timestamptz not null,
    recorded_by text not null
);
