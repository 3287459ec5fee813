import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { longDate } from '../format';
import { EndMentorMatchDocument, MatchMentorDocument, type MatchOutcome, MentorsDocument, type YoungPersonQuery } from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Select } from '../ui/Select';
import { matchOutcome, mentorState } from './names';

type Person = NonNullable<YoungPersonQuery['youngPerson']>;

/** Mentors who work with the young person. */
export function Mentors({ person, done }: { person: Person; done: () => void }) {
  if (!person.mentors) return null;
  return (
    <section aria-labelledby="mentors">
      <h2 className="govuk-heading-m" id="mentors">
        Mentor
      </h2>
      {person.mentors.length === 0 && <p className="govuk-body">None is matched.</p>}
      {person.mentors.map((match) => (
        <div className="app-panel" key={match.id}>
          <h3 className="govuk-heading-s">
            {match.mentor}, from {longDate(match.from)}
            {match.until && ` until ${longDate(match.until)}`}{' '}
            {match.mustPause && <strong className="govuk-tag govuk-tag--red">Must pause: not trained and checked</strong>}
          </h3>
          {match.outcome ? (
            <p className="govuk-body">
              {matchOutcome[match.outcome]}: {match.outcomeWords ?? 'the words were erased.'}
            </p>
          ) : (
            <End id={match.id} done={done} />
          )}
        </div>
      ))}
      <Match person={person} done={done} />
    </section>
  );
}

function Match({ person, done }: { person: Person; done: () => void }) {
  const { today } = useSession();
  const fresh = useFresh(MentorsDocument, {}, { every: 0 });
  const [mentor, setMentor] = useState('');
  const [from, setFrom] = useState(today);
  const all = (fresh.data?.mentors ?? []).filter((each) => each.state !== 'LEFT');
  return (
    <Opening title="Match a mentor">
      {all.length === 0 ? (
        <p className="govuk-body">The register has no mentor.</p>
      ) : (
        <SendForm
          label="Match a mentor"
          button="Match"
          saved="Matched."
          document={MatchMentorDocument}
          variables={() => ({ mentor: mentor || (all[0]?.id ?? ''), agreement: person.agreement, child: person.child, from })}
          done={done}
        >
          <Select
            id="match-mentor"
            label="Mentor"
            value={mentor || (all[0]?.id ?? '')}
            onChange={setMentor}
            options={Object.fromEntries(all.map((each) => [each.id, `${each.name} (${mentorState[each.state][0].toLowerCase()})`]))}
          />
          <Field id="match-from" label="From" type="date" required value={from} onChange={setFrom} />
        </SendForm>
      )}
    </Opening>
  );
}

function End({ id, done }: { id: string; done: () => void }) {
  const { today } = useSession();
  const [until, setUntil] = useState(today);
  const [outcome, setOutcome] = useState<MatchOutcome>('HELPED');
  const [words, setWords] = useState('');
  return (
    <Opening title="It is over">
      <SendForm label="The mentor’s work is over" button="Close with this outcome" saved="Closed." document={EndMentorMatchDocument} variables={() => ({ id, until, outcome, words })} done={done}>
        <Field id={`until-${id}`} label="Last day" type="date" required value={until} onChange={setUntil} />
        <Select id={`came-${id}`} label="What came of it" value={outcome} onChange={setOutcome} options={matchOutcome} />
        <TextField id={`said-${id}`} label="In words" maxLength={2000} value={words} onChange={setWords} />
      </SendForm>
    </Opening>
  );
}
