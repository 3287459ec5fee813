-- The secret addresses at which outside calendars fetch a person's diary. Only a hash of the secret is kept. Instants are of the system clock.
create table casework_diary_feed (
    -- SHA-256 of the secret, in hexadecimal
    secret text primary key,
    person bigint not null,
    made_at timestamptz not null,
    ended_at timestamptz
);
create index casework_diary_feed_person on casework_diary_feed (person);
