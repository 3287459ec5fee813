-- Where the children on today's rolls are, for Access: see RollTransaction, which keeps it so.
insert into access_place (pupil, target, target_id, from_date, until_date)
with stays as (
    select
        coalesce(m.merged_into, m.pupil_id) as pupil,
        e.school_id,
        e.entry_date,
        max(coalesce(e.leaving_date, '9999-12-31')) as left_on
    from schools_enrolment e join schools_pupil m on m.pupil_id = e.pupil_id
    group by coalesce(m.merged_into, m.pupil_id), e.school_id, e.entry_date
)
select
    pupil,
    'school',
    school_id,
    entry_date,
    case when left_on = max(left_on) over (partition by pupil) then null else date(left_on, '+1 day') end
from stays;

insert into access_place (pupil, target, target_id, from_date, until_date)
select merged_into, 'pupil', pupil_id, '0001-01-01', null from schools_pupil where merged_into is not null;
