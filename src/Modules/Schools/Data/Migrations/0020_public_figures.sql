-- Tables of figures that were shown to elected members: made once for each month, kept as they were shown, because what is hidden in one can be given away by another.
create table schools_public_figures (
    -- the year in which the school year starts
    year integer not null,
    -- the last date of sessions that count: the end of a month
    as_of date not null,
    -- JSON array of rows: phase, school, values, which of them are hidden
    content text not null,
    -- system clock
    made_at timestamptz not null,
    primary key (year, as_of)
);
