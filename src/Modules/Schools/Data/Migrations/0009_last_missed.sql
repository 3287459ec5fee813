-- The child's last missed half-day of the school year, as the number of the session; 0: none, or not folded since this column came. For caseloads.
alter table schools_pupil_standing add column last_missed integer not null default 0;
-- "Has anybody reached the family lately?"
create index schools_contact_log_at on schools_contact_log (pupil_id, contacted_at);
