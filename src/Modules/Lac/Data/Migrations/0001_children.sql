-- Residential units. 1 stands for the whole looked-after register and is no unit: numbers begin at 2.
create table lac_unit (
    id bigint primary key,
    name text not null,
    recorded_at timestamptz not null,
    recorded_by text not null
);
create unique index lac_unit_name on lac_unit (name);

-- Times in care, append-only: the latest version of a child and first day counts.
create table lac_episode (
    pupil_id bigint not null,
    started date not null,
    version integer not null,
    -- the last day in care; null: still
    ended date,
    -- codes of the SSDA903 return
    legal_status text not null,
    placement text not null,
    unit_id bigint,
    -- the authority that is responsible: its three digits
    responsible text not null,
    social_worker text,
    -- taken back as recorded by mistake
    withdrawn boolean not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (pupil_id, started, version)
);

-- Who cares for the child and where, apart from everything else: only for the looked-after team, who say what for. JSON under the child's data key.
create table lac_home (
    pupil_id bigint not null,
    version integer not null,
    home bytea not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (pupil_id, version)
);
