-- With whom, under the child's data key. Null: nobody said.
alter table schools_contact_log add column contact_with bytea;
