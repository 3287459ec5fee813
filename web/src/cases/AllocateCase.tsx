import { useState } from 'react';
import { useFresh } from '../fresh';
import { AllocateCaseDocument, CaseRecommendationsDocument } from '../gql/graphql';
import { Field, TextField } from '../ui/Field';
import { NoAccess, Show } from '../ui/states';
import { SendForm } from './SendForm';

/** Who is proposed as key worker, with the reasons; the manager decides. */
export function AllocateCase({ id, held, done }: { id: string; held: boolean; done: () => void }) {
  const fresh = useFresh(CaseRecommendationsDocument, { id }, { every: 0 });
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [handOver, setHandOver] = useState('');
  return (
    <Show fresh={fresh} what="proposals">
      {(data) => {
        const ranked = data.case?.recommendations;
        if (!ranked) return <NoAccess />;
        const worker = chosen ?? ranked.find((each) => each.proposed)?.worker.id ?? '';
        return (
          <SendForm
            label="Choose a key worker"
            button="Give the case"
            saved="The case was given."
            document={AllocateCaseDocument}
            variables={() => ({ input: { case: id, worker, reason: reason || null, handOver: handOver || null } })}
            done={done}
          >
            <fieldset className="govuk-fieldset">
              <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">Key worker, the best first</legend>
              <div className="govuk-radios govuk-radios--small" data-module="govuk-radios">
                {ranked.map((each) => (
                  <div className="govuk-radios__item" key={each.worker.id}>
                    <input
                      className="govuk-radios__input"
                      type="radio"
                      name={`worker-${id}`}
                      id={`worker-${id}-${each.worker.id}`}
                      disabled={!each.proposed}
                      checked={worker === each.worker.id}
                      onChange={() => setChosen(each.worker.id)}
                    />
                    <label className="govuk-label govuk-radios__label" htmlFor={`worker-${id}-${each.worker.id}`}>
                      {each.worker.name}
                      {!each.proposed && ': not proposed'}
                    </label>
                    <div className="govuk-hint govuk-radios__hint">{each.reasons.join(' ')}</div>
                  </div>
                ))}
              </div>
            </fieldset>
            <Field id={`reason-${id}`} label="Why, if it is not the first" maxLength={500} value={reason} onChange={setReason} />
            {held && <TextField id={`hand-over-${id}`} label="Hand-over: where the case stands" maxLength={4000} value={handOver} onChange={setHandOver} />}
          </SendForm>
        );
      }}
    </Show>
  );
}
