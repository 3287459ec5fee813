-- The statements that the Orleans providers run, by key. They bind parameters and read columns by name (ORLEANS.md).
create table orleansquery (
    querykey varchar(64) not null primary key,
    querytext varchar(8000) not null
);
