import { useState } from 'react';
import { Link } from 'wouter';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { longDate } from '../format';
import { MentorsDocument, type MentorsQuery, SaveMentorDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening } from '../ui/Field';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';
import { mentorState } from '../youth/names';

type Mentor = NonNullable<MentorsQuery['mentors']>[number];

/** The register of volunteer mentors. */
export function MentorsPage() {
  useTitle('Mentors');
  const fresh = useFresh(MentorsDocument, {}, { every: 60_000 });
  return (
    <>
      <p className="govuk-body">
        <Link className="govuk-link" href="/youth-offending">
          Young people
        </Link>
      </p>
      <h1 className="govuk-heading-l">Mentors</h1>
      <p className="govuk-body">Only who is trained and checked is matched with a young person.</p>
      <Show fresh={fresh} what="mentors">
        {({ mentors }) => (
          <>
            {!mentors?.length && <Empty at={fresh.at}>No mentor is in the register.</Empty>}
            {mentors?.map((mentor) => (
              <div className="app-panel" key={mentor.id}>
                <h2 className="govuk-heading-s">
                  {mentor.name} <strong className={`govuk-tag govuk-tag--${mentorState[mentor.state][1]}`}>{mentorState[mentor.state][0]}</strong>
                </h2>
                <p className="govuk-body">
                  Recruited {longDate(mentor.recruitedOn)}, {mentor.trainedOn ? `trained ${longDate(mentor.trainedOn)}` : 'not trained'},{' '}
                  {mentor.checkUntil ? `checked until ${longDate(mentor.checkUntil)} (that day no more)` : 'not checked'}. Works with {mentor.matches}{' '}
                  now.
                </p>
                <Opening title="Change what is kept">
                  <Save mentor={mentor} done={fresh.refresh} />
                </Opening>
              </div>
            ))}
            <Opening title="Add a mentor">
              <Save done={fresh.refresh} />
            </Opening>
          </>
        )}
      </Show>
    </>
  );
}

function Save({ mentor, done }: { mentor?: Mentor; done: () => void }) {
  const { today } = useSession();
  const [form, setForm] = useState({
    name: mentor?.name ?? '',
    recruitedOn: mentor?.recruitedOn ?? today,
    trainedOn: mentor?.trainedOn ?? '',
    checkNumber: mentor?.checkNumber ?? '',
    checkUntil: mentor?.checkUntil ?? '',
    leftOn: mentor?.leftOn ?? '',
  });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const key = mentor?.id ?? 'new';
  return (
    <SendForm
      label={mentor ? `Change ${mentor.name}` : 'Add a mentor'}
      button="Save"
      saved="Saved."
      document={SaveMentorDocument}
      variables={() => ({
        input: {
          id: mentor?.id ?? null,
          name: form.name,
          recruitedOn: form.recruitedOn,
          trainedOn: form.trainedOn || null,
          checkNumber: form.checkNumber || null,
          checkUntil: form.checkUntil || null,
          leftOn: form.leftOn || null,
        },
      })}
      done={done}
    >
      <Field id={`name-${key}`} label="Name" maxLength={100} required value={form.name} onChange={set('name')} />
      <div className="app-fields">
        <Field id={`recruited-${key}`} label="Recruited" type="date" required value={form.recruitedOn} onChange={set('recruitedOn')} />
        <Field id={`trained-${key}`} label="Trained" type="date" value={form.trainedOn} onChange={set('trainedOn')} />
        <Field id={`check-${key}`} label="Number of the check" maxLength={40} value={form.checkNumber} onChange={set('checkNumber')} />
        <Field id={`check-until-${key}`} label="Check no longer holds from" type="date" value={form.checkUntil} onChange={set('checkUntil')} />
        <Field id={`left-${key}`} label="No mentor any more from" type="date" value={form.leftOn} onChange={set('leftOn')} />
      </div>
    </SendForm>
  );
}
