import { useState } from 'react';
import { Link } from 'wouter';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { addDays, count as counted, longDate } from '../format';
import {
  BehaviourImprovementDocument,
  type BehaviourImprovementQuery,
  type CountKind,
  EndClassDocument,
  EnrolClassDocument,
  NameBipLeadDocument,
  type PolicyKind,
  RecordBipCountDocument,
  RecordBipPolicyDocument,
  SchoolClassesDocument,
} from '../gql/graphql';
import { EffectLine } from '../improvement/EffectLine';
import { bipOutcome, countKind, leadKind, policyKind } from '../improvement/names';
import { useSession } from '../session';
import { Field, Opening } from '../ui/Field';
import { Heads } from '../ui/Heads';
import { Select } from '../ui/Select';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type School = NonNullable<BehaviourImprovementQuery['behaviourImprovement']>[number];
type Classes = BehaviourImprovementQuery['programmeClasses'];

/** Schools of the Behaviour Improvement Programme: who leads, the eight outcomes, classes in SEAL. */
export function BehaviourPage() {
  useTitle('Behaviour Improvement Programme');
  const fresh = useFresh(BehaviourImprovementDocument, {}, { every: 60_000 });
  return (
    <>
      <h1 className="govuk-heading-l">Behaviour Improvement Programme</h1>
      <Show fresh={fresh} what="schools">
        {({ behaviourImprovement: schools, programmeClasses }) => (
          <>
            {!schools?.length && <Empty at={fresh.at}>No school that you work with is in the programme. Schools are linked to it under Programmes.</Empty>}
            {schools && <Missing schools={schools} />}
            {schools?.map((school) => (
              <Card school={school} classes={programmeClasses.filter((each) => each.school === school.school)} done={fresh.refresh} key={school.school} />
            ))}
          </>
        )}
      </Show>
    </>
  );
}

