-- The snapshot file of SQLite: the same contract as Migrations/0002_grain_storage.postgres.sql, in a file of its own that may be deleted.
create table OrleansQuery (
    QueryKey varchar(64) not null primary key,
    QueryText varchar(8000) not null
);
create table host_grain_state (
    service_id text not null,
    grain_type text not null,
    grain_n0 bigint not null,
    grain_n1 bigint not null,
    grain_extension text,
    grain_hash integer not null,
    payload blob,
    version integer not null,
    written_at text not null default current_timestamp
);
-- SQLite holds nulls for distinct, so null is indexed as the empty text.
create unique index host_grain_state_id on host_grain_state (service_id, grain_type, grain_n0, grain_n1, coalesce(grain_extension, ''));

-- In WAL mode "normal" cannot break the file; what a sudden stop of the machine may cost is the last snapshots, which the journal has.
insert into OrleansQuery values ('WriteToStorageKey', '
pragma synchronous = normal;
insert into host_grain_state (service_id, grain_type, grain_n0, grain_n1, grain_extension, grain_hash, payload, version)
select @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString, @GrainIdHash, @PayloadBinary, 1
where @GrainStateVersion is null or exists (
    select 1 from host_grain_state
    where service_id = @ServiceId and grain_type = @GrainTypeString and grain_n0 = @GrainIdN0 and grain_n1 = @GrainIdN1
        and coalesce(grain_extension, '''') = coalesce(@GrainIdExtensionString, ''''))
on conflict (service_id, grain_type, grain_n0, grain_n1, coalesce(grain_extension, ''''))
do update set payload = excluded.payload, version = version + 1, written_at = current_timestamp
where version = @GrainStateVersion
returning version as NewGrainStateVersion;
select @GrainStateVersion as NewGrainStateVersion where changes() = 0;
');

insert into OrleansQuery values ('ReadFromStorageKey', '
select payload as PayloadBinary, version as Version
from host_grain_state
where service_id = @ServiceId and grain_type = @GrainTypeString and grain_n0 = @GrainIdN0 and grain_n1 = @GrainIdN1
    and coalesce(grain_extension, '''') = coalesce(@GrainIdExtensionString, '''')
');

insert into OrleansQuery values ('ClearStorageKey', '
update host_grain_state set payload = null, version = version + 1, written_at = current_timestamp
where service_id = @ServiceId and grain_type = @GrainTypeString and grain_n0 = @GrainIdN0 and grain_n1 = @GrainIdN1
    and coalesce(grain_extension, '''') = coalesce(@GrainIdExtensionString, '''') and version = @GrainStateVersion
returning version as NewGrainStateVersion;
select @GrainStateVersion as NewGrainStateVersion where changes() = 0;
');

insert into OrleansQuery values ('DeleteStorageKey', '
delete from host_grain_state
where service_id = @ServiceId and grain_type = @GrainTypeString and grain_n0 = @GrainIdN0 and grain_n1 = @GrainIdN1
    and coalesce(grain_extension, '''') = coalesce(@GrainIdExtensionString, '''') and version = @GrainStateVersion
returning version + 1 as NewGrainStateVersion;
select @GrainStateVersion as NewGrainStateVersion where changes() = 0;
');
