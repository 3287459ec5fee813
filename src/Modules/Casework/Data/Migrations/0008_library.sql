-- The shared library: guidance of the authority and of schools, append-only, each version with its date.
create table casework_guidance (
    document bigint not null,
    version integer not null,
    -- null: the authority's
    school_id bigint,
    title text not null,
    dated date not null,
    body text not null,
    -- names of roles that it is issued to, and codes that it is about, each between commas; none: to everybody, about no code
    roles text not null,
    codes text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (document, version)
);

-- Who has read which version.
create table casework_guidance_read (
    -- the document's id as the schema has it: a number, or "shipped/NAME"
    document text not null,
    version integer not null,
    person bigint not null,
    read_at timestamptz not null,
    primary key (document, version, person)
);

-- What was agreed with a school or a service about its role, append-only, and who signed which version.
create table casework_agreement (
    -- "school" or "service"
    kind text not null,
    -- a LAESTAB, or the name of the role that works for the service
    party text not null,
    version integer not null,
    body text not null,
    review_on date not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (kind, party, version)
);
create table casework_agreement_signature (
    kind text not null,
    party text not null,
    version integer not null,
    signed_at timestamptz not null,
    signed_by text not null,
    primary key (kind, party, version)
);
