import { useFresh } from '../fresh';
import { count, longDate, moment } from '../format';
import { CasePlanDocument, type CasePlanQuery } from '../gql/graphql';
import { useSession } from '../session';
import { Opening } from '../ui/Field';
import { Heads } from '../ui/Heads';
import { Show } from '../ui/states';
import { Row } from './Assessment';
import { MakePlan } from './MakePlan';
import { halfTermName, partyName, reviewName, targetStateName } from './names';
import { ReviewPlan, SettleAction, SignPlan } from './WorkPlan';

export type PlanOf = NonNullable<NonNullable<CasePlanQuery['case']>['plan']>;

/** The Personal Attendance Plan, held against every mark; support apart from duties. */
export function Plan({ id, changed }: { id: string; changed: () => void }) {
  const { may } = useSession();
  const fresh = useFresh(CasePlanDocument, { id }, { every: 10_000, on: 'pupils' });
  const done = () => {
    fresh.refresh();
    changed();
  };
  return (
    <Show fresh={fresh} what="plan">
      {(data) => {
        const plan = data.case?.plan ?? null;
        const stage = data.case?.stage;
        const works = may.includes('WorkCase') && stage !== 'CLOSED';
        if (!plan)
          return works && stage === 'ASSESSED' ? (
            <>
              <h2 className="govuk-heading-m">Make the attendance plan</h2>
              <MakePlan id={id} before={null} done={done} />
            </>
          ) : (
            <p className="govuk-body">There is no plan. {stage !== 'CLOSED' && 'The circumstances are assessed first.'}</p>
          );
        return (
          <>
            <Read id={id} plan={plan} works={works} done={done} />
            {works && (
              <>
                <Opening title="Somebody signs the plan">
                  <SignPlan id={id} done={done} />
                </Opening>
                <Opening title="Review the plan">
                  <ReviewPlan id={id} done={done} />
                </Opening>
                <Opening title="Revise the plan">
                  <MakePlan key={plan.version} id={id} before={plan} done={done} />
                </Opening>
              </>
            )}
          </>
        );
      }}
    </Show>
  );
}

function Read({ id, plan, works, done }: { id: string; plan: PlanOf; works: boolean; done: () => void }) {
  return (
    <>
      <h2 className="govuk-heading-m">Attendance plan, version {plan.version}</h2>
      <dl className="govuk-summary-list">
        <Row title="Aim">{plan.aim}</Row>
        {plan.changes && <Row title="What is new">{plan.changes}</Row>}
        <Row title="What the child says">{plan.childView ?? `Not known: ${plan.childViewMissing}`}</Row>
        <Row title="Made">
          {moment(plan.madeAt)} by {plan.madeBy}
        </Row>
        <Row title="Signatures">
          {plan.signatures.length === 0
            ? 'none yet'
            : plan.signatures.map((each) => `${each.name} (${partyName[each.party].toLowerCase()}${each.agreed ? '' : ', did not sign'}), ${longDate(each.on)}`).join('; ')}
        </Row>
      </dl>
      <table className="govuk-table app-table app-table--cards">
        <caption className="govuk-table__caption govuk-table__caption--s">Attendance aimed at, with every mark so far</caption>
        <Heads titles={['Half term', 'Aim', 'So far', 'How it stands']} />
        <tbody>
          {plan.targets.map((each) => (
            <tr key={each.from}>
              <th scope="row" className="govuk-table__header">
                {halfTermName[each.halfTerm]} {each.year}
              </th>
              <td className="govuk-table__cell" data-label="Aim">
                {each.percent}%
              </td>
              <td className="govuk-table__cell" data-label="So far">
                {each.attended} of {count(each.possible, 'possible half-day')}
              </td>
              <td className="govuk-table__cell" data-label="How it stands">
                {targetStateName[each.state]}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Actions title="Support offered to the family" id={id} actions={plan.actions.filter((each) => each.support)} works={works} done={done} />
      <Actions title="What everybody does" id={id} actions={plan.actions.filter((each) => !each.support)} works={works} done={done} />
      <h3 className="govuk-heading-s">Reviews</h3>
      {plan.reviews.length === 0 ? (
        <p className="govuk-body">No review yet.</p>
      ) : (
        <ol className="govuk-list govuk-list--spaced">
          {plan.reviews.map((each) => (
            <li key={each.number}>
              <strong>{longDate(each.on)}</strong>: {reviewName[each.outcome]}. {each.attended} of {count(each.possible, 'possible half-day')} attended since.{' '}
              {each.notes}
              <div className="app-quiet">
                {each.childView ? `The child: ${each.childView} It changed: ${each.childChanged}` : `The child’s view is missing: ${each.childViewMissing}`}
              </div>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function Actions({
  title,
  id,
  actions,
  works,
  done,
}: {
  title: string;
  id: string;
  actions: PlanOf['actions'];
  works: boolean;
  done: () => void;
}) {
  if (actions.length === 0) return null;
  return (
    <table className="govuk-table app-table app-table--cards">
      <caption className="govuk-table__caption govuk-table__caption--s">{title}</caption>
      <Heads titles={['Who', 'What', 'By', 'State']} />
      <tbody>
        {actions.map((each) => (
          <tr key={each.number}>
            <th scope="row" className="govuk-table__header">
              {each.owner}
              <div className="app-quiet">{partyName[each.party]}</div>
            </th>
            <td className="govuk-table__cell" data-label="What">
              {each.what}
            </td>
            <td className="govuk-table__cell" data-label="By">
              {longDate(each.dueOn)}
            </td>
            <td className="govuk-table__cell" data-label="State">
              {each.done === null ? 'open' : each.done ? 'done' : 'not done'}
              {each.note && <div className="app-quiet">{each.note}</div>}
              {works && each.done === null && (
                <Opening title={`Settle: ${each.what}`}>
                  <SettleAction id={id} number={each.number} done={done} />
                </Opening>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
