-- What a school says of a pattern that a rule found in a child's marks, append-only: the latest counts, the others stay to be read.
create table schools_pattern_answer (
    pupil_id bigint not null,
    rule text not null,
    -- the number of the session that opened the episode
    episode integer not null,
    version integer not null,
    -- true: the school sees it too; false: the school explains it
    confirmed boolean not null,
    -- under the child's data key
    said bytea not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (pupil_id, rule, episode, version)
);
