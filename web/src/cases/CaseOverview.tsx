import { useState } from 'react';
import { longDate, moment } from '../format';
import { type CaseOutcome, type CaseQuery, CloseCaseDocument } from '../gql/graphql';
import { DueLine } from '../pages/CasesPage';
import { useSession } from '../session';
import { Opening, TextField } from '../ui/Field';
import { AllocateCase } from './AllocateCase';
import { DeclareConflict } from './DeclareConflict';
import { EvaluateReferral } from './Evaluate';
import { outcomeName } from './names';
import { Select } from '../ui/Select';
import { SendForm } from './SendForm';
import { TransportAsk } from '../transport/PupilTransport';
import { Steps } from './Steps';

type Case = NonNullable<CaseQuery['case']>;

/** What is due, who held the case, and its end. */
export function CaseOverview({ found, changed }: { found: Case; changed: () => void }) {
  const { today, may } = useSession();
  return (
    <>
      {found.closedOn ? (
        <p className="govuk-body">Closed on {longDate(found.closedOn)}.</p>
      ) : (
        <>
          <h2 className="govuk-heading-m">What is due</h2>
          {found.due.length === 0 ? (
            <p className="govuk-body">Nothing is due.</p>
          ) : (
            <ul className="govuk-list govuk-list--spaced">
              {found.due.map((due) => (
                <li key={due.item}>
                  <DueLine due={due} today={today} />
                </li>
              ))}
            </ul>
          )}
          {may.includes('WorkCase') && found.due.some((due) => due.item === 'evaluation') && (
            <Opening title="Evaluate the referral">
              <EvaluateReferral id={found.id} done={changed} />
            </Opening>
          )}
          {may.includes('AllocateCase') && (
            <>
              <Opening title={found.worker ? 'Give the case to somebody else' : 'Choose a key worker'}>
                <AllocateCase id={found.id} held={found.worker !== null} done={changed} />
              </Opening>
              <Opening title="Declare a conflict of interest">
                <DeclareConflict id={found.id} done={changed} />
              </Opening>
            </>
          )}
        </>
      )}
      {!found.closedOn && found.pupil && <TransportAsk id={found.pupil.id} />}
      <Steps id={found.id} open={!found.closedOn} changed={changed} />
      <h2 className="govuk-heading-m">Who held the case</h2>
      {found.allocations.length === 0 ? (
        <p className="govuk-body">Nobody yet.</p>
      ) : (
        <ol className="govuk-list govuk-list--spaced">
          {found.allocations.map((each) => (
            <li key={each.at}>
              <strong>{each.workerName}</strong>, chosen by {each.by} on {moment(each.at)}
              <div className="app-quiet">{each.why.join(' ')}</div>
              {each.reason && <div>Reason: {each.reason}</div>}
              {each.handOver && <div className="app-note">Hand-over: {each.handOver}</div>}
            </li>
          ))}
        </ol>
      )}
      {!found.closedOn && may.includes('WorkCase') && <Close id={found.id} changed={changed} />}
    </>
  );
}

function Close({ id, changed }: { id: string; changed: () => void }) {
  const [outcome, setOutcome] = useState<CaseOutcome>('IMPROVED');
  const [reason, setReason] = useState('');
  const [childView, setChildView] = useState('');
  return (
    <Opening title="Close the case">
      <SendForm
        label="Close the case"
        button="Close the case"
        saved="The case is closed."
        document={CloseCaseDocument}
        variables={() => ({ input: { case: id, outcome, reason, childView: childView || null } })}
        done={changed}
        warning
      >
        <Select id="close-outcome" label="What came of it" value={outcome} onChange={setOutcome} options={outcomeName} />
        <TextField id="close-reason" label="Why it can be closed" maxLength={4000} value={reason} onChange={setReason} />
        <TextField id="close-view" label="What the child says of it" maxLength={4000} value={childView} onChange={setChildView} />
      </SendForm>
    </Opening>
  );
}
