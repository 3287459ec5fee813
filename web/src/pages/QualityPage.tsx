import { Link, useSearchParams } from 'wouter';
import { useFresh } from '../fresh';
import { addDays, count, longDate, sessionName } from '../format';
import { type QualityKind, SchoolQualityDocument, type SchoolQualityQuery } from '../gql/graphql';
import { useSession } from '../session';
import { Heads } from '../ui/Heads';
import { CodeGuide, WrongCodes } from '../school/Codes';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Finding = NonNullable<SchoolQualityQuery['school']>['dataQuality']['findings'][number];
type Place = Finding['registers'][number];

/** What each kind of finding is called, what to do about it, and what its numbers count. */
const kinds: Record<QualityKind, { title: string; help: string; of: (place: Place) => string }> = {
  HELD_MARKS: {
    title: 'Marks kept aside',
    help: 'Wrong in themselves, so not in the register yet: an unknown child or code, or a child who is not on roll. The school releases or discards them.',
    of: (place) => count(place.count, 'mark'),
  },
  STALE_MARKS: {
    title: 'Marks that came too late to count',
    help: 'A later mark stood already, and says something else. The school decides which is right.',
    of: (place) => count(place.count, 'mark'),
  },
  MISSING_REASONS: {
    title: 'Changes without a reason',
    help: 'A mark that was in force was changed and nobody said why. The law wants the reason and who gave it.',
    of: (place) => count(place.count, 'mark'),
  },
  MISSING_REGISTERS: {
    title: 'Missing and incomplete registers',
    help: 'The register closed, and children who were due have no mark.',
    of: (place) => count(place.count, 'child', 'children'),
  },
  UNRESOLVED_N: {
    title: 'No reason after five school days',
    help: 'Code N stands for "not known yet". It must become another code within five school days.',
    of: (place) => count(place.count, 'mark'),
  },
  ALL_PRESENT: {
    title: 'Nobody absent where that is hardly likely',
    help: 'A whole school of a hundred or more in one half-day, or a class of fifteen or more in ten half-days running, without one absence or late mark.',
    of: (place) => (place.group ? `${count(place.count, 'half-day')} running` : count(place.count, 'mark')),
  },
  LATE_REGISTERS: {
    title: 'Registers posted after they closed',
    help: 'By when they first reached this system.',
    of: (place) => lateness(place.count),
  },
};

const shown = 10;

/** What wants looking at in a school's registers of four weeks: counts, each down to half-days and classes. */
export function QualityPage({ laestab }: { laestab: string }) {
  useTitle('Data quality');
  const { today } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const to = parameters.get('to') ?? today;
  const from = addDays(to, -27);
  const fresh = useFresh(SchoolQualityDocument, { laestab, from, to }, { every: 60_000 });
  return (
    <>
      <h1 className="govuk-heading-l">Data quality</h1>
      <div className="app-filters">
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="to">
            Four weeks up to
          </label>
          <input
            id="to"
            className="govuk-input"
            type="date"
            value={to}
            max={today}
            onChange={(event) => event.target.value && setParameters({ to: event.target.value }, { replace: true })}
          />
        </div>
      </div>
      <Show fresh={fresh} what="data quality">
        {(data) => {
          const found = data.school?.dataQuality.findings.filter((finding) => finding.count > 0) ?? [];
          return (
            <>
              <p className="govuk-body">
                {data.school?.name}, {longDate(from)} to {longDate(to)}
              </p>
              {data.school && data.school.dataQuality.score !== null && (
                <p className="govuk-body">
                  <strong>Quality score {data.school.dataQuality.score}%:</strong> {data.school.dataQuality.complete} of {count(data.school.dataQuality.due, 'register')}{' '}
                  whole and posted before they closed.
                </p>
              )}
              <WrongCodes codes={data.school?.wrongCodes ?? []} />
              <CodeGuide on={to} />
              {found.length === 0 ? (
                <Empty at={fresh.at}>Nothing wants looking at in these weeks.</Empty>
              ) : (
                found.map((finding) => <FindingPart key={finding.kind} laestab={laestab} finding={finding} />)
              )}
            </>
          );
        }}
      </Show>
    </>
  );
}

function FindingPart({ laestab, finding }: { laestab: string; finding: Finding }) {
  const { title, help, of } = kinds[finding.kind];
  const { schools } = useSession();
  return (
    <section aria-labelledby={finding.kind}>
      <h2 className="govuk-heading-m" id={finding.kind}>
        {title}: {finding.count.toLocaleString('en-GB')}
      </h2>
      <p className="govuk-body">{help}</p>
      <table className="govuk-table app-table app-table--cards">
        <caption className="govuk-visually-hidden">{title}, the latest first</caption>
        <Heads titles={['Half-day', 'Class', 'How much']} />
        <tbody>
          {finding.registers.slice(0, shown).map((place) => (
            <tr key={`${place.date}${place.half}${place.group}`}>
              <th scope="row" className="govuk-table__header">
                {schools.includes(laestab) ? (
                  <Link className="govuk-link" href={`/schools/${laestab}/today?date=${place.date}`}>
                    {sessionName(place)}
                  </Link>
                ) : (
                  sessionName(place)
                )}
              </th>
              <td className="govuk-table__cell" data-label="Class">
                {place.group ?? (finding.kind === 'ALL_PRESENT' ? 'Whole school' : 'No class named')}
              </td>
              <td className="govuk-table__cell" data-label="How much">
                {of(place)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {finding.registers.length > shown && (
        <p className="govuk-body app-quiet">And {count(finding.registers.length - shown, 'more half-day and class', 'more half-days and classes')}.</p>
      )}
    </section>
  );
}

/** Minutes in the unit that a person thinks in. */
function lateness(minutes: number): string {
  if (minutes < 120) return `${count(minutes, 'minute')} late`;
  if (minutes < 2_880) return `${count(Math.round(minutes / 60), 'hour')} late`;
  return `${count(Math.round(minutes / 1_440), 'day')} late`;
}
