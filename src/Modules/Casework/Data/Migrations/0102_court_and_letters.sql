-- Documents of cases: PDFs under the child's data key. A name names no child.
create table casework_document (
    id bigint primary key,
    case_id bigint not null,
    pupil_id bigint not null,
    name text not null,
    made_at timestamptz not null,
    sealed bytea not null
);
create index casework_document_case on casework_document (case_id);

-- What the outbox shows. To whom and in which words stands in the case's events.
create table casework_letter (
    id bigint primary key,
    case_id bigint not null,
    pupil_id bigint not null,
    matter integer not null,
    -- a LetterKind in lower case
    kind text not null,
    -- "waiting", "sent", "withdrawn"
    state text not null,
    by_email boolean not null,
    written_on date not null
);
create index casework_letter_waiting on casework_letter (state, id);

-- The school when the matter began; null: on no roll.
alter table casework_matter add column school_id bigint;