function Missing({ schools }: { schools: readonly School[] }) {
  const missing = schools.filter((school) => !school.lead);
  if (schools.length === 0) return null;
  if (missing.length === 0) return <p className="govuk-body">Every school here has a lead.</p>;
  return (
    <div className="app-panel">
      <h2 className="govuk-heading-m">{counted(missing.length, 'school has no lead', 'schools have no lead')}</h2>
      <ul className="govuk-list govuk-list--bullet">
        {missing.map((school) => (
          <li key={school.school}>
            {school.name}: needs a {leadKind[school.leadNeeded].toLowerCase()}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Card({ school, classes, done }: { school: School; classes: Classes; done: () => void }) {
  const { may } = useSession();
  return (
    <section className="app-panel" aria-labelledby={`bip-${school.school}`}>
      <h2 className="govuk-heading-m" id={`bip-${school.school}`}>
        {school.name}
      </h2>
      <p className="govuk-body">
        {school.lead ? (
          <>
            {leadKind[school.lead.kind]}: <strong>{school.lead.name}</strong>, since {longDate(school.lead.from)}.
          </>
        ) : (
          <strong>Nobody leads on behaviour and attendance.</strong>
        )}{' '}
        {may.includes('ReferChild') && (
          <Link className="govuk-link" href={`/schools/${school.school}/at-risk`}>
            Children at risk
          </Link>
        )}
      </p>
      {school.scorecard ? (
        <table className="govuk-table app-table app-table--cards">
          <caption className="govuk-visually-hidden">Scorecard of {school.name}</caption>
          <Heads titles={['Outcome', 'This school year', 'The year before', 'From']} />
          <tbody>
            {school.scorecard.map((line) => (
              <tr key={line.outcome}>
                <th scope="row" className="govuk-table__header">
                  {bipOutcome[line.outcome]}
                  <div className="app-quiet">{line.measure}</div>
                </th>
                <td className="govuk-table__cell" data-label="This school year">
                  {line.now ?? 'nothing to tell'}
                </td>
                <td className="govuk-table__cell" data-label="The year before">
                  {line.before ?? 'nothing to compare'}
                </td>
                <td className="govuk-table__cell" data-label="From">
                  {line.live ? 'live data' : 'recorded by hand'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="govuk-body">Its outcomes are not told: fewer than five children.</p>
      )}
      {school.policies.length > 0 && (
        <p className="govuk-body">
          Policies: {school.policies.map((policy) => `${policyKind[policy.kind]} (agreed ${longDate(policy.agreedOn)}, review ${longDate(policy.reviewOn)})`).join('; ')}.
        </p>
      )}
      {classes.map((each) => (
        <div key={each.id}>
          <h3 className="govuk-heading-s">
            Class {each.group} in {each.programme.toUpperCase()} since {longDate(each.from)}
            {each.until && `, until ${longDate(each.until)}`}
          </h3>
          <EffectLine effect={each.effect} of="children" />
          {school.mayRecord && !each.until && (
            <SendForm label={`Class ${each.group} leaves ${each.programme}`} button="The class leaves" saved="Saved." document={EndClassDocument} variables={() => ({ id: each.id })} done={done} />
          )}
        </div>
      ))}
      {school.mayRecord && <Record school={school} done={done} />}
    </section>
  );
}

function Record({ school, done }: { school: School; done: () => void }) {
  const { today } = useSession();
  const [name, setName] = useState('');
  const [from, setFrom] = useState(today);
  const [kind, setKind] = useState<PolicyKind>('BEHAVIOUR');
  const [agreedOn, setAgreedOn] = useState(today);
  const [reviewOn, setReviewOn] = useState(addDays(today, 365));
  const [what, setWhat] = useState<CountKind>('SERIOUS_INCIDENTS');
  const [on, setOn] = useState(today);
  const [number, setNumber] = useState('');
  const id = school.school;
  return (
    <>
      <Opening title="Name the lead">
        <SendForm label={`Name the lead of ${school.name}`} button="Name the lead" saved="Saved." document={NameBipLeadDocument} variables={() => ({ school: id, name, from })} done={done}>
          <Field id={`lead-${id}`} label={leadKind[school.leadNeeded]} required maxLength={100} value={name} onChange={setName} />
          <Field id={`lead-from-${id}`} label="Since" type="date" required value={from} onChange={setFrom} />
        </SendForm>
      </Opening>
      <Opening title="Record a policy">
        <SendForm
          label={`Record a policy of ${school.name}`}
          button="Record the policy"
          saved="Saved."
          document={RecordBipPolicyDocument}
          variables={() => ({ school: id, kind, agreedOn, reviewOn })}
          done={done}
        >
          <Select id={`policy-${id}`} label="Policy" value={kind} onChange={setKind} options={policyKind} />
          <Field id={`policy-on-${id}`} label="Agreed on" type="date" required max={today} value={agreedOn} onChange={setAgreedOn} />
          <Field id={`policy-review-${id}`} label="Looked at again on" type="date" required value={reviewOn} onChange={setReviewOn} />
        </SendForm>
      </Opening>
      <Opening title="Record a count of a half term">
        <SendForm
          label={`Record a count of ${school.name}`}
          button="Record the count"
          saved="Saved."
          document={RecordBipCountDocument}
          variables={() => ({ school: id, kind: what, on, count: Number(number) })}
          done={done}
        >
          <Select id={`count-${id}`} label="What is counted" value={what} onChange={setWhat} options={countKind} />
          <Field id={`count-on-${id}`} label="A day of the half term" type="date" required max={today} value={on} onChange={setOn} />
          <Field id={`count-number-${id}`} label="How many" type="number" min={0} required value={number} onChange={setNumber} />
        </SendForm>
      </Opening>
      <Enrol school={id} name={school.name} done={done} />
    </>
  );
}

function Enrol({ school, name, done }: { school: string; name: string; done: () => void }) {
  const { today } = useSession();
  const [group, setGroup] = useState('');
  const [from, setFrom] = useState(today);
  const classes = useFresh(SchoolClassesDocument, { school }, { every: 0 });
  return (
    <Opening title="A class takes part in SEAL">
      <SendForm
        label={`A class of ${name} takes part in SEAL`}
        button="Enrol the class"
        saved="Saved."
        document={EnrolClassDocument}
        variables={() => ({ programme: 'seal', school, group, from })}
        done={done}
      >
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor={`class-${school}`}>
            Class
          </label>
          <select className="govuk-select" id={`class-${school}`} value={group} onChange={(event) => setGroup(event.target.value)}>
            <option value="">Choose</option>
            {classes.data?.schoolClasses?.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </div>
        <Field id={`class-from-${school}`} label="From" type="date" required max={today} value={from} onChange={setFrom} />
      </SendForm>
    </Opening>
  );
}
