import { type FormEvent, useState } from 'react';
import { useFresh } from '../fresh';
import { longDate, moment, percent } from '../format';
import { MemberReportsDocument, type MemberReportsQuery, ReleaseMemberReportDocument, SubmitMemberReportDocument } from '../gql/graphql';
import { Back } from '../lookedafter/Back';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Download } from '../ui/Download';
import { Opening, TextField } from '../ui/Field';
import { Heads } from '../ui/Heads';
import { Problem } from '../ui/Problem';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Report = NonNullable<MemberReportsQuery['memberReports']>[number];

const stateName = { DRAFT: 'Draft', SUBMITTED: 'Waits for release by a second person', RELEASED: 'Released' } as const;

/** The quarter's reports on looked-after children for elected members. */
export function MembersPage() {
  useTitle('Reports for elected members');
  const { may } = useSession();
  const fresh = useFresh(MemberReportsDocument, {}, { every: 30_000 });
  return (
    <>
      {may.includes('ReadCare') && <Back />}
      <h1 className="govuk-heading-l">Looked-after children: reports for elected members</h1>
      <p className="govuk-body">A count under 5 is hidden, and so are others from which one could be worked out.</p>
      <Show fresh={fresh} what="reports">
        {({ memberReports: reports }) =>
          reports?.length ? (
            reports.map((report) => <Quarter report={report} refresh={fresh.refresh} key={report.firstDay} />)
          ) : (
            <Empty at={fresh.at}>No report has been released.</Empty>
          )
        }
      </Show>
    </>
  );
}

function Quarter({ report, refresh }: { report: Report; refresh: () => void }) {
  const { may } = useSession();
  const works = may.includes('WorkOnCare') || may.includes('ReleaseCareFigures');
  return (
    <section aria-labelledby={report.firstDay}>
      <h2 className="govuk-heading-m" id={report.firstDay}>
        {longDate(report.firstDay)} to {longDate(report.lastDay)}
      </h2>
      {works && (
        <p className="govuk-body">
          {stateName[report.state]}
          {report.submittedBy && `; handed over by ${report.submittedBy}`}
          {report.releasedAt && `; released by ${report.releasedBy} on ${moment(report.releasedAt)}`}.
        </p>
      )}
      {report.words && <p className="govuk-body">{report.words}</p>}
      <table className="govuk-table app-table app-table--cards">
        <Heads titles={['Children', 'Number', 'Reached 10 days', 'Reached 25 days', 'Possible half-days', 'Missed', 'Attendance']} />
        <tbody>
          {report.rows.map((row) => (
            <tr key={row.name}>
              <th scope="row" className="govuk-table__header">
                {row.name}
              </th>
              <Count title="Number" value={row.children} />
              <Count title="Reached 10 days" value={row.reachedTen} />
              <Count title="Reached 25 days" value={row.reachedTwentyFive} />
              <Count title="Possible half-days" value={row.possible} />
              <Count title="Missed" value={row.missed} />
              <td className="govuk-table__cell" data-label="Attendance">
                {row.attendancePercent === null ? 'hidden' : percent(row.attendancePercent)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="govuk-body app-noprint">
        <Download link={report.pdf} name={`looked-after-members-${report.firstDay}.pdf`} title="The report (PDF)" />{' '}
        <Download link={report.workbook} name={`looked-after-members-${report.firstDay}.xlsx`} title="The report (spreadsheet)" />
      </p>
      {report.state !== 'RELEASED' && works && <Work report={report} refresh={refresh} />}
    </section>
  );
}

function Count({ title, value }: { title: string; value: number | null }) {
  return (
    <td className="govuk-table__cell" data-label={title}>
      {value === null ? 'hidden' : value.toLocaleString('en-GB')}
    </td>
  );
}

function Work({ report, refresh }: { report: Report; refresh: () => void }) {
  const { may } = useSession();
  const { send, sending } = useSend();
  const [text, setText] = useState(report.words ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(SubmitMemberReportDocument, { quarter: report.firstDay, words: text });
    setProblem(sent.problem ?? problemsOf(sent.data?.submitMemberReport));
    refresh();
  };
  const release = async () => {
    const sent = await send(ReleaseMemberReportDocument, { quarter: report.firstDay });
    setProblem(sent.problem ?? problemsOf(sent.data?.releaseMemberReport));
    refresh();
  };
  return (
    <>
      <Problem text={problem} />
      {may.includes('WorkOnCare') && (
        <Opening title="Hand over for release">
          <form onSubmit={(event) => void submit(event)}>
            <TextField
              id={`words-${report.firstDay}`}
              label="What the figures mean"
              hint="It is published. No child may be told by it."
              maxLength={4000}
              value={text}
              onChange={setText}
            />
            <button type="submit" className="govuk-button" disabled={sending}>
              Hand over
            </button>
          </form>
        </Opening>
      )}
      {may.includes('ReleaseCareFigures') && report.state === 'SUBMITTED' && (
        <button type="button" className="govuk-button" disabled={sending} onClick={() => void release()}>
          Release to elected members
        </button>
      )}
    </>
  );
}
