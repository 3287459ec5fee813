-- Who works for which agency. Days are school days: from_date is the first on which it holds, until_date the first on which it no longer does.
create table partners_member (
    agency text not null,
    person bigint not null,
    from_date date not null,
    until_date date,
    added_by text not null,
    added_at timestamptz not null,
    primary key (agency, person, from_date)
);
create index partners_member_person on partners_member (person);

-- Information sharing agreements. Nothing is deleted: what ends gets an ended_on.
create table partners_agreement (
    id text primary key,
    agency text not null,
    lawful_basis text not null,
    purpose text not null,
    -- Named or Referrals: which children it is about
    children text not null,
    -- names of fields, by commas
    fields text not null,
    from_date date not null,
    -- the first day on which it no longer holds; twelve months after the first at most
    expires_on date not null,
    written_by text not null,
    written_at timestamptz not null,
    -- somebody else; null: a draft, which opens nothing
    approved_by text,
    approved_at timestamptz,
    ended_on date,
    ended_by text,
    ended_reason text
);
create index partners_agreement_agency on partners_agreement (agency);

-- The children of an agreement.
create table partners_agreement_child (
    agreement text not null,
    pupil_id bigint not null,
    added_by text not null,
    added_at timestamptz not null,
    primary key (agreement, pupil_id)
);
create index partners_agreement_child_pupil on partners_agreement_child (pupil_id);

-- Every look of a partner at a child: append-only.
create table partners_disclosure (
    id bigint primary key,
    agreement text not null,
    agency text not null,
    pupil_id bigint not null,
    person bigint not null,
    seen_at timestamptz not null,
    -- as the agreement said then
    purpose text not null,
    expires_on date not null,
    fields text not null,
    request text not null
);
create index partners_disclosure_pupil on partners_disclosure (pupil_id, seen_at);
create index partners_disclosure_agreement on partners_disclosure (agreement);
