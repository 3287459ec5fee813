-- The quarter's report for elected members: what it shows, never what it hides. Made once; released by a second person, and then it stands.
create table lac_member_report (
    first_day date primary key,
    last_day date not null,
    known_at timestamptz not null,
    made_at timestamptz not null,
    -- the rows as JSON; a hidden count is null
    content text not null,
    -- a MemberReportState
    state text not null,
    -- what the team says of the figures
    words text,
    submitted_at timestamptz,
    submitted_by text,
    released_at timestamptz,
    released_by text
);

-- The annual report, made when the year is closed. Figures only, as JSON.
create table lac_year_report (
    year integer primary key,
    known_at timestamptz not null,
    made_at timestamptz not null,
    content text not null
);
