-- Whom a notice of an agency's work is for, as "agency/health"; null: the policy says by the child, the school or the roles.
alter table schools_notice add column audience text;
