import { useFresh } from '../fresh';
import { longDate, moment, percent, phaseName, schoolYearOf } from '../format';
import { type PackFiguresFragment, SchoolPackDocument, type SchoolPackQuery } from '../gql/graphql';
import { useSession } from '../session';
import { Heads } from '../ui/Heads';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** What a governor has: the own school's attendance beside the year before, what the school signed up to, and nothing of any child. It is read, not changed. */
export function SchoolPackPage() {
  useTitle('School pack');
  const { today } = useSession();
  const year = schoolYearOf(today);
  const before = schoolYearOf(`${Number(year.slice(0, 4)) - 1}-09-01`);
  const fresh = useFresh(SchoolPackDocument, { year, before }, { every: 60_000 });
  return (
    <>
      <h1 className="govuk-heading-l">School pack</h1>
      <p className="govuk-body">For governors: figures of the whole school. Nobody’s child is named here, and nothing is changed here.</p>
      <Show fresh={fresh} what="school pack">
        {({ schools, commitments }) =>
          schools.length === 0 ? (
            <Empty at={fresh.at}>You govern no school today.</Empty>
          ) : (
            schools.map((school) => (
              <Pack key={school.laestab} school={school} year={year} before={before} signed={commitments.schools.find((row) => row.school === school.laestab)?.signed} />
            ))
          )
        }
      </Show>
    </>
  );
}

type School = SchoolPackQuery['schools'][number];

function Pack({ school, year, before, signed }: { school: School; year: string; before: string; signed: SchoolPackQuery['commitments']['schools'][number]['signed'] | undefined }) {
  const rows: [string, (figures: PackFiguresFragment) => string][] = [
    ['Pupils counted', (figures) => figures.enrolments.toLocaleString('en-GB')],
    ['Attendance', (figures) => percent(figures.totals.attendancePercent)],
    ['Half-days missed', (figures) => `${figures.totals.missed.toLocaleString('en-GB')} of ${figures.totals.possible.toLocaleString('en-GB')}`],
    ['With leave', (figures) => figures.totals.authorised.toLocaleString('en-GB')],
    ['Without leave', (figures) => figures.totals.unauthorised.toLocaleString('en-GB')],
  ];
  return (
    <section aria-label={school.name}>
      <h2 className="govuk-heading-m">{school.name}</h2>
      <p className="govuk-body">{phaseName[school.phase]}, {school.laestab}</p>
      <table className="govuk-table app-table app-table--cards">
        <caption className="govuk-visually-hidden">Attendance of {school.name}</caption>
        <Heads titles={['Figure', year, before]} />
        <tbody>
          {rows.map(([title, value]) => (
            <tr key={title}>
              <th scope="row" className="govuk-table__header">
                {title}
              </th>
              <td className="govuk-table__cell" data-label={year}>
                {value(school.figures)}
              </td>
              <td className="govuk-table__cell" data-label={before}>
                {value(school.before)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3 className="govuk-heading-s">What the school signed up to</h3>
      <p className="govuk-body">
        The strategy’s commitments for {year}: {signed ? `signed ${moment(signed.at)} by ${signed.by}` : 'not signed yet'}.
      </p>
      {school.agreement ? (
        <>
          <p className="govuk-body">
            Its role, version {school.agreement.version}, to be looked at again on {longDate(school.agreement.reviewOn)}; {school.agreement.signedAt ? `signed ${moment(school.agreement.signedAt)}` : 'not signed yet'}:
          </p>
          <p className="govuk-body govuk-inset-text">{school.agreement.body}</p>
        </>
      ) : (
        <p className="govuk-body">There is no agreement about its role yet.</p>
      )}
    </section>
  );
}
