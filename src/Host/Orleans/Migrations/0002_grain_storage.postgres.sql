-- Snapshots of grains. Disposable: the journal is the truth.
create table host_grain_state (
    service_id text not null,
    grain_type text not null,
    grain_n0 bigint not null,
    grain_n1 bigint not null,
    grain_extension text,
    grain_hash integer not null,
    payload bytea,
    version integer not null,
    written_at timestamptz not null default now()
);
-- Unique, so that two first writes at once cannot leave two rows.
create unique index host_grain_state_id on host_grain_state (service_id, grain_type, grain_n0, grain_n1, grain_extension) nulls not distinct;

-- No version: a first write, which gives 1. Otherwise the version must be the stored one. No row written: the version that was sent comes back,
-- from which the provider knows the conflict.
insert into orleansquery values ('WriteToStorageKey', '
with written as (
    insert into host_grain_state as s
        (service_id, grain_type, grain_n0, grain_n1, grain_extension, grain_hash, payload, version)
    select @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, cast(@GrainIdExtensionString as text), @GrainIdHash, cast(@PayloadBinary as bytea), 1
    where cast(@GrainStateVersion as integer) is null or exists (
        select 1 from host_grain_state
        where service_id = @ServiceId and grain_type = @GrainTypeString and grain_n0 = @GrainIdN0 and grain_n1 = @GrainIdN1
            and grain_extension is not distinct from cast(@GrainIdExtensionString as text))
    on conflict (service_id, grain_type, grain_n0, grain_n1, grain_extension)
    do update set payload = excluded.payload, version = s.version + 1, written_at = now()
    where s.version = cast(@GrainStateVersion as integer)
    returning s.version
)
select version as NewGrainStateVersion from written
union all
select cast(@GrainStateVersion as integer) where not exists (select 1 from written)
');

insert into orleansquery values ('ReadFromStorageKey', '
select payload as PayloadBinary, version as Version
from host_grain_state
where service_id = @ServiceId and grain_type = @GrainTypeString and grain_n0 = @GrainIdN0 and grain_n1 = @GrainIdN1
    and (grain_extension = cast(@GrainIdExtensionString as text)
        or (grain_extension is null and cast(@GrainIdExtensionString as text) is null))
');

insert into orleansquery values ('ClearStorageKey', '
with cleared as (
    update host_grain_state set payload = null, version = version + 1, written_at = now()
    where service_id = @ServiceId and grain_type = @GrainTypeString and grain_n0 = @GrainIdN0 and grain_n1 = @GrainIdN1
        and grain_extension is not distinct from cast(@GrainIdExtensionString as text)
        and version = cast(@GrainStateVersion as integer)
    returning version
)
select version as NewGrainStateVersion from cleared
union all
select cast(@GrainStateVersion as integer) where not exists (select 1 from cleared)
');

insert into orleansquery values ('DeleteStorageKey', '
with gone as (
    delete from host_grain_state
    where service_id = @ServiceId and grain_type = @GrainTypeString and grain_n0 = @GrainIdN0 and grain_n1 = @GrainIdN1
        and grain_extension is not distinct from cast(@GrainIdExtensionString as text)
        and version = cast(@GrainStateVersion as integer)
    returning version
)
select version + 1 as NewGrainStateVersion from gone
union all
select cast(@GrainStateVersion as integer) where not exists (select 1 from gone)
');
