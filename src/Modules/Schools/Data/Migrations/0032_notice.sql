-- What people should hear of, each once, made from facts. Whom it concerns is asked of the policy when it is read: nothing is copied per person. Kept for 60 days.
create table schools_notice (
    id text primary key,
    -- Flag, Proposal, Answer, Register, Rule
    kind text not null,
    -- of a flag; 0 otherwise
    severity integer not null,
    -- the school whose people it is for (proposals, registers), or that answered
    school_id bigint,
    pupil_id bigint,
    -- of a flag or a changed rule
    rule text,
    -- number of the session that opened the flag's episode, or that a proposal or register is about
    session integer,
    -- true when the rule tells of a register code
    tells_code boolean not null,
    -- whom an answer is for, as records name people
    person text,
    -- names no child
    sentence text not null,
    recorded_at timestamptz not null
);
create index schools_notice_recorded on schools_notice (recorded_at);
create index schools_notice_flag on schools_notice (pupil_id, rule, session);

create table schools_notice_read (
    person bigint not null,
    notice_id text not null,
    read_at timestamptz not null,
    primary key (person, notice_id)
);

-- How a person wants to hear of a kind: Page, Digest or Off; severity: the least of flags.
create table schools_notice_preference (
    person bigint not null,
    kind text not null,
    delivery text not null,
    severity integer not null,
    primary key (person, kind)
);

-- The digests that went out, one a person and school day.
create table schools_notice_digest (
    person bigint not null,
    day date not null,
    primary key (person, day)
);
