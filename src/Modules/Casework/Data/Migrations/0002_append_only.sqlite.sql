create trigger casework_case_event_kept before update on casework_case_event
begin select raise(abort, 'case events are append-only'); end;
create trigger casework_case_event_stays before delete on casework_case_event
begin select raise(abort, 'case events are append-only'); end;
