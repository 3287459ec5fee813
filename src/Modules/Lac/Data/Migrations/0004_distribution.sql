-- Who was sent a termly update, and who opened it when.
create table lac_distribution (
    id bigint primary key,
    report_id bigint not null,
    person bigint not null,
    -- whose update, where it is a residential unit's
    unit_id bigint,
    -- a DistributionStep
    step text not null,
    -- the school day
    day date not null,
    at timestamptz not null
);
create unique index lac_distribution_once on lac_distribution (report_id, person, step, day);
