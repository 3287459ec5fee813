import { useState } from 'react';
import { useFresh } from '../fresh';
import { SchoolsToldDocument, TellSchoolOfCareDocument } from '../gql/graphql';
import { Back } from '../lookedafter/Back';
import { ChildChoice } from '../lookedafter/ChildChoice';
import { SmallForm } from '../lookedafter/SmallForm';
import { ToldTable } from '../lookedafter/ToldTable';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Field } from '../ui/Field';
import { Select } from '../ui/Select';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** Which schools were told that a child is looked after. */
export function SchoolsToldPage() {
  useTitle('Schools told');
  const works = useSession().may.includes('WorkOnCare');
  const { send } = useSend();
  const [pupil, setPupil] = useState('');
  const [teacher, setTeacher] = useState('');
  const [what, setWhat] = useState<'tell' | 'take'>('tell');
  const fresh = useFresh(SchoolsToldDocument, {}, { every: 30_000 });
  const tell = async () => {
    if (!pupil) return 'Choose a child.';
    const sent = await send(TellSchoolOfCareDocument, { pupil, teacher, withdrawn: what === 'take' });
    fresh.refresh();
    return sent.problem ?? problemsOf(sent.data.tellSchoolOfCare);
  };
  return (
    <>
      <Back />
      <h1 className="govuk-heading-l">Schools told</h1>
      <p className="govuk-body">A school sees that a child is looked after only when you tell it.</p>
      {works && (
        <SmallForm title="Tell a school" button="Save" saved="It is recorded." run={tell}>
          <ChildChoice id="told-child" value={pupil} onChange={setPupil} />
          <Field id="told-teacher" label="Designated teacher" required maxLength={100} value={teacher} onChange={setTeacher} />
          <Select
            id="told-what"
            label="What"
            value={what}
            onChange={setWhat}
            options={{ tell: 'The child’s school is told', take: 'The school is to know no more' }}
          />
        </SmallForm>
      )}
      <Show fresh={fresh} what="schools">
        {({ schoolsTold: lines }) => (lines?.length ? <ToldTable lines={lines} school={false} /> : <Empty at={fresh.at}>No school was told of a child.</Empty>)}
      </Show>
    </>
  );
}
