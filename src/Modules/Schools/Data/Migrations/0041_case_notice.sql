-- Roles that a message of a case mentions, by name, each between commas; null: the notice is about something else. Of these notices the person is who wrote.
alter table schools_notice add column roles text;
