-- A table with a primary key of texts keeps every row twice, once in the key's index, unless it is made without row numbers; and facts wait for a moment only, so
-- that the few parked ones need no index of those that wait.
create table outbox_whole (
    stream text not null,
    position bigint not null,
    ordinal integer not null,
    type text not null,
    payload text not null,
    raised_at timestamptz not null,
    -- 0 waiting, 1 parked after ten tries; a handled fact is deleted
    state integer not null default 0,
    tries integer not null default 0,
    last_error text,
    primary key (stream, position, ordinal)
) without rowid;
insert into outbox_whole (stream, position, ordinal, type, payload, raised_at, state, tries, last_error)
select stream, position, ordinal, type, payload, raised_at, state, tries, last_error from outbox;
drop table outbox;
alter table outbox_whole rename to outbox;

create table inbox_whole (
    stream text not null,
    position bigint not null,
    ordinal integer not null,
    handler text not null,
    handled_at timestamptz not null,
    primary key (stream, position, ordinal, handler)
) without rowid;
insert into inbox_whole (stream, position, ordinal, handler, handled_at) select stream, position, ordinal, handler, handled_at from inbox;
drop table inbox;
alter table inbox_whole rename to inbox;
