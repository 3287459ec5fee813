-- Who signed up to the strategy's commitments for which school year: one signature a party and year, never changed.
create table schools_commitment (
    -- the year in which the school year begins
    year integer not null,
    -- school or agency
    party_kind text not null,
    -- the LAESTAB, or the role that works for the agency
    party text not null,
    -- which version of the statements was signed
    statements integer not null,
    signed_at timestamptz not null,
    signed_by text not null,
    primary key (year, party_kind, party)
);
