import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { count, longDate } from '../format';
import {
  AskYouthProviderDocument,
  EndYouthPlacementDocument,
  type PlacementCode,
  type PlacementOutcome,
  SeekYouthPlacementDocument,
  StartYouthPlacementDocument,
  type YoungPersonQuery,
  type YouthPlacementWordsFragment,
} from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Select } from '../ui/Select';
import { placementCode, placementOutcome } from './names';

type Person = NonNullable<YoungPersonQuery['youngPerson']>;

/** Alternative placements and the search for one. */
export function Placements({ person, done }: { person: Person; done: () => void }) {
  if (!person.placements) return null;
  return (
    <section aria-labelledby="placements">
      <h2 className="govuk-heading-m" id="placements">
        Alternative placements
      </h2>
      {person.placements.length === 0 && <p className="govuk-body">None was looked for.</p>}
      {person.placements.map((placement) => (
        <div className="app-panel" key={placement.id}>
          <Placement placement={placement} />
          {!placement.provider && !placement.outcome && <Ask placement={placement} done={done} />}
          {!placement.provider && placement.asked.some((asked) => asked.offered) && <Start placement={placement} done={done} />}
          {!placement.outcome && <End placement={placement} done={done} />}
        </div>
      ))}
      <Seek person={person} done={done} />
    </section>
  );
}

/** A placement for every reader. */
export function Placement({ placement }: { placement: YouthPlacementWordsFragment }) {
  return (
    <>
      <h3 className="govuk-heading-s">{placement.providerName ?? 'Looking for a provider'}</h3>
      <p className="govuk-body">
        Looked for since {longDate(placement.soughtOn)}. {placement.why}
      </p>
      {placement.asked.length > 0 && (
        <ul className="govuk-list govuk-list--bullet">
          {placement.asked.map((asked) => (
            <li key={asked.provider}>
              {asked.name}, asked {longDate(asked.askedOn)}: {asked.offered === null ? 'no answer yet' : asked.offered ? 'offers a place' : 'has no place'}
            </li>
          ))}
        </ul>
      )}
      {placement.from && placement.code && (
        <p className="govuk-body">
          From {longDate(placement.from)}
          {placement.until && ` until ${longDate(placement.until)}`}. Code {placementCode[placement.code]}.{' '}
          {placement.attended !== null && `Attended ${placement.attended} of ${count(placement.possible ?? 0, 'half-day')} there; they count in the pupil’s total.`}
        </p>
      )}
      {placement.outcome && (
        <p className="govuk-body">
          {placementOutcome[placement.outcome]}
          {placement.outcomeWords && `: ${placement.outcomeWords}`}
        </p>
      )}
    </>
  );
}

function Seek({ person, done }: { person: Person; done: () => void }) {
  const [why, setWhy] = useState('');
  return (
    <Opening title="Look for a placement">
      <SendForm
        label="Look for a placement"
        button="Begin the search"
        saved="Begun."
        document={SeekYouthPlacementDocument}
        variables={() => ({ agreement: person.agreement, child: person.child, why })}
        done={done}
      >
        <TextField id="placement-why" label="Why" maxLength={2000} value={why} onChange={setWhy} />
      </SendForm>
    </Opening>
  );
}

function Ask({ placement, done }: { placement: YouthPlacementWordsFragment; done: () => void }) {
  const [provider, setProvider] = useState('');
  const [answer, setAnswer] = useState<'ASKED' | 'YES' | 'NO'>('ASKED');
  return (
    <Opening title="Ask a provider, or note its answer">
      <SendForm
        label="Ask a provider"
        button="Note it"
        saved="Noted."
        document={AskYouthProviderDocument}
        variables={() => ({ id: placement.id, provider, offered: answer === 'ASKED' ? null : answer === 'YES' })}
        done={done}
      >
        <div className="app-fields">
          <Field id={`ask-${placement.id}`} label="The provider’s number" inputMode="numeric" maxLength={7} required value={provider} onChange={setProvider} />
          <Select id={`answer-${placement.id}`} label="Answer" value={answer} onChange={setAnswer} options={{ ASKED: 'Asked, no answer yet', YES: 'Offers a place', NO: 'Has no place' }} />
        </div>
      </SendForm>
    </Opening>
  );
}

function Start({ placement, done }: { placement: YouthPlacementWordsFragment; done: () => void }) {
  const { today } = useSession();
  const offers = placement.asked.filter((asked) => asked.offered);
  const [provider, setProvider] = useState(offers[0]?.provider ?? '');
  const [code, setCode] = useState<PlacementCode>('D');
  const [from, setFrom] = useState(today);
  return (
    <Opening title="The young person begins">
      <SendForm
        label="The young person begins"
        button="Record it"
        saved="Recorded."
        document={StartYouthPlacementDocument}
        variables={() => ({ id: placement.id, provider, code, from })}
        done={done}
      >
        <Select
          id={`start-${placement.id}`}
          label="Provider"
          value={provider}
          onChange={setProvider}
          options={Object.fromEntries(offers.map((asked) => [asked.provider, asked.name]))}
        />
        <Select id={`code-${placement.id}`} label="The pupil’s school marks" value={code} onChange={setCode} options={placementCode} />
        <Field id={`from-${placement.id}`} label="First day" type="date" required value={from} onChange={setFrom} />
      </SendForm>
    </Opening>
  );
}

function End({ placement, done }: { placement: YouthPlacementWordsFragment; done: () => void }) {
  const { today } = useSession();
  const [until, setUntil] = useState(today);
  const [outcome, setOutcome] = useState<PlacementOutcome>(placement.provider ? 'BACK_IN_SCHOOL' : 'NOT_FOUND');
  const [words, setWords] = useState('');
  return (
    <Opening title={placement.provider ? 'It is over' : 'The search is over'}>
      <SendForm
        label="It is over"
        button="Close with this outcome"
        saved="Closed."
        document={EndYouthPlacementDocument}
        variables={() => ({ id: placement.id, until, outcome, words })}
        done={done}
      >
        <Field id={`over-${placement.id}`} label="Last day" type="date" required value={until} onChange={setUntil} />
        <Select id={`outcome-${placement.id}`} label="What came of it" value={outcome} onChange={setOutcome} options={placementOutcome} />
        <TextField id={`words-${placement.id}`} label="In words" maxLength={2000} value={words} onChange={setWords} />
      </SendForm>
    </Opening>
  );
}
