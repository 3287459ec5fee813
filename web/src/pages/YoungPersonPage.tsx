import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { YoungPersonDocument } from '../gql/graphql';
import { Show } from '../ui/states';
import { useTitle } from '../ui/title';
import { Assessments } from '../youth/Assessments';
import { CallDtoMeeting } from '../youth/CallDtoMeeting';
import { Mentors } from '../youth/Mentors';
import { Orders } from '../youth/Orders';
import { Placements } from '../youth/Placements';
import { Releases } from '../youth/Releases';
import { youngName } from '../youth/names';

/** One young person, with the work that one's post does. */
export function YoungPersonPage({ agreement, child }: { agreement: string; child: string }) {
  const fresh = useFresh(YoungPersonDocument, { agreement, child }, { every: 30_000 });
  useTitle('Young person');
  return (
    <Show fresh={fresh} what="young person">
      {({ youngPerson: person }) =>
        person && (
          <>
            <p className="govuk-body">
              <Link className="govuk-link" href="/youth-offending">
                Young people
              </Link>
            </p>
            <h1 className="govuk-heading-l">{youngName(person)}</h1>
            <Orders person={person} done={fresh.refresh} />
            <Releases person={person} done={fresh.refresh} />
            {person.releases && <CallDtoMeeting agreement={agreement} child={child} done={fresh.refresh} />}
            <Assessments person={person} done={fresh.refresh} />
            <Placements person={person} done={fresh.refresh} />
            <Mentors person={person} done={fresh.refresh} />
          </>
        )
      }
    </Show>
  );
}
