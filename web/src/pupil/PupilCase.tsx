import { useState } from 'react';
import { Link } from 'wouter';
import { AdmitReferral } from '../cases/AdmitReferral';
import { factorName, stageName } from '../cases/names';
import { Select } from '../ui/Select';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { longDate, moment } from '../format';
import { RaiseConcern } from '../improvement/RaiseConcern';
import { type Factor, PupilCaseDocument, type PupilCaseQuery, ReferChildDocument } from '../gql/graphql';
import { Call } from '../pages/AgencyMeetingsPage';
import { ReferToAgency } from '../partners/ReferToAgency';
import { useSession } from '../session';
import { PupilYouthWork } from '../youth/PupilYouthWork';
import { Opening, TextField } from '../ui/Field';
import { Show } from '../ui/states';

type Pupil = NonNullable<PupilCaseQuery['pupil']>;

/** The child's case as the reader may know it: the way to it for who works on it, feedback for the school, the plan in plain words for the family. */
export function PupilCase({ id }: { id: string }) {
  const { may } = useSession();
  const fresh = useFresh(PupilCaseDocument, { id }, { every: 15_000 });
  return (
    <Show fresh={fresh} what="case">
      {({ pupil }) => {
        if (!pupil) return null;
        return (
          <>
            {pupil.openCase ? (
              <p className="govuk-body">
                <strong className="govuk-tag">{stageName[pupil.openCase.stage]}</strong>{' '}
                <Link className="govuk-link" href={`/cases/${pupil.openCase.id}`}>
                  Open the case
                </Link>
                {pupil.openCase.worker ? `. ${pupil.openCase.worker.name} is the key worker.` : '. It waits for a key worker.'}
              </p>
            ) : (
              may.includes('ReadCase') && <p className="govuk-body">There is no open case.</p>
            )}
            {!pupil.openCase && may.includes('AllocateCase') && (
              <Opening title="Let in a school’s referral that misses the criteria">
                <AdmitReferral id={id} done={fresh.refresh} />
              </Opening>
            )}
            {pupil.openCase && may.includes('WorkCase') && <ReferToAgency pupil={id} />}
            {pupil.openCase && may.includes('WorkCase') && <Call pupil={id} done={fresh.refresh} />}
            {may.includes('ReferChild') && <School id={id} feedback={pupil.caseFeedback} done={fresh.refresh} />}
            {(may.includes('ReadCase') || may.includes('ReferChild')) && <PupilYouthWork id={id} />}
            {may.includes('ReferChild') && <RaiseConcern pupil={id} name="the child" done={fresh.refresh} />}
            {may.includes('ReadPlanCopy') && <Copy copy={pupil.planCopy} />}
          </>
        );
      }}
    </Show>
  );
}

function School({ id, feedback, done }: { id: string; feedback: Pupil['caseFeedback']; done: () => void }) {
  return (
    <>
      <h2 className="govuk-heading-m">What the locality team tells the school</h2>
      {feedback ? (
        <>
          <p className="govuk-body">
            <strong className="govuk-tag">{stageName[feedback.stage]}</strong>{' '}
            {feedback.workerName ? `${feedback.workerName} is the key worker.` : 'The case waits for a key worker.'}
            {feedback.nextReview && ` The plan is reviewed on ${longDate(feedback.nextReview)}.`}
          </p>
          {feedback.schoolActions.length > 0 && (
            <>
              <h3 className="govuk-heading-s">What the plan asks of the school</h3>
              <ul className="govuk-list govuk-list--bullet">
                {feedback.schoolActions.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </>
          )}
          <ol className="app-timeline">
            {feedback.entries.map((each) => (
              <li key={each.at + each.text}>
                <div className="app-quiet">{moment(each.at)}</div>
                {each.text}
              </li>
            ))}
          </ol>
        </>
      ) : (
        <p className="govuk-body">There is no open case.</p>
      )}
      <Opening title="Refer the child to the locality team">
        <Refer id={id} done={done} />
      </Opening>
    </>
  );
}

function Refer({ id, done }: { id: string; done: () => void }) {
  const [concern, setConcern] = useState('');
  const [tried, setTried] = useState('');
  const [factor, setFactor] = useState<Factor>('FAMILY');
  return (
    <SendForm
      label="Refer the child"
      button="Refer the child"
      saved="The referral has joined the child’s case."
      document={ReferChildDocument}
      variables={() => ({ input: { pupil: id, concern, tried: tried || null, factors: [factor] } })}
      done={done}
    >
      <TextField id="refer-concern" label="What is worrying" maxLength={4000} value={concern} onChange={setConcern} />
      <TextField id="refer-tried" label="What the school has tried already" maxLength={4000} value={tried} onChange={setTried} />
      <Select id="refer-factor" label="What stands between the child and school most" value={factor} onChange={setFactor} options={factorName} />
    </SendForm>
  );
}

/** The family's copy of the plan, to be read and printed. */
function Copy({ copy }: { copy: Pupil['planCopy'] }) {
  if (!copy) return <p className="govuk-body">There is no attendance plan.</p>;
  return (
    <>
      <h2 className="govuk-heading-m">Your attendance plan</h2>
      <p className="govuk-body-l">{copy.aim}</p>
      <Lines title="What we aim at" lines={copy.targets} />
      <Lines title="Help for you" lines={copy.support} />
      <Lines title="What you do" lines={copy.family} />
      <Lines title="What others do" lines={copy.others} />
      <p className="govuk-body">{copy.review}</p>
      <p className="govuk-body">{copy.contact}</p>
      <button type="button" className="govuk-button govuk-button--secondary app-noprint" onClick={() => print()}>
        Print the plan
      </button>
    </>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h3 className="govuk-heading-s">{title}</h3>
      <ul className="govuk-list govuk-list--bullet">
        {lines.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </>
  );
}
