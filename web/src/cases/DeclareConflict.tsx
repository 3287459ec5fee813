import { useState } from 'react';
import { useFresh } from '../fresh';
import { CaseRecommendationsDocument, DeclareConflictDocument } from '../gql/graphql';
import { TextField } from '../ui/Field';
import { Select } from '../ui/Select';
import { NoAccess, Show } from '../ui/states';
import { SendForm } from './SendForm';

/** A tie between an officer and the family: who is not proposed for the child any more. */
export function DeclareConflict({ id, done }: { id: string; done: () => void }) {
  const fresh = useFresh(CaseRecommendationsDocument, { id }, { every: 0 });
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  return (
    <Show fresh={fresh} what="officers">
      {(data) => {
        const ranked = data.case?.recommendations;
        if (!ranked?.length) return <NoAccess />;
        const worker = chosen ?? ranked[0]!.worker.id;
        return (
          <SendForm
            label="Declare a conflict of interest"
            button="Save the conflict of interest"
            saved="Saved. This officer is not proposed for the child any more."
            document={DeclareConflictDocument}
            variables={() => ({ input: { case: id, worker, reason } })}
            done={() => {
              fresh.refresh();
              done();
            }}
          >
            <Select
              id={`conflict-${id}`}
              label="Officer"
              value={worker}
              onChange={setChosen}
              options={Object.fromEntries(ranked.map((each) => [each.worker.id, each.worker.name]))}
            />
            <TextField id={`conflict-why-${id}`} label="What the tie is" maxLength={500} value={reason} onChange={setReason} />
          </SendForm>
        );
      }}
    </Show>
  );
}
