-- With this change the child stopped having a flag of concern or action that nobody dismissed: who saw it for that reason is told so, once.
alter table schools_flag_change add column left_concern boolean not null default false;
