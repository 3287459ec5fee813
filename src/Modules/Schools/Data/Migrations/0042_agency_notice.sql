-- Of notices of the kind Shared: the agreement that shares the child with whom it is told. Of these the person is the only one who is told, or null.
alter table schools_notice add column agreement text;
-- Of notices of the kinds Shared and Agency: the address of the page that says more.
alter table schools_notice add column page text;
