-- Which silos there are. One version row for a deployment; every change of a silo row adds one to it, both or neither.
create table host_membership_version (
    deployment_id varchar(150) not null primary key,
    changed_at timestamptz not null default now(),
    version integer not null default 0
);
create table host_membership (
    deployment_id varchar(150) not null references host_membership_version (deployment_id),
    address varchar(45) not null,
    port integer not null,
    generation integer not null,
    silo_name varchar(150) not null,
    host_name varchar(150) not null,
    status integer not null,
    proxy_port integer,
    suspect_times varchar(8000),
    start_time timestamptz not null,
    i_am_alive_time timestamptz not null,
    primary key (deployment_id, address, port, generation)
);

insert into orleansquery values ('InsertMembershipVersionKey', '
with added as (
    insert into host_membership_version (deployment_id) values (@DeploymentId) on conflict (deployment_id) do nothing returning 1
)
select cast(count(*) as integer) as changed from added
');

insert into orleansquery values ('UpdateIAmAlivetimeKey', '
update host_membership set i_am_alive_time = @IAmAliveTime
where deployment_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation
');

-- The row and the version are changed by one statement; where the version has moved on, or the row is there already, neither is.
insert into orleansquery values ('InsertMembershipKey', '
with moved as (
    update host_membership_version set version = version + 1, changed_at = now()
    where deployment_id = @DeploymentId and version = @Version
        and not exists (
            select 1 from host_membership
            where deployment_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
    returning 1
), added as (
    insert into host_membership
        (deployment_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, i_am_alive_time)
    select @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    from moved
    returning 1
)
select cast(count(*) as integer) as changed from added
');

insert into orleansquery values ('UpdateMembershipKey', '
with moved as (
    update host_membership_version set version = version + 1, changed_at = now()
    where deployment_id = @DeploymentId and version = @Version
        and exists (
            select 1 from host_membership
            where deployment_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
    returning 1
), changed as (
    update host_membership
    set status = @Status, suspect_times = @SuspectTimes, i_am_alive_time = @IAmAliveTime
    where deployment_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation
        and exists (select 1 from moved)
    returning 1
)
select cast(count(*) as integer) as changed from changed
');

-- The version row comes back even when there is no silo.
insert into orleansquery values ('MembershipReadRowKey', '
select v.deployment_id as DeploymentId, m.address as Address, m.port as Port, m.generation as Generation, m.silo_name as SiloName,
    m.host_name as HostName, m.status as Status, m.proxy_port as ProxyPort, m.suspect_times as SuspectTimes, m.start_time as StartTime,
    m.i_am_alive_time as IAmAliveTime, v.version as Version
from host_membership_version v
left join host_membership m
    on m.deployment_id = v.deployment_id and m.address = @Address and m.port = @Port and m.generation = @Generation
where v.deployment_id = @DeploymentId
');

insert into orleansquery values ('MembershipReadAllKey', '
select v.deployment_id as DeploymentId, m.address as Address, m.port as Port, m.generation as Generation, m.silo_name as SiloName,
    m.host_name as HostName, m.status as Status, m.proxy_port as ProxyPort, m.suspect_times as SuspectTimes, m.start_time as StartTime,
    m.i_am_alive_time as IAmAliveTime, v.version as Version
from host_membership_version v
left join host_membership m on m.deployment_id = v.deployment_id
where v.deployment_id = @DeploymentId
');

insert into orleansquery values ('GatewaysQueryKey', '
select address as Address, proxy_port as ProxyPort, generation as Generation
from host_membership
where deployment_id = @DeploymentId and status = @Status and proxy_port > 0
');

insert into orleansquery values ('DeleteMembershipTableEntriesKey', '
with gone as (delete from host_membership where deployment_id = @DeploymentId)
delete from host_membership_version where deployment_id = @DeploymentId
');

-- 3 is Active.
insert into orleansquery values ('CleanupDefunctSiloEntriesKey', '
delete from host_membership where deployment_id = @DeploymentId and i_am_alive_time < @IAmAliveTime and status <> 3
');

insert into orleansquery values ('CleanupDefunctSiloEntryKey', '
delete from host_membership
where deployment_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation and status <> 3
');
