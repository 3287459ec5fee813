import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { longDate } from '../format';
import { AgencyPostsDocument, EndSchoolPostDocument, NameForSchoolDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Heads } from '../ui/Heads';
import { Select } from '../ui/Select';
import { Show } from '../ui/states';
import { Opening } from '../ui/Field';

/** Who of an agency is named for which school; who keeps the directory names them. */
export function Posts({ agency }: { agency: string }) {
  const { may } = useSession();
  const fresh = useFresh(AgencyPostsDocument, { id: agency }, { every: 60_000 });
  return (
    <Show fresh={fresh} what="posts">
      {({ agency: found, schools }) => {
        if (!found) return null;
        const keeps = may.includes('RunPartners');
        if (found.posts.length === 0 && !(keeps && found.people.length > 0)) return null;
        const nameOf = (school: string) => schools.find((each) => each.laestab === school)?.name ?? `School ${school}`;
        return (
          <>
            <h2 className="govuk-heading-m">Named for schools</h2>
            {found.posts.length > 0 && (
              <table className="govuk-table app-table app-table--cards">
                <Heads titles={keeps ? ['School', 'Who', 'As', 'Since', 'End'] : ['School', 'Who', 'As', 'Since']} />
                <tbody>
                  {found.posts.map((post) => (
                    <tr key={post.school + post.person}>
                      <th scope="row" className="govuk-table__header">
                        {nameOf(post.school)}
                      </th>
                      <td className="govuk-table__cell" data-label="Who">
                        {post.name}
                      </td>
                      <td className="govuk-table__cell" data-label="As">
                        {post.title}
                      </td>
                      <td className="govuk-table__cell" data-label="Since">
                        {longDate(post.from)}
                      </td>
                      {keeps && (
                        <td className="govuk-table__cell" data-label="End">
                          <SendForm
                            label={`End ${post.name} at ${nameOf(post.school)}`}
                            button="End"
                            saved="Ended."
                            document={EndSchoolPostDocument}
                            variables={() => ({ input: { agency, school: post.school, person: post.person } })}
                            done={fresh.refresh}
                          />
                        </td>
                      )}
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            {keeps && found.people.length > 0 && schools.length > 0 && (
              <Name agency={agency} people={found.people} schools={schools} done={fresh.refresh} />
            )}
          </>
        );
      }}
    </Show>
  );
}

function Name({
  agency,
  people,
  schools,
  done,
}: {
  agency: string;
  people: readonly { id: string; name: string }[];
  schools: readonly { laestab: string; name: string }[];
  done: () => void;
}) {
  const [person, setPerson] = useState(people[0]!.id);
  const [school, setSchool] = useState(schools[0]!.laestab);
  return (
    <Opening title="Name somebody for a school">
      <SendForm
        label="Name somebody for a school"
        button="Name for the school"
        saved="Named. From now on the person sees the children of the schools that the person is named for, and no others."
        document={NameForSchoolDocument}
        variables={() => ({ input: { agency, person, school } })}
        done={done}
      >
        <Select id="post-person" label="Who" value={person} onChange={setPerson} options={Object.fromEntries(people.map((each) => [each.id, each.name]))} />
        <Select id="post-school" label="School" value={school} onChange={setSchool} options={Object.fromEntries(schools.map((each) => [each.laestab, each.name]))} />
      </SendForm>
    </Opening>
  );
}
