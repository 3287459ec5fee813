-- Bearer keys of schools' systems and of the authority's loader. Only the hash of a key is stored.
create table access_key (
    id text not null primary key,
    -- SHA-256 of the 32 random bytes
    hash bytea not null,
    -- loader or school
    kind text not null,
    -- LAESTAB; null for a loader
    school_id bigint,
    -- the system that holds the key ("SIMS"); a renewed key of the same system has the same name
    name text not null,
    created_at timestamptz not null,
    revoked_at timestamptz
);
create unique index access_key_hash on access_key (hash);
create index access_key_school on access_key (school_id, name);
