import { useFresh } from '../fresh';
import { longDate, moment } from '../format';
import { SchoolAgenciesDocument } from '../gql/graphql';
import { Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** What partner agencies tell or ask a school: who comes, and to which meetings it is asked. */
export function SchoolAgenciesPage({ laestab }: { laestab: string }) {
  useTitle('From agencies');
  const fresh = useFresh(SchoolAgenciesDocument, { school: laestab }, { every: 60_000 });
  return (
    <>
      <h1 className="govuk-heading-l">From agencies</h1>
      <Show fresh={fresh} what="school">
        {({ schoolArrivals, schoolMeetings }) => (
          <>
            <h2 className="govuk-heading-m">Young people who come</h2>
            {!schoolArrivals?.length ? (
              <p className="govuk-body">None is announced.</p>
            ) : (
              <ul className="govuk-list govuk-list--bullet">
                {schoolArrivals.map((each) => (
                  <li key={each.givenName + each.familyName + each.startsOn}>
                    {each.givenName} {each.familyName}, born {longDate(each.birthDate)}, from {longDate(each.startsOn)}.{' '}
                    {each.contactNamed ? 'Somebody of the school is named.' : 'Name somebody who meets the young person.'}
                  </li>
                ))}
              </ul>
            )}
            <h2 className="govuk-heading-m">Meetings to which the school is asked</h2>
            {!schoolMeetings?.length ? (
              <p className="govuk-body">None.</p>
            ) : (
              schoolMeetings.map((meeting) => (
                <div className="app-panel" key={meeting.id}>
                  <h3 className="govuk-heading-s">
                    {meeting.givenName} {meeting.familyName}, {moment(meeting.at)}
                  </h3>
                  <p className="govuk-body">
                    {meeting.place}. {meeting.attended === null ? 'To be held.' : meeting.attended ? 'Somebody of the school came.' : 'Nobody of the school came.'}
                  </p>
                  <p className="govuk-body">{meeting.agenda ?? 'The words were erased.'}</p>
                </div>
              ))
            )}
          </>
        )}
      </Show>
    </>
  );
}
