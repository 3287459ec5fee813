import { useState } from 'react';
import { Link } from 'wouter';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { moment, severityName } from '../format';
import { AtRiskDocument, type AtRiskQuery, SettleConcernDocument } from '../gql/graphql';
import { patternState } from '../improvement/names';
import { RaiseConcern } from '../improvement/RaiseConcern';
import { useSession } from '../session';
import { Opening, TextField } from '../ui/Field';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Child = NonNullable<AtRiskQuery['atRisk']>[number];

/** Children of a school at risk of poor attendance: those that the rules found and those that its staff named, in one queue. */
export function AtRiskPage({ laestab }: { laestab: string }) {
  useTitle('Children at risk');
  const fresh = useFresh(AtRiskDocument, { school: laestab }, { every: 30_000 });
  return (
    <>
      <h1 className="govuk-heading-l">Children at risk of poor attendance</h1>
      <Show fresh={fresh} what="children">
        {({ school, atRisk }) => (
          <>
            <p className="govuk-body">
              {school?.name}. What the rules found, and what staff raised. A concern about another child is raised on{' '}
              <Link className="govuk-link" href={`/pupils?show=all&school=${laestab}`}>
                the child’s page
              </Link>
              .
            </p>
            {!atRisk?.length && <Empty at={fresh.at}>No child has an open flag, and nobody raised a concern.</Empty>}
            {atRisk?.map((child) => (
              <Card child={child} done={fresh.refresh} key={child.pupil.id} />
            ))}
          </>
        )}
      </Show>
    </>
  );
}

function Card({ child, done }: { child: Child; done: () => void }) {
  const { may } = useSession();
  const [text, setText] = useState('');
  const name = `${child.pupil.givenName} ${child.pupil.familyName}`;
  return (
    <div className="app-panel">
      <h2 className="govuk-heading-m">
        <Link className="govuk-link" href={`/pupils/${child.pupil.id}/flags`}>
          {name}
        </Link>
        {child.yearGroup && `, year ${child.yearGroup}`}
      </h2>
      {child.flags.length > 0 && (
        <ul className="govuk-list govuk-list--bullet">
          {child.flags.map((flag) => (
            <li key={flag.title}>
              Found by a rule: {flag.title} ({severityName[flag.severity].toLowerCase()}), {patternState[flag.state]}
            </li>
          ))}
        </ul>
      )}
      {child.concerns.map((concern) => (
        <div key={concern.id}>
          <p className="govuk-body app-note">
            Raised by staff: {concern.words ?? 'the words were erased'}
          </p>
          <p className="app-quiet">
            {concern.raisedBy}, {moment(concern.raisedAt)}
          </p>
          {may.includes('ReferChild') && (
            <Opening title="Say what came of it">
              <SendForm
                label={`What came of the concern about ${name}`}
                button="Settle it"
                saved="Saved."
                document={SettleConcernDocument}
                variables={() => ({ id: concern.id, text })}
                done={done}
              >
                <TextField id={`settle-${concern.id}`} label="What came of it" maxLength={2000} value={text} onChange={setText} />
              </SendForm>
            </Opening>
          )}
        </div>
      ))}
      {may.includes('ReferChild') && <RaiseConcern pupil={child.pupil.id} name={name} done={done} />}
    </div>
  );
}
