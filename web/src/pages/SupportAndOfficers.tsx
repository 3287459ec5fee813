import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { PublishSupportDocument, SchoolsWithoutOfficerDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening } from '../ui/Field';

/** Schools that nobody is named for, which must not be. */
export function WithoutOfficer() {
  const fresh = useFresh(SchoolsWithoutOfficerDocument, {}, { every: 60_000 });
  const schools = fresh.data?.schoolsWithoutOfficer ?? [];
  if (schools.length === 0) return null;
  return (
    <div className="govuk-inset-text">
      <p className="govuk-body">
        <strong>No named officer:</strong> {schools.map((school) => school.name).join(', ')}. Name one: every school has an officer.
      </p>
    </div>
  );
}

/** The leader divides hours of support among all schools. */
export function PublishSupport() {
  const { may } = useSession();
  const [hours, setHours] = useState('');
  const [roll, setRoll] = useState('20');
  const [missed, setMissed] = useState('40');
  const [need, setNeed] = useState('40');
  if (!may.includes('ApproveRules')) return null;
  return (
    <Opening title="Publish hours of support">
      <SendForm
        label="Publish hours of support"
        button="Divide and publish"
        saved="Published: each school sees its hours and what they rest on."
        document={PublishSupportDocument}
        variables={() => ({ input: { hours: Number(hours), rollWeight: Number(roll), missedWeight: Number(missed), needWeight: Number(need) } })}
        done={() => setHours('')}
      >
        <div className="app-fields">
          <Field id="support-hours" label="Hours a week, all schools together" type="number" min={1} value={hours} onChange={setHours} />
          <Field id="support-roll" label="Weight of children on roll" type="number" min={0} max={100} value={roll} onChange={setRoll} />
          <Field id="support-missed" label="Weight of half-days missed" type="number" min={0} max={100} value={missed} onChange={setMissed} />
          <Field id="support-need" label="Weight of flagged children" type="number" min={0} max={100} value={need} onChange={setNeed} />
        </div>
      </SendForm>
    </Opening>
  );
}
