-- Reference data of schools. Every table named *_version, *_change, schools_calendar, schools_contact, schools_sibling, schools_marker,
-- schools_pupil_alias, schools_upn and schools_contact_log is append-only with the time of recording (SchoolClock, whole milliseconds), so that
-- any answer can be given as it was known at an instant. The tables without are the latest state, for lists and joins; they can be rebuilt.
-- school_id is the LAESTAB as a number; pupil_id is PupilId.Value.

create table schools_school (
    school_id bigint primary key,
    urn integer,
    name text not null,
    -- nursery, primary, middle, secondary, all-through, special, alternative-provision
    phase text not null,
    version bigint not null,
    -- rise by one with every recorded change; 0: nothing was ever loaded
    roll_version bigint not null,
    calendar_version bigint not null,
    -- how far the running server has told its grains; behind the two above: a change waits to be told
    told_roll_version bigint not null,
    told_calendar_version bigint not null,
    -- the latest recorded time of any row of this school: recorded time never goes back within a school
    recorded_at timestamptz not null
);

create table schools_school_version (
    school_id bigint not null,
    version bigint not null,
    urn integer,
    name text not null,
    phase text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (school_id, version)
);

create table schools_calendar (
    school_id bigint not null,
    version bigint not null,
    -- academic year by the year in which it starts; the latest version of a year replaces that year's lines
    start_year integer not null,
    -- JSON array of lines, in time order
    sessions text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (school_id, version)
);
create index schools_calendar_year on schools_calendar (school_id, start_year, version);

-- Classes and other groups that a roll names.
create table schools_group (
    school_id bigint not null,
    name text not null,
    recorded_at timestamptz not null,
    primary key (school_id, name)
);

create table schools_pupil (
    pupil_id bigint primary key,
    version integer not null,
    upn text not null,
    given_name text not null,
    family_name text not null,
    birth_date date not null,
    -- F, M, U (not known)
    sex text not null,
    -- the survivor, when this record turned out to be the same child as another; null otherwise
    merged_into bigint
);
create index schools_pupil_name on schools_pupil (family_name, given_name);
create index schools_pupil_merged on schools_pupil (merged_into);

create table schools_pupil_version (
    pupil_id bigint not null,
    version integer not null,
    upn text not null,
    given_name text not null,
    family_name text not null,
    birth_date date not null,
    sex text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (pupil_id, version)
);

-- Every UPN a child ever had here; the present one is in schools_pupil.
create table schools_upn (
    upn text primary key,
    pupil_id bigint not null,
    recorded_at timestamptz not null,
    recorded_by text not null
);
create index schools_upn_pupil on schools_upn (pupil_id);

create table schools_pupil_alias (
    pupil_id bigint not null,
    version integer not null,
    -- null: unmerged
    merged_into bigint,
    reason text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (pupil_id, version)
);

create table schools_enrolment (
    school_id bigint not null,
    pupil_id bigint not null,
    entry_date date not null,
    version bigint not null,
    -- the last day on roll; null: still there
    leaving_date date,
    -- C single, M main dual, S subsidiary dual, F further education, O other, G guest
    status text not null,
    boarder boolean not null,
    year_group text not null,
    group_name text,
    -- where the child was before: JSON array of {until, yearGroup, group}, oldest first; null: always here
    earlier text,
    primary key (school_id, pupil_id, entry_date)
);
create index schools_enrolment_pupil on schools_enrolment (pupil_id);

create table schools_enrolment_version (
    school_id bigint not null,
    pupil_id bigint not null,
    entry_date date not null,
    -- the school's roll version that wrote it
    version bigint not null,
    leaving_date date,
    status text not null,
    boarder boolean not null,
    year_group text not null,
    group_name text,
    earlier text,
    -- entered by mistake: counts as never there
    removed boolean not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (school_id, pupil_id, entry_date, version)
);
create index schools_enrolment_version_pupil on schools_enrolment_version (pupil_id);

-- One row for each change of a school's roll: what a grain that knows an older version must look at again.
create table schools_roll_change (
    school_id bigint not null,
    version bigint not null,
    -- roll, upn, merge, unmerge, transfer, rollover, removal, marker, contact
    kind text not null,
    -- JSON array of pupil ids
    pupils text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (school_id, version)
);

-- People with a tie to a child: the latest version is the whole list, as JSON.
create table schools_contact (
    pupil_id bigint not null,
    version integer not null,
    contacts text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (pupil_id, version)
);

-- A sibling by UPN, because it may be on a roll that is loaded later.
create table schools_sibling (
    pupil_id bigint not null,
    upn text not null,
    version integer not null,
    removed boolean not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (pupil_id, upn, version)
);
create index schools_sibling_upn on schools_sibling (upn);

create table schools_marker (
    pupil_id bigint not null,
    -- looked-after, child-protection, in-need, sen, medical-care-plan, free-meals, ethnicity, young-carer, traveller, young-offender, eal
    kind text not null,
    source text not null,
    from_date date not null,
    version integer not null,
    to_date date,
    -- the kind's value where it has one (SEN stage, ethnic group)
    detail text,
    -- recorded by mistake: counts as never there
    removed boolean not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (pupil_id, kind, source, from_date, version)
);

create table schools_contact_log (
    pupil_id bigint not null,
    number integer not null,
    school_id bigint not null,
    -- the day of absence that the contact was about
    day date not null,
    contacted_at timestamptz not null,
    -- phone, text, email, letter, visit, in-person
    mode text not null,
    -- no-answer, reached, traced, unavoidable-cause
    outcome text not null,
    contacted_by text not null,
    -- free text under the pupil's data key
    note bytea,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (pupil_id, number)
);
create index schools_contact_log_day on schools_contact_log (pupil_id, day);

-- The data key of a child's free texts, wrapped by the installation's master key. Deleting the row erases the texts.
create table schools_pupil_key (
    pupil_id bigint primary key,
    wrapped_key bytea not null,
    recorded_at timestamptz not null
);
