import { useState } from 'react';
import { type YouthPost, type PartnerAgencyQuery, SaveYouthPostDocument } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { Problem } from '../ui/Problem';
import { Select } from '../ui/Select';
import { youthPost } from './names';

type Person = NonNullable<PartnerAgencyQuery['agency']>['people'][number];

/** Who works for the service in which post; the post decides what the person sees. */
export function YouthPosts({ people, done }: { people: readonly Person[]; done: () => void }) {
  const { send } = useSend();
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (person: string, post: YouthPost | '') => {
    const sent = await send(SaveYouthPostDocument, { person, post: post || null });
    setProblem(sent.problem ?? problemsOf(sent.data.saveYouthPost));
    done();
  };
  return (
    <>
      <h2 className="govuk-heading-m">People and their posts</h2>
      <Problem text={problem} />
      {people.map((person) => (
        <Select
          key={person.id}
          id={`post-${person.id}`}
          label={person.name}
          value={person.post ?? ''}
          onChange={(post) => void save(person.id, post)}
          options={{ '': 'No post is said', ...youthPost } as Record<YouthPost | '', string>}
        />
      ))}
    </>
  );
}
