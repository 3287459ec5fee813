import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { count, longDate, moment, sessionName } from '../format';
import { RecordTenDayActionDocument, TenDayQuartersDocument, TenDayReportDocument, type TenDayReportQuery } from '../gql/graphql';
import { Back } from '../lookedafter/Back';
import { PeriodTabs } from '../lookedafter/PeriodTabs';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Download } from '../ui/Download';
import { Opening, TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Report = NonNullable<TenDayReportQuery['tenDayReport']>;
type Child = Report['children'][number];

/** The quarter's reports on looked-after children who missed ten days. */
export function TenDaysPage({ quarter }: { quarter: string | undefined }) {
  useTitle('Reports of 10 days');
  const fresh = useFresh(TenDayQuartersDocument, {}, { every: 60_000 });
  return (
    <>
      <Back />
      <h1 className="govuk-heading-l">Reports of 10 days</h1>
      <Show fresh={fresh} what="quarters">
        {({ tenDayQuarters: quarters }) => {
          if (!quarters) return null;
          const current = quarters.find((each) => each.firstDay === quarter) ?? quarters[0]!;
          return (
            <>
              <PeriodTabs
                label="Quarters"
                current={current.firstDay}
                periods={quarters.map((each) => ({
                  key: each.firstDay,
                  title: `${longDate(each.firstDay)} to ${longDate(each.lastDay)}${each.frozen ? '' : ' (running)'}`,
                  href: `/looked-after/ten-days/${each.firstDay}`,
                }))}
              />
              <Quarter firstDay={current.firstDay} key={current.firstDay} />
            </>
          );
        }}
      </Show>
    </>
  );
}

function Quarter({ firstDay }: { firstDay: string }) {
  const fresh = useFresh(TenDayReportDocument, { quarter: firstDay }, { every: 30_000 });
  return (
    <Show fresh={fresh} what="report">
      {({ tenDayReport: report }) =>
        report && (
          <>
            <h2 className="govuk-heading-m">
              {longDate(report.quarter.firstDay)} to {longDate(report.quarter.lastDay)}: {count(report.children.length, 'child', 'children')}
            </h2>
            <p className="govuk-body">
              {report.quarter.frozen
                ? `As it was known on ${moment(report.quarter.knownAt)}. It stays so, whatever is corrected later.`
                : 'The quarter is running: this is how it stands now.'}
            </p>
            {report.pdf && report.workbook && (
              <p className="govuk-body app-noprint">
                <Download link={report.pdf} name={`ten-days-${firstDay}.pdf`} title="The report (PDF)" />{' '}
                <Download link={report.workbook} name={`ten-days-${firstDay}.xlsx`} title="The report (spreadsheet)" />
              </p>
            )}
            {report.children.length === 0 ? (
              <Empty>No looked-after child in your scope reached ten missed days.</Empty>
            ) : (
              report.children.map((child) => <Entry child={child} frozen={report.quarter.frozen} refresh={fresh.refresh} key={child.pupil.id} />)
            )}
          </>
        )
      }
    </Show>
  );
}

function Entry({ child, frozen, refresh }: { child: Child; frozen: boolean; refresh: () => void }) {
  const { may } = useSession();
  return (
    <article className="app-panel" aria-labelledby={`child-${child.pupil.id}`}>
      <h3 className="govuk-heading-s" id={`child-${child.pupil.id}`}>
        <Link className="govuk-link" href={`/pupils/${child.pupil.id}`}>
          {child.pupil.givenName} {child.pupil.familyName}
        </Link>
        , {child.daysMissed.toLocaleString('en-GB')} days in {child.year}
      </h3>
      <p className="govuk-body">
        {child.school ?? 'On no roll'}; {child.unit ?? 'no residential unit'}
        {child.socialWorker && `; social worker ${child.socialWorker}`}. The tenth day was reached with {sessionName(child.reachedWith)}
        {child.late && ', and was learned of in this quarter'}.
      </p>
      <p className="govuk-body">{child.pattern}</p>
      <p className="govuk-body">Reasons: {child.reasons}.</p>
      <p className="govuk-body">Action: {child.action ?? (frozen ? 'none was recorded by the end of the quarter.' : 'none is recorded yet.')}</p>
      {child.actionNow && child.actionNow !== child.action && <p className="govuk-body">Since then: {child.actionNow}</p>}
      {may.includes('WorkOnCare') && (
        <Opening title="Record an action">
          <Act child={child} refresh={refresh} />
        </Opening>
      )}
    </article>
  );
}

function Act({ child, refresh }: { child: Child; refresh: () => void }) {
  const { send, sending } = useSend();
  const [action, setAction] = useState(child.actionNow ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(RecordTenDayActionDocument, { input: { pupil: child.pupil.id, year: child.year, action } });
    setProblem(sent.problem ?? problemsOf(sent.data?.recordTenDayAction));
    refresh();
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <TextField id={`action-${child.pupil.id}`} label="What is done, by whom and when" maxLength={4000} value={action} onChange={setAction} />
      <Problem text={problem} />
      <button type="submit" className="govuk-button" disabled={sending}>
        Save the action
      </button>
    </form>
  );
}
