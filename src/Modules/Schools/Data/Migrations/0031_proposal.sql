-- Corrections that people who work with a child proposed to its school, append-only. Nothing here changes a register: the school's own correction does.
create table schools_proposal (
    id text primary key,
    school_id bigint not null,
    pupil_id bigint not null,
    -- number of the session
    session integer not null,
    -- the code that the register had then; null for none
    standing text,
    code text not null,
    minutes_late integer,
    -- why, under the child's data key
    reason bytea not null,
    recorded_at timestamptz not null,
    recorded_by text not null
);
create index schools_proposal_school on schools_proposal (school_id, recorded_at);
create index schools_proposal_pupil on schools_proposal (pupil_id);

-- What the school answered; one answer each.
create table schools_proposal_answer (
    id text primary key,
    -- accepted or refused
    outcome text not null,
    -- the submission of the correction that the school made of it; null when refused
    seq bigint,
    -- why it was refused, under the child's data key; null when accepted
    reason bytea,
    recorded_at timestamptz not null,
    recorded_by text not null
);
