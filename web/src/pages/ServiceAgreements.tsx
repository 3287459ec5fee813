import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { longDate, moment, roleName } from '../format';
import { SaveAgreementDocument, ServiceAgreementsDocument, type ServiceAgreementsQuery, SignAgreementDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Show } from '../ui/states';
import { pascal } from './CommitmentsPage';

type Line = ServiceAgreementsQuery['serviceAgreements'][number];

/** What the role of each service is, as agreed with it and signed. */
export function ServiceAgreements() {
  const fresh = useFresh(ServiceAgreementsDocument, {}, { every: 60_000 });
  return (
    <Show fresh={fresh} what="agreements">
      {({ serviceAgreements }) =>
        serviceAgreements.length === 0 ? null : (
          <>
            <h2 className="govuk-heading-m">Roles of services</h2>
            {serviceAgreements.map((line) => (
              <One key={line.service} line={line} done={fresh.refresh} />
            ))}
          </>
        )
      }
    </Show>
  );
}

function One({ line, done }: { line: Line; done: () => void }) {
  const { may } = useSession();
  const name = roleName(pascal(line.service));
  const agreed = line.agreement;
  const [body, setBody] = useState('');
  const [reviewOn, setReviewOn] = useState('');
  return (
    <section className="app-card">
      <h3 className="govuk-heading-s">{name}</h3>
      {agreed ? (
        <>
          <p className="govuk-body app-note">{agreed.body}</p>
          <p className="app-quiet">
            Version {agreed.version}, to be looked at again on {longDate(agreed.reviewOn)}.{' '}
            {agreed.signedAt ? `Signed by ${agreed.signedBy} on ${moment(agreed.signedAt)}.` : 'Not signed yet.'}
          </p>
          {!agreed.signedAt && line.maySign && (
            <SendForm
              label={`Sign for ${name}`}
              button={`Sign for ${name}`}
              saved="Signed."
              document={SignAgreementDocument}
              variables={() => ({ input: { service: line.service, version: agreed.version } })}
              done={done}
            />
          )}
        </>
      ) : (
        <p className="govuk-body">Nothing is agreed yet.</p>
      )}
      {may.includes('ApproveRules') && (
        <Opening title={`Write what was agreed with ${name}`}>
          <SendForm
            label={`Agreement with ${name}`}
            button="Save the agreement"
            saved="Saved. It waits to be signed."
            document={SaveAgreementDocument}
            variables={() => ({ input: { service: line.service, body, reviewOn } })}
            done={done}
          >
            <TextField id={`service-${line.service}`} label="What the service does" maxLength={8000} rows={5} value={body} onChange={setBody} />
            <Field id={`service-review-${line.service}`} label="Look at it again on" type="date" value={reviewOn} onChange={setReviewOn} />
          </SendForm>
        </Opening>
      )}
    </section>
  );
}
