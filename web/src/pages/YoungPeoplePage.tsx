import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { factorName } from '../cases/names';
import { useFresh } from '../fresh';
import { longDate, schoolYearOf } from '../format';
import {
  YoungPeopleDocument,
  type YoungPeopleQuery,
  type DestinationKind,
  type Factor,
  OwnAgreementsDocument,
  type OwnAgreementsQuery,
  RecordBarrierDocument,
  RecordDestinationDocument,
  SettleBarrierDocument,
} from '../gql/graphql';
import { destinationName, riskName } from '../partners/names';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Select } from '../ui/Select';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Agreement = OwnAgreementsQuery['ownAgreements'][number];
type Person = NonNullable<NonNullable<YoungPeopleQuery['agreement']>['youngPeople']>[number];

/** What a personal adviser begins with: the young people of year 9 and over at the own schools, who need most first. */
export function YoungPeoplePage() {
  useTitle('Young people');
  const fresh = useFresh(OwnAgreementsDocument, {}, { every: 30_000 });
  return (
    <>
      <h1 className="govuk-heading-l">Young people</h1>
      <p className="govuk-body">
        From year 9 on, at the schools that you are the named personal adviser of, as far as an agreement shares them. Those whose attendance says that they may be without a place after school come first. Every look is
        written down.
      </p>
      <Show fresh={fresh} what="agreements">
        {({ ownAgreements }) =>
          ownAgreements.length === 0 ? (
            <Empty at={fresh.at}>No agreement shares a young person with your agency today.</Empty>
          ) : (
            ownAgreements.map((agreement) => <Caseload agreement={agreement} key={agreement.id} />)
          )
        }
      </Show>
    </>
  );
}

function Caseload({ agreement }: { agreement: Agreement }) {
  const has = (field: string) => agreement.fields.includes(field);
  const fresh = useFresh(
    YoungPeopleDocument,
    { id: agreement.id, givenName: has('givenName'), familyName: has('familyName'), yearGroup: has('yearGroup') },
    { every: 60_000 },
  );
  if (!has('schoolName')) return null;
  return (
    <Show fresh={fresh} what="young people">
      {({ agreement: open }) =>
        (open?.youngPeople ?? []).length === 0 ? (
          <Empty at={fresh.at}>Nobody yet: you are named for no school, or no young person of your schools is shared.</Empty>
        ) : (
          <>
            <p className="govuk-body app-quiet">
              What for: {agreement.purpose}. Until {longDate(agreement.expiresOn)}.
            </p>
            {open!.youngPeople!.map((person) => (
              <Sheet key={person.child.id} agreement={agreement.id} person={person} changed={fresh.refresh} />
            ))}
          </>
        )
      }
    </Show>
  );
}

function Sheet({ agreement, person, changed }: { agreement: string; person: Person; changed: () => void }) {
  const { child, risk, destination, barriers } = person;
  const name = [child.givenName, child.familyName].filter(Boolean).join(' ') || 'Young person';
  return (
    <section className="app-panel" aria-label={`${name} ${child.id.slice(0, 6)}`}>
      <h2 className="govuk-heading-m">
        {name} <span className="app-quiet">{child.id.slice(0, 6)}</span>
      </h2>
      <p className="govuk-body">
        {child.schoolName}
        {child.yearGroup && `, year ${child.yearGroup}`}.{' '}
        {risk && <strong className={`govuk-tag govuk-tag--${riskName[risk.level][1]}`}>{riskName[risk.level][0]}</strong>}
      </p>
      {risk && (
        <p className="govuk-body app-quiet">
          {risk.sentence} Rule {risk.rule}, version {risk.version}: by attendance this school year alone.
        </p>
      )}
      <h3 className="govuk-heading-s">After school</h3>
      <p className="govuk-body">
        {destination
          ? `${destinationName[destination.kind]}, after ${destination.leavingYear}${destination.words ? `: ${destination.words}` : ''} (recorded ${longDate(destination.recordedOn)})`
          : 'Nothing is recorded yet.'}
      </p>
      <h3 className="govuk-heading-s">Barriers</h3>
      {barriers.length === 0 && <p className="govuk-body">None is recorded.</p>}
      <ul className="govuk-list govuk-list--bullet">
        {barriers.map((barrier) => (
          <li key={barrier.id}>
            {factorName[barrier.factor]}: {barrier.words ?? 'erased'}
            {barrier.seenWith && ` Seen with: ${barrier.seenWith}.`} Since {longDate(barrier.recordedOn)}.
            {barrier.settledOn && ` Overcome ${longDate(barrier.settledOn)}: ${barrier.settledWords ?? 'erased'}`}
            {!barrier.settledOn && <Settle id={barrier.id} changed={changed} />}
          </li>
        ))}
      </ul>
      <NewBarrier agreement={agreement} child={child.id} changed={changed} />
      <NewDestination agreement={agreement} child={child.id} changed={changed} />
    </section>
  );
}

function Settle({ id, changed }: { id: string; changed: () => void }) {
  const [words, setWords] = useState('');
  return (
    <Opening title="It is overcome">
      <SendForm label="It is overcome" button="Say that it is overcome" saved="Saved." document={SettleBarrierDocument} variables={() => ({ id, words })} done={changed}>
        <Field id={`settle-${id}`} label="What came of it" required maxLength={1000} value={words} onChange={setWords} />
      </SendForm>
    </Opening>
  );
}

function NewBarrier({ agreement, child, changed }: { agreement: string; child: string; changed: () => void }) {
  const [factor, setFactor] = useState<Factor>('CURRICULUM');
  const [words, setWords] = useState('');
  const [seenWith, setSeenWith] = useState('');
  return (
    <Opening title="Record a barrier">
      <SendForm
        label="Record a barrier"
        button="Record the barrier"
        saved="Recorded."
        document={RecordBarrierDocument}
        variables={() => ({ input: { agreement, child, factor, words, seenWith: seenWith || null } })}
        done={() => {
          setWords('');
          changed();
        }}
      >
        <Select id={`factor-${child}`} label="What" value={factor} onChange={setFactor} options={factorName} />
        <TextField id={`words-${child}`} label="In words" maxLength={1000} value={words} onChange={setWords} />
        <Field id={`with-${child}`} label="Who sees it too, if anybody" hint="SENCO, learning mentor, locality team" maxLength={100} value={seenWith} onChange={setSeenWith} />
      </SendForm>
    </Opening>
  );
}

function NewDestination({ agreement, child, changed }: { agreement: string; child: string; changed: () => void }) {
  const { today } = useSession();
  const present = Number(schoolYearOf(today).slice(0, 4));
  const years = Object.fromEntries(Array.from({ length: 5 }, (_, more) => schoolYearOf(`${present + more}-09-01`)).map((year) => [year, year]));
  const [leavingYear, setYear] = useState(schoolYearOf(today));
  const [kind, setKind] = useState<DestinationKind>('NOT_KNOWN');
  const [words, setWords] = useState('');
  return (
    <Opening title="Record where to after school">
      <SendForm
        label="Record where to after school"
        button="Record the destination"
        saved="Recorded."
        document={RecordDestinationDocument}
        variables={() => ({ input: { agreement, child, leavingYear, kind, words: words || null } })}
        done={changed}
      >
        <Select id={`year-${child}`} label="Last school year" value={leavingYear} onChange={setYear} options={years} />
        <Select id={`kind-${child}`} label="Where to" value={kind} onChange={setKind} options={destinationName} />
        <Field id={`where-${child}`} label="In words, if any" maxLength={500} value={words} onChange={setWords} />
      </SendForm>
    </Opening>
  );
}
