-- Facts on their way from the module that raised them to the handlers in the modules above it.
create table outbox (
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
);
create index outbox_waiting on outbox (state, stream, position, ordinal);

-- Who dispatches a stream, and until when (system clock).
create table outbox_lease (
    stream text primary key,
    owner text not null,
    until timestamptz not null
);

-- A handler's own note that it has handled a fact, written in the handler's transaction.
create table inbox (
    stream text not null,
    position bigint not null,
    ordinal integer not null,
    handler text not null,
    handled_at timestamptz not null,
    primary key (stream, position, ordinal, handler)
);
