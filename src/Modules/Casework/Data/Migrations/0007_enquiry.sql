-- Questions about a mark, a flag or a figure, each with an owner and a clock. Words about a child are under the child's data key.
create table casework_enquiry (
    id bigint primary key,
    -- an EnquirySubject in lower case
    subject text not null,
    school_id bigint,
    -- null for a figure
    pupil_id bigint,
    -- the session of a mark
    session integer,
    -- of a flag
    rule text,
    -- what a figure is called
    figure text,
    -- an EnquiryOwner in lower case
    owner text not null,
    question bytea not null,
    asked_on date not null,
    due_on date not null,
    asked_at timestamptz not null,
    asked_by text not null,
    answer bytea,
    answered_at timestamptz,
    answered_by text,
    -- the code of the mark when it was asked about and when it was answered, where they differ
    code_before text,
    code_after text
);
create index casework_enquiry_school on casework_enquiry (school_id);
create index casework_enquiry_pupil on casework_enquiry (pupil_id);
create index casework_enquiry_asked on casework_enquiry (asked_by);
