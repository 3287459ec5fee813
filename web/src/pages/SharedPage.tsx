import { useState } from 'react';
import { useFresh } from '../fresh';
import { longDate, percent, sessionName, shortDate } from '../format';
import { OwnAgreementsDocument, type OwnAgreementsQuery, type SharedWithQuery, SharedWithDocument } from '../gql/graphql';
import { bandName, fieldName, sharedClass } from '../partners/names';
import { Heads } from '../ui/Heads';
import { Pages } from '../ui/Pages';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** As many as one question may ask for with all their weeks. */
const pageSize = 20;

type Agreement = OwnAgreementsQuery['ownAgreements'][number];
type Child = NonNullable<SharedWithQuery['agreement']>['children']['nodes'][number];

/** What a partner begins with: the children that its agreements open, what for and until when. */
export function SharedPage() {
  useTitle('Shared children');
  const fresh = useFresh(OwnAgreementsDocument, {}, { every: 15_000 });
  return (
    <>
      <h1 className="govuk-heading-l">Shared children</h1>
      <p className="govuk-body">You see the children that an agreement shares with your agency, only what was agreed, and only while it lasts. Every look is written down.</p>
      <Show fresh={fresh} what="agreements">
        {({ ownAgreements }) =>
          ownAgreements.length === 0 ? (
            <Empty at={fresh.at}>No agreement shares a child with your agency today.</Empty>
          ) : (
            ownAgreements.map((agreement) => <Shared agreement={agreement} key={agreement.id} />)
          )
        }
      </Show>
    </>
  );
}

function Shared({ agreement }: { agreement: Agreement }) {
  const [cursors, setCursors] = useState<string[]>([]);
  const has = (field: string) => agreement.fields.includes(field);
  const fresh = useFresh(
    SharedWithDocument,
    {
      id: agreement.id,
      first: pageSize,
      after: cursors.at(-1) ?? null,
      givenName: has('givenName'),
      familyName: has('familyName'),
      schoolName: has('schoolName'),
      yearGroup: has('yearGroup'),
      band: has('band'),
      attendance: has('attendance'),
      weeks: has('weeks'),
      days: has('days'),
      today: has('today'),
      illness: has('illness'),
      updatedAt: has('updatedAt'),
    },
    { every: 60_000 },
  );
  const columns = agreement.fields.filter((field) => field in fieldName && !['id', 'givenName', 'familyName'].includes(field));
  return (
    <div className="app-panel">
      <h2 className="govuk-heading-m">
        {agreement.agency}
      </h2>
      <p className="govuk-body">
        What for: {agreement.purpose}. Until {longDate(agreement.expiresOn)} (that day no more). Basis: {agreement.lawfulBasis}.
      </p>
      <Show fresh={fresh} what="agreement">
        {({ agreement: open }) =>
          !open || open.children.nodes.length === 0 ? (
            <Empty at={fresh.at}>No child is shared by it yet.</Empty>
          ) : (
            <>
            <table className="govuk-table app-table app-table--cards">
              <Heads titles={['Child', ...columns.map((field) => fieldName[field]!)]} />
              <tbody>
                {open.children.nodes.map((child) => (
                  <tr key={child.id}>
                    <th scope="row" className="govuk-table__header">
                      {[child.givenName, child.familyName].filter(Boolean).join(' ') || 'Child'} <span className="app-quiet">{child.id.slice(0, 6)}</span>
                    </th>
                    {columns.map((field) => (
                      <td className="govuk-table__cell" data-label={fieldName[field]} key={field}>
                        <Value child={child} field={field} />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
            <Pages
              page={cursors.length + 1}
              hasNext={open.children.pageInfo.hasNextPage}
              onPrevious={() => setCursors(cursors.slice(0, -1))}
              onNext={() => setCursors([...cursors, open.children.pageInfo.endCursor ?? ''])}
            />
            </>
          )
        }
      </Show>
    </div>
  );
}

function Value({ child, field }: { child: Child; field: string }) {
  switch (field) {
    case 'band':
      return child.band ? bandName[child.band] : 'no marks yet';
    case 'attendance':
      return percent(child.attendance);
    case 'updatedAt':
      return child.updatedAt ? longDate(child.updatedAt) : 'no marks yet';
    case 'schoolName':
      return child.schoolName ?? 'on no roll';
    case 'yearGroup':
      return child.yearGroup ?? 'not known';
    case 'illness':
      return `${child.illness ?? 0} half-days`;
    case 'weeks':
      return (
        <ul className="govuk-list">
          {child.weeks?.slice(0, 3).map((week) => (
            <li key={week.monday}>
              From {shortDate(week.monday)}: {week.present} present, {week.authorised} authorised, {week.unauthorised} unauthorised
            </li>
          ))}
        </ul>
      );
    default: {
      const days = (field === 'today' ? child.today : child.days) ?? [];
      return days.length === 0 ? (
        'no mark yet'
      ) : (
        <ul className="govuk-list">
          {days.slice(0, 6).map((each) => (
            <li key={each.date + each.half}>
              {sessionName(each)}: {sharedClass[each.class]}
            </li>
          ))}
        </ul>
      );
    }
  }
}
