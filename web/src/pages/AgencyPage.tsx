import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { percent } from '../format';
import { PartnerAgencyDocument, type PartnerAgencyQuery } from '../gql/graphql';
import { AgencyWork } from '../partners/AgencyWork';
import { agencyKind } from '../partners/names';
import { workOf } from '../partners/work';
import { useSession } from '../session';
import { Posts } from '../partners/Posts';
import { Show } from '../ui/states';
import { useTitle } from '../ui/title';
import { YouthPosts } from '../youth/YouthPosts';

type Agency = NonNullable<PartnerAgencyQuery['agency']>;
type Row = Agency['responsibilities'][number];

/** One agency: what the strategy says that it answers for, and what came of each. */
export function AgencyPage({ id }: { id: string }) {
  const fresh = useFresh(PartnerAgencyDocument, { id }, { every: 30_000 });
  useTitle(fresh.data?.agency?.name ?? 'Partner');
  return (
    <Show fresh={fresh} what="agency">
      {({ agency }) => agency && <Sheet agency={agency} done={fresh.refresh} />}
    </Show>
  );
}

function Sheet({ agency, done }: { agency: Agency; done: () => void }) {
  return (
    <>
      <p className="govuk-body">
        <Link className="govuk-link" href="/partners">
          Partners
        </Link>
      </p>
      <h1 className="govuk-heading-l">{agency.name}</h1>
      <p className="govuk-body">
        {agencyKind[agency.kind]}. {agency.about} {agency.contact && `Contact: ${agency.contact}.`}
      </p>
      <Work agency={agency.id} />
      {agency.report && <Report report={agency.report} />}
      <Posts agency={agency.id} />
      <AgencyWork id={agency.id} />
      {agency.id === 'youth-offending' && agency.people.length > 0 && <YouthPosts people={agency.people} done={done} />}
      {agency.id !== 'youth-offending' && agency.people.length > 0 && <p className="govuk-body">People: {agency.people.map((person) => person.name).join(', ')}.</p>}
      {agency.responsibilities.length === 0 ? (
        <p className="govuk-body">The strategy has no table of its own for this agency.</p>
      ) : (
        <>
          <h2 className="govuk-heading-m">Roles, responsibilities and outcomes</h2>
          {agency.responsibilities.map((row) => (
            <Responsibility row={row} key={row.row} />
          ))}
        </>
      )}
    </>
  );
}

function Work({ agency }: { agency: string }) {
  const { may, roles } = useSession();
  const pages = (workOf[agency] ?? []).filter(
    ({ act, role }) => (!act && !role) || (act && may.includes(act)) || (role && roles.includes(role)),
  );
  if (pages.length === 0) return null;
  return (
    <ul className="govuk-list">
      {pages.map((page) => (
        <li key={page.href}>
          <Link className="govuk-link" href={page.href}>
            {page.title}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Report({ report }: { report: NonNullable<Agency['report']> }) {
  return (
    <>
      <h2 className="govuk-heading-m">Taking part in {report.year}</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>
          Referrals to it: {report.received}; answered in time {report.answeredInTime}, late {report.answeredLate}, overdue now {report.overdue}
        </li>
        <li>
          Taken {report.accepted}, over {report.ended}, of which {report.helped} helped
        </li>
        <li>
          Referrals by it: {report.sent}; cases joined: {report.casesJoined}
        </li>
        <li>
          Meetings: came to {report.meetingsAttended} of {report.meetings}; actions done on time: {report.actionsInTime} of {report.actionsDue}
        </li>
        <li>
          Children shared: {report.children ?? 'fewer than five'}; looks at them: {report.looks}
        </li>
      </ul>
    </>
  );
}

function Responsibility({ row }: { row: Row }) {
  return (
    <details className="govuk-details app-panel" id={row.row}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">
          {row.role}: {row.responsibility.length > 60 ? `${row.responsibility.slice(0, 60)}…` : row.responsibility}
        </span>
      </summary>
      <div className="govuk-details__text">
        <p className="govuk-body">{row.responsibility}</p>
        <h3 className="govuk-heading-s">Outcome</h3>
        <p className="govuk-body">{row.outcome}</p>
        <h3 className="govuk-heading-s">Figures now</h3>
        <ul className="govuk-list govuk-list--bullet">
          {row.figures.map((figure) => (
            <li key={figure.name}>
              {figure.name}: <strong>{figureText(figure)}</strong>
            </li>
          ))}
        </ul>
        <p className="app-quiet">
          {row.row}, the strategy’s lines {row.lines}
        </p>
      </div>
    </details>
  );
}

/** "97 of 100 (97.0%)" */
function figureText({ count, outOf, percent: part, hidden }: Row['figures'][number]): string {
  if (hidden || count == null) return 'not told: fewer than five children';
  if (outOf == null) return count.toLocaleString('en-GB');
  if (outOf === 0) return 'nothing yet';
  return `${count.toLocaleString('en-GB')} of ${outOf.toLocaleString('en-GB')} (${percent(part)})`;
}
