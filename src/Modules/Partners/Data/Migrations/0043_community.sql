-- Events and campaigns in the community for attendance: what was done in which area, to be held against the area's attendance before and after.
create table partners_campaign (
    id bigint primary key,
    title text not null,
    -- a CampaignKind
    kind text not null,
    -- the area by name; null: all of them
    area text,
    -- the agency that led, by short name
    agency text not null,
    from_date date not null,
    -- the last day
    until_date date not null,
    -- people who were reached; null: not counted
    reached integer,
    about text not null,
    logged_by text not null,
    logged_at timestamptz not null
);
create index partners_campaign_from on partners_campaign (from_date);
