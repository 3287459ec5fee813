-- Who made the key, as records name them. Null: made before this was kept.
alter table access_key add column created_by text;
