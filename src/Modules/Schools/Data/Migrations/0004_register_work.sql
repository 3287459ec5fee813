-- What became of stale marks: adopted (made effective by a correction) or set aside. The reason is a text beside the entry, under the child's key.
create table schools_stale_outcome (
    school_id bigint not null,
    -- the stale entry
    seq bigint not null,
    -- adopted or set-aside
    outcome text not null,
    -- the entry of the correction that made it effective; null when set aside
    adopted_seq bigint,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (school_id, seq)
);

-- Comments and reasons of marks that made no entry: held ones, and ones equal to the effective mark. seq is the submission's, ordinal the mark's place in
-- its body.
create table schools_mark_text (
    school_id bigint not null,
    seq bigint not null,
    ordinal integer not null,
    -- comment or reason
    kind text not null,
    -- under whose data key it is sealed; minus the school's number: the school's own key, because the child is not known (yet)
    sealed_under bigint not null,
    -- the entry that the mark was equal to; null for a held mark
    entry_seq bigint,
    recorded_at timestamptz not null,
    recorded_by text not null,
    sealed bytea not null,
    primary key (school_id, seq, ordinal, kind)
);
