-- Facts wait for a moment only, so that the few parked ones need no index of those that wait.
drop index outbox_waiting;
