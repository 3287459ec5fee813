-- The flagged children of a caseload, of whom there are few: the severity of a child changes seldom, so that marks leave the index alone.
create index schools_pupil_standing_concern on schools_pupil_standing (severity) where severity >= 2;
