import { useState } from 'react';
import { useFresh } from '../fresh';
import { moment, percent, schoolYearOf, words } from '../format';
import { LookedAfterYearDocument, type LookedAfterYearQuery } from '../gql/graphql';
import { Back } from '../lookedafter/Back';
import { useSession } from '../session';
import { Choice } from '../ui/Choice';
import { Download } from '../ui/Download';
import { Heads } from '../ui/Heads';
import { Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Year = NonNullable<LookedAfterYearQuery['lookedAfterYear']>;

/** The annual report on looked-after children's attendance. */
export function LookedAfterYearPage() {
  useTitle('Annual report');
  const { today } = useSession();
  const newest = Number(schoolYearOf(today).slice(0, 4));
  const years = Array.from({ length: newest - 1999 }, (_, before) => newest - before).map((start) => schoolYearOf(`${start}-09-01`));
  const [year, setYear] = useState(years[0]!);
  const fresh = useFresh(LookedAfterYearDocument, { year }, { every: 0 });
  return (
    <>
      <Back />
      <h1 className="govuk-heading-l">Annual report</h1>
      <Choice name="year" label="School year" value={year} onChange={setYear}>
        {years.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </Choice>
      <Show fresh={fresh} what="report">
        {({ lookedAfterYear: report }) => report && <Report report={report} key={report.year} />}
      </Show>
    </>
  );
}

function Report({ report }: { report: Year }) {
  const name = `looked-after-${report.year.replace('/', '-')}`;
  return (
    <>
      <p className="govuk-body">
        {report.closed
          ? `As it was closed on ${moment(report.knownAt)}.`
          : 'As it stands: corrections still change it until 31 December after the year, if it is this year’s or the last one’s.'}
      </p>
      <Figures
        title="Children in care for the twelve months to 31 March"
        rows={[
          ['Children', report.pupils, null],
          ['Possible half-days', report.possible, null],
          ['Absence', report.authorised + report.unauthorised, report.overallPercent],
          ['Authorised absence', report.authorised, report.authorisedPercent],
          ['Unauthorised absence', report.unauthorised, report.unauthorisedPercent],
          ['Persistently absent (a tenth or more)', report.persistent, report.persistentPercent],
          ['Severely absent (half or more)', report.severe, report.severePercent],
        ]}
      />
      <Figures
        title="Missed 25 days or more (OC2: in care for the twelve months to 30 September)"
        rows={[
          ['Children of school age', report.oc2Pupils, null],
          ['Missed 25 days or more', report.oc2MissedTwentyFiveDays, report.oc2Percent],
          ['England in 2005', null, report.oc2Benchmark],
        ]}
      />
      <Figures title="Absence by term" rows={report.terms.map((term) => [`${words(term.term)} term`, term.missed, term.absencePercent])} />
      <p className="govuk-body app-noprint">
        <Download link={report.pdf} name={`${name}.pdf`} title="The report (PDF)" />{' '}
        <Download link={report.workbook} name={`${name}.xlsx`} title="The report (spreadsheet)" />
      </p>
    </>
  );
}

function Figures({ title, rows }: { title: string; rows: readonly [string, number | null, number | null][] }) {
  return (
    <table className="govuk-table app-table app-table--cards">
      <caption className="govuk-table__caption govuk-table__caption--m">{title}</caption>
      <Heads titles={['Figure', 'Number', 'Per cent']} />
      <tbody>
        {rows.map(([name, number, share]) => (
          <tr key={name}>
            <th scope="row" className="govuk-table__header">
              {name}
            </th>
            <td className="govuk-table__cell" data-label="Number">
              {number?.toLocaleString('en-GB') ?? ''}
            </td>
            <td className="govuk-table__cell" data-label="Per cent">
              {share === null ? '' : percent(share)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
