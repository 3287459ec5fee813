create function casework_append_only() returns trigger language plpgsql as
$$ begin raise exception 'case events are append-only'; end $$;
create trigger casework_case_event_kept before update or delete on casework_case_event
for each row execute function casework_append_only();
