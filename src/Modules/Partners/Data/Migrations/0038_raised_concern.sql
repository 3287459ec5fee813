-- Concerns that a school's staff raised about a child's attendance, beside what the rules find.
create table partners_raised_concern (
    id bigint primary key,
    pupil_id bigint not null,
    school_id bigint not null,
    -- under the child's data key
    words bytea not null,
    raised_by text not null,
    raised_at timestamptz not null,
    -- null: open
    settled_at timestamptz,
    settled_by text,
    settled_words bytea
);
create index partners_raised_concern_school on partners_raised_concern (school_id, settled_at);
