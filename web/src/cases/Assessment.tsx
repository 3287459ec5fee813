import { useState } from 'react';
import { useFresh } from '../fresh';
import { moment } from '../format';
import { CaseAssessmentDocument, type CaseAssessmentQuery, type Factor, RecordAssessmentDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Show } from '../ui/states';
import { factorName } from './names';
import { SendForm } from './SendForm';

type Found = NonNullable<NonNullable<CaseAssessmentQuery['case']>['assessment']>;

/** What was found out about the circumstances, and what the catalogue offers for it. */
export function Assessment({ id, changed }: { id: string; changed: () => void }) {
  const { may } = useSession();
  const fresh = useFresh(CaseAssessmentDocument, { id }, { every: 30_000 });
  const done = () => {
    fresh.refresh();
    changed();
  };
  return (
    <Show fresh={fresh} what="assessment">
      {(data) => {
        const found = data.case?.assessment;
        const works = may.includes('WorkCase') && data.case?.stage !== 'CLOSED';
        return (
          <>
            {found ? <Read found={found} /> : <p className="govuk-body">The circumstances are not assessed yet. A plan rests on an assessment.</p>}
            {data.case && data.case.suggestions.length > 0 && (
              <>
                <h2 className="govuk-heading-m">What could help</h2>
                <ul className="govuk-list govuk-list--bullet">
                  {data.case.suggestions.slice(0, 6).map((each) => (
                    <li key={each.catalogue}>
                      {each.title}, by {each.provider} <span className="app-quiet">{each.why}</span>
                    </li>
                  ))}
                </ul>
              </>
            )}
            {works &&
              (found ? (
                <Opening title="Assess again">
                  <Assess id={id} done={done} />
                </Opening>
              ) : (
                <>
                  <h2 className="govuk-heading-m">Assess the circumstances</h2>
                  <Assess id={id} done={done} />
                </>
              ))}
          </>
        );
      }}
    </Show>
  );
}

function Read({ found }: { found: Found }) {
  return (
    <dl className="govuk-summary-list">
      <Row title="What stands between the child and school">
        <ul className="govuk-list">
          {found.factors.map((each) => (
            <li key={each.factor}>
              <strong>{factorName[each.factor]}</strong>, says {each.source}
              {each.evidence && `: ${each.evidence}`}
            </li>
          ))}
        </ul>
      </Row>
      <Row title="What the child says">{found.childView ?? `Not known: ${found.childViewMissing}`}</Row>
      <Row title="What the parents say">
        {found.parentViews.length > 0 ? found.parentViews.map((each) => `${each.who}: ${each.view}`).join(' ') : `Not known: ${found.parentViewsMissing}`}
      </Row>
      <Row title="Agencies involved">{found.agencies.map((each) => `${each.name} (${each.part})`).join(', ') || 'none'}</Row>
      <Row title="What it comes to">{found.summary}</Row>
      <Row title="Recorded">
        {moment(found.at)} by {found.by}, version {found.version}
      </Row>
    </dl>
  );
}

export function Row({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="govuk-summary-list__row">
      <dt className="govuk-summary-list__key">{title}</dt>
      <dd className="govuk-summary-list__value">{children}</dd>
    </div>
  );
}

function Assess({ id, done }: { id: string; done: () => void }) {
  const [factors, setFactors] = useState<Partial<Record<Factor, string>>>({});
  const [text, setText] = useState({ childView: '', childViewMissing: '', who: 'Mother', parents: '', parentsMissing: '', agency: '', part: '', summary: '' });
  const set = (name: keyof typeof text) => (value: string) => setText({ ...text, [name]: value });
  return (
    <SendForm
      label="Assess the circumstances"
      button="Save the assessment"
      saved="The assessment is saved."
      document={RecordAssessmentDocument}
      variables={() => ({
        input: {
          case: id,
          factors: Object.entries(factors).map(([factor, source]) => ({ factor: factor as Factor, source })),
          childView: text.childView || null,
          childViewMissing: text.childViewMissing || null,
          parentViews: text.parents ? [{ who: text.who, view: text.parents }] : [],
          parentViewsMissing: text.parentsMissing || null,
          agencies: text.agency ? [{ name: text.agency, part: text.part || 'works with the family' }] : [],
          summary: text.summary,
        },
      })}
      done={done}
    >
      <fieldset className="govuk-fieldset govuk-!-margin-bottom-4">
        <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">What stands between the child and school</legend>
        <div className="govuk-checkboxes govuk-checkboxes--small">
          {(Object.keys(factorName) as Factor[]).map((factor) => (
            <div className="govuk-checkboxes__item" key={factor}>
              <input
                className="govuk-checkboxes__input"
                type="checkbox"
                id={`factor-${factor}`}
                checked={factors[factor] !== undefined}
                onChange={(event) => {
                  const { [factor]: _, ...rest } = factors;
                  setFactors(event.target.checked ? { ...factors, [factor]: '' } : rest);
                }}
              />
              <label className="govuk-label govuk-checkboxes__label" htmlFor={`factor-${factor}`}>
                {factorName[factor]}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
      {(Object.keys(factors) as Factor[]).map((factor) => (
        <Field
          key={factor}
          id={`source-${factor}`}
          label={`Who says so: ${factorName[factor].toLowerCase()}`}
          maxLength={200}
          value={factors[factor] ?? ''}
          onChange={(value) => setFactors({ ...factors, [factor]: value })}
        />
      ))}
      <TextField id="assess-child" label="What the child says" maxLength={4000} value={text.childView} onChange={set('childView')} />
      <Field id="assess-child-missing" label="Or why nobody knows what the child says" maxLength={500} value={text.childViewMissing} onChange={set('childViewMissing')} />
      <Field id="assess-who" label="Which parent or carer" maxLength={100} value={text.who} onChange={set('who')} />
      <TextField id="assess-parents" label="What the parent or carer says" maxLength={4000} value={text.parents} onChange={set('parents')} />
      <Field id="assess-parents-missing" label="Or why nobody knows what the parents say" maxLength={500} value={text.parentsMissing} onChange={set('parentsMissing')} />
      <div className="app-fields">
        <Field id="assess-agency" label="Agency involved, if any" maxLength={200} value={text.agency} onChange={set('agency')} />
        <Field id="assess-part" label="As what" maxLength={500} value={text.part} onChange={set('part')} />
      </div>
      <TextField id="assess-summary" label="What it comes to" maxLength={4000} value={text.summary} onChange={set('summary')} />
    </SendForm>
  );
}
