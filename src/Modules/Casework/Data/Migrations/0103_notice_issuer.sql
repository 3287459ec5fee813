-- Who warned, or issued the notice last: a NoticeIssuer in lower case; null: nobody yet, or before issuers were told apart.
alter table casework_matter add column issuer text;
