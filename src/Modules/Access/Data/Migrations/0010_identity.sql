-- Accounts, sessions, invitations and messages; OpenIddict's four tables; keys that are shared between Hosts.

-- How a person signs in: at most one account a person. The columns from user_name on are ASP.NET Core Identity's.
create table access_account (
    id text not null primary key,
    -- of access_person: who has left cannot sign in, and sessions and tokens end
    person_id bigint not null,
    created_at timestamptz not null,
    -- SHA-256 of the last second-factor code that was taken: a code counts once
    used_code text,
    user_name text,
    normalized_user_name text,
    email text,
    normalized_email text,
    email_confirmed boolean not null default false,
    password_hash text,
    security_stamp text,
    concurrency_stamp text,
    phone_number text,
    phone_number_confirmed boolean not null default false,
    two_factor_enabled boolean not null default false,
    lockout_end timestamptz,
    lockout_enabled boolean not null default true,
    access_failed_count integer not null default 0
);
create unique index access_account_person on access_account (person_id);
create unique index access_account_name on access_account (normalized_user_name);
create index access_account_email on access_account (normalized_email);

-- The outside provider's name of a person ("entra", subject).
create table access_account_login (
    login_provider text not null,
    provider_key text not null,
    provider_display_name text,
    user_id text not null references access_account (id),
    primary key (login_provider, provider_key)
);

-- Authenticator key (sealed) and recovery codes.
create table access_account_token (
    user_id text not null references access_account (id),
    login_provider text not null,
    name text not null,
    value text,
    primary key (user_id, login_provider, name)
);

-- A signed-in browser. The cookie holds 32 random bytes; their SHA-256 is here.
create table access_session (
    id text not null primary key,
    hash bytea not null,
    account_id text not null references access_account (id),
    -- code: the password was right, the second factor is due; enrol: it must be set up first; full: signed in
    stage text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz
);
create unique index access_session_hash on access_session (hash);
create index access_session_account on access_session (account_id);

-- Single-purpose links: the first password of a new account, or another one for an account that is there.
create table access_invitation (
    id text not null primary key,
    hash bytea not null,
    person_id bigint not null,
    -- invitation or reset
    purpose text not null,
    email text not null,
    created_at timestamptz not null,
    created_by text not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    withdrawn_at timestamptz
);
create unique index access_invitation_hash on access_invitation (hash);
create index access_invitation_person on access_invitation (person_id);

-- How a school made sure who a parent is, before the invitation went out.
create table access_identity_check (
    -- the grant that opens the child to the parent
    grant_id text not null primary key,
    school_id bigint not null,
    -- passport, driving-licence, birth-certificate, known-in-person
    method text not null,
    checked_on date not null,
    checked_by text not null
);

-- Messages to people. Without a mail server they stay here for whoever sent them to hand over. The text is sealed: it holds a link.
create table access_message (
    id text not null primary key,
    recipient text not null,
    subject text not null,
    sealed_text text not null,
    created_at timestamptz not null,
    created_by text not null,
    expires_at timestamptz not null,
    sent_at timestamptz
);
create index access_message_sender on access_message (created_by, created_at);

-- ASP.NET Core data protection keys, each sealed under the installation's master key.
create table access_protection_key (
    name text not null primary key,
    xml text not null
);

-- Signing and encryption keys of tokens, sealed by data protection.
create table access_token_key (
    id text not null primary key,
    -- signing or encryption
    purpose text not null,
    sealed_key text not null,
    created_at timestamptz not null
);

create table access_application (
    id text not null primary key,
    application_type text,
    client_id text,
    client_secret text,
    client_type text,
    concurrency_token text,
    consent_type text,
    display_name text,
    display_names text,
    json_web_key_set text,
    permissions text,
    post_logout_redirect_uris text,
    properties text,
    redirect_uris text,
    requirements text,
    settings text
);
create unique index access_application_client on access_application (client_id);

create table access_authorization (
    id text not null primary key,
    application_id text references access_application (id),
    concurrency_token text,
    creation_date timestamptz,
    properties text,
    scopes text,
    status text,
    subject text,
    type text
);
create index access_authorization_subject on access_authorization (subject, status);

create table access_scope (
    id text not null primary key,
    concurrency_token text,
    description text,
    descriptions text,
    display_name text,
    display_names text,
    name text,
    properties text,
    resources text
);

create table access_token (
    id text not null primary key,
    application_id text references access_application (id),
    authorization_id text references access_authorization (id),
    concurrency_token text,
    creation_date timestamptz,
    expiration_date timestamptz,
    payload text,
    properties text,
    redemption_date timestamptz,
    reference_id text,
    status text,
    subject text,
    type text
);
create unique index access_token_reference on access_token (reference_id);
create index access_token_subject on access_token (subject, status);
create index access_token_authorization on access_token (authorization_id);

-- Every key of a school's system or loader is also a client secret: its id is the client id.
insert into access_application (id, client_id, client_secret, client_type, concurrency_token, display_name, permissions)
select id, id, 'key:' || id, 'confidential', id, name, '["ept:token","ept:revocation","gt:client_credentials"]' from access_key;
