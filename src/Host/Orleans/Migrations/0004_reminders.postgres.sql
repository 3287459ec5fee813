-- Wake-up calls of grains that outlive the silo.
create table host_reminder (
    service_id varchar(150) not null,
    grain_id varchar(150) not null,
    reminder_name varchar(150) not null,
    start_time timestamptz not null,
    -- milliseconds
    period bigint not null,
    grain_hash integer not null,
    version integer not null,
    primary key (service_id, grain_id, reminder_name)
);
create index host_reminder_hash on host_reminder (service_id, grain_hash);

insert into orleansquery values ('UpsertReminderRowKey', '
insert into host_reminder as r (service_id, grain_id, reminder_name, start_time, period, grain_hash, version)
values (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
on conflict (service_id, grain_id, reminder_name)
do update set start_time = excluded.start_time, period = excluded.period, grain_hash = excluded.grain_hash, version = r.version + 1
returning r.version as Version
');

insert into orleansquery values ('ReadReminderRowsKey', '
select grain_id as GrainId, reminder_name as ReminderName, start_time as StartTime, period as Period, version as Version
from host_reminder where service_id = @ServiceId and grain_id = @GrainId
');

insert into orleansquery values ('ReadReminderRowKey', '
select grain_id as GrainId, reminder_name as ReminderName, start_time as StartTime, period as Period, version as Version
from host_reminder where service_id = @ServiceId and grain_id = @GrainId and reminder_name = @ReminderName
');

insert into orleansquery values ('ReadRangeRows1Key', '
select grain_id as GrainId, reminder_name as ReminderName, start_time as StartTime, period as Period, version as Version
from host_reminder where service_id = @ServiceId and grain_hash > @BeginHash and grain_hash <= @EndHash
');

insert into orleansquery values ('ReadRangeRows2Key', '
select grain_id as GrainId, reminder_name as ReminderName, start_time as StartTime, period as Period, version as Version
from host_reminder where service_id = @ServiceId and (grain_hash > @BeginHash or grain_hash <= @EndHash)
');

insert into orleansquery values ('DeleteReminderRowKey', '
with gone as (
    delete from host_reminder
    where service_id = @ServiceId and grain_id = @GrainId and reminder_name = @ReminderName and version = @Version
    returning 1
)
select cast(count(*) as integer) as changed from gone
');

insert into orleansquery values ('DeleteReminderRowsKey', '
delete from host_reminder where service_id = @ServiceId
');
