-- Reports made at the end of a quarter, a term or a year and never again: what was known at that instant.
create table lac_report (
    id bigint primary key,
    -- a ReportKind
    kind text not null,
    first_day date not null,
    last_day date not null,
    known_at timestamptz not null,
    made_at timestamptz not null
);
create unique index lac_report_of on lac_report (kind, first_day);

-- What a report says of a child. JSON under the child's data key.
create table lac_report_entry (
    report_id bigint not null,
    pupil_id bigint not null,
    -- ten-day reports: the step that it is about
    year integer,
    crossing integer,
    -- termly updates: whose update it belongs to, beside the team's
    unit_id bigint,
    key_worker bigint,
    content bytea not null,
    primary key (report_id, pupil_id)
);
create index lac_report_entry_pupil on lac_report_entry (pupil_id);

-- What the team does about a child that missed ten days, append-only: the latest version counts. Text under the child's data key.
create table lac_ten_day_action (
    pupil_id bigint not null,
    year integer not null,
    version integer not null,
    action bytea not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (pupil_id, year, version)
);
