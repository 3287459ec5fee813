import { useState } from 'react';
import { useFresh } from '../fresh';
import { longDate } from '../format';
import { GoingHomeDocument, SaveGoingHomeDocument } from '../gql/graphql';
import { Back } from '../lookedafter/Back';
import { checklistName } from '../lookedafter/carework';
import { ChildChoice } from '../lookedafter/ChildChoice';
import { SmallForm } from '../lookedafter/SmallForm';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Field } from '../ui/Field';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** Placement with parents: what is done before a child goes home. */
export function GoingHomePage() {
  useTitle('Placement with parents');
  const { may, today } = useSession();
  const { send } = useSend();
  const empty = { plannedOn: today, schoolTold: '', nurseTold: '', keyWorkerTold: '', statementOn: '', monitoredUntil: '' };
  const [pupil, setPupil] = useState('');
  const [days, setDays] = useState(empty);
  const fresh = useFresh(GoingHomeDocument, {}, { every: 30_000 });
  const set = (name: keyof typeof empty) => (value: string) => setDays({ ...days, [name]: value });
  const save = async () => {
    if (!pupil) return 'Choose a child.';
    const told = (day: string) => day || null;
    const sent = await send(SaveGoingHomeDocument, {
      input: {
        pupil,
        plannedOn: days.plannedOn,
        schoolTold: told(days.schoolTold),
        nurseTold: told(days.nurseTold),
        keyWorkerTold: told(days.keyWorkerTold),
        statementOn: told(days.statementOn),
        monitoredUntil: told(days.monitoredUntil),
      },
    });
    fresh.refresh();
    return sent.problem ?? problemsOf(sent.data.saveGoingHome);
  };
  return (
    <>
      <Back />
      <h1 className="govuk-heading-l">Placement with parents</h1>
      <p className="govuk-body">A placement with parents is recorded only when its checklist is complete. From then on the parent answers for attendance.</p>
      {may.includes('WorkOnCare') && (
        <SmallForm title="Write a checklist" button="Save" saved="The checklist is saved." run={save}>
          <ChildChoice id="home-child" value={pupil} onChange={setPupil} />
          <Field id="home-planned" label="First day at home, as planned" type="date" required value={days.plannedOn} onChange={set('plannedOn')} />
          <div className="app-fields">
            <Field id="home-school" label="School told on" type="date" value={days.schoolTold} onChange={set('schoolTold')} />
            <Field id="home-nurse" label="School nurse told on" type="date" value={days.nurseTold} onChange={set('nurseTold')} />
            <Field id="home-worker" label="Key worker told on" type="date" value={days.keyWorkerTold} onChange={set('keyWorkerTold')} />
          </div>
          <div className="app-fields">
            <Field id="home-statement" label="Parent’s statement signed on" type="date" value={days.statementOn} onChange={set('statementOn')} />
            <Field id="home-until" label="Attendance watched until" type="date" value={days.monitoredUntil} onChange={set('monitoredUntil')} />
          </div>
        </SmallForm>
      )}
      <Show fresh={fresh} what="checklists">
        {({ goingHome: lists }) =>
          lists?.length ? (
            <ul className="govuk-list">
              {lists.map((list) => (
                <li key={list.pupil.id + list.plannedOn}>
                  <strong>
                    {list.pupil.givenName} {list.pupil.familyName}
                  </strong>
                  , {list.placed ? 'at home since' : 'planned for'} {longDate(list.plannedOn)}.{' '}
                  {list.placedWithout && <strong className="govuk-tag govuk-tag--red">Placed without a complete checklist</strong>}{' '}
                  {list.missing.length === 0
                    ? `Everything is done. Attendance is watched until ${longDate(list.monitoredUntil!)}.`
                    : `Not done: ${list.missing.map((item) => checklistName[item]).join(', ')}.`}
                </li>
              ))}
            </ul>
          ) : (
            <Empty at={fresh.at}>Nobody is to be placed with parents, and nobody is placed there.</Empty>
          )
        }
      </Show>
    </>
  );
}
