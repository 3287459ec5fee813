-- Agencies that take part. Those that the strategy's section 4 names are there from the start; others are added by the authority.
create table partners_agency (
    -- a short name in addresses: youth-offending
    id text primary key,
    name text not null,
    -- an AgencyKind
    kind text not null,
    -- the Role that its people hold; null: its people have no role of their own in the product
    role text,
    about text not null,
    -- a telephone number, an address or a mailbox at work; never a person's own
    contact text,
    -- the line of the strategy that names it; null: added by the authority
    line integer
);

insert into partners_agency (id, name, kind, role, about, line) values
    ('parents', 'Parents', 'Family', 'Parent', 'Parents and carers.', 163),
    ('schools', 'Schools', 'School', 'AttendanceLead', 'The schools and their governing bodies.', 165),
    ('school-improvement', 'School Improvement Service', 'Council', 'SchoolImprovement', 'Improvement officers and the behaviour and attendance consultant.', 167),
    ('health', 'Health: School Nursing Service', 'Public', 'Health', 'School nurses and health workers.', 169),
    ('housing', 'Housing', 'Council', 'Housing', 'Housing services.', 171),
    ('safeguarding', 'Safeguarding Unit', 'Council', 'ReviewingOfficer', 'Independent reviewing officers.', 173),
    ('police', 'Salford Police Division', 'Public', 'Police', 'Greater Manchester Police in Salford, with its school-based officers.', 175),
    ('youth-service', 'Youth Service', 'Council', 'YouthService', 'Youth workers.', 177),
    ('connexions', 'Connexions Service', 'Public', 'Connexions', 'Personal advisers for young people from year 9 onwards.', 179),
    ('youth-offending', 'Youth Offending Service', 'Public', 'YouthOffending', 'Case managers, prevention team and specialists.', 181),
    ('community-safety', 'Community Safety Unit', 'Council', 'CommunitySafety', 'Crime reduction with the Crime and Disorder Reduction Partnership.', 183),
    ('voluntary', 'Voluntary Sector', 'Community', 'VoluntarySector', 'Voluntary and regeneration bodies as a whole; each of them can be added by its own name.', 185),
    ('elected-members', 'Elected Members', 'Council', 'ElectedMember', 'Members of the City Council.', 187),
    ('new-deal', 'New Deal', 'Community', 'VoluntarySector', 'The regeneration programme, an equal partner.', 398),
    ('best', 'Behaviour and Education Support Teams', 'Council', 'BehaviourSupport', 'Support for vulnerable pupils in the schools of the Behaviour Improvement Programme.', 567),
    ('passenger-transport', 'Passenger Transport Unit', 'Council', null, 'Home to school transport.', 653);

-- Programmes, streams of money and initiatives in the community.
create table partners_programme (
    id text primary key,
    name text not null,
    -- a ProgrammeKind
    kind text not null,
    about text not null,
    -- the programme that pays; null: pays for itself, or is money
    funded_by text,
    -- the agency that leads
    lead_agency text,
    areas text not null,
    from_date date,
    -- the last day
    until_date date,
    line integer
);

insert into partners_programme (id, name, kind, about, lead_agency, areas, line) values
    ('lpsa', 'Local Public Service Agreement', 'Funding', 'Grant for the local targets to 2008.', null, '', 24),
    ('bip', 'Behaviour Improvement Programme', 'Funding', 'Behaviour and attendance in its schools, with BEST and school-based police officers.', 'best', '', 26),
    ('national-strategies', 'National Strategies (Behaviour and Attendance)', 'Funding', 'Consultants for behaviour and attendance.', 'school-improvement', '', 28),
    ('eaz', 'Education Action Zone', 'Funding', 'A zone of schools.', null, '', 30),
    ('connexions-grant', 'Connexions', 'Funding', 'Personal advisers.', 'connexions', '', 32),
    ('youth-matters', 'Youth Matters', 'Funding', 'Things to do and places to go.', 'youth-service', '', 34),
    ('respect', 'Respect agenda', 'Funding', 'Against anti-social behaviour.', 'community-safety', '', 36),
    ('new-deal-programme', 'New Deal', 'Programme', 'Regeneration of neighbourhoods.', 'new-deal', '', 398),
    ('excellence-in-cities', 'Excellence in Cities', 'Programme', 'Learning mentors and support in schools.', null, '', 400),
    ('lifelong-learning', 'Lifelong Learning', 'Programme', 'Learning in families and communities.', null, '', 400),
    ('childrens-fund', 'Children''s Fund', 'Programme', 'Preventative services for children of 5 to 13.', null, '', 400),
    ('seal', 'Social and Emotional Aspects of Learning', 'Programme', 'Children''s social, emotional and behavioural skills.', 'best', '', 609);
update partners_programme set funded_by = 'bip' where id = 'seal';

-- The schools of a programme.
create table partners_programme_school (
    programme text not null,
    school_id bigint not null,
    primary key (programme, school_id)
);

-- Who read which responsibilities. The version is made from the text, so that another text asks for another receipt.
create table partners_receipt (
    person bigint not null,
    version text not null,
    read_at timestamptz not null,
    primary key (person, version)
);
