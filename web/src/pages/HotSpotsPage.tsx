import { useState } from 'react';
import { count, longDate, percent } from '../format';
import { useFresh } from '../fresh';
import { SectionSeventeenDocument, type SectionSeventeenQuery } from '../gql/graphql';
import { useSession } from '../session';
import { bandName, weekdayName } from '../sweeps/names';
import { Field } from '../ui/Field';
import { Heads } from '../ui/Heads';
import { NoAccess, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Report = NonNullable<SectionSeventeenQuery['sectionSeventeen']>;
type Spots = Report['hotSpots'];

/** The report of a term for the duty of section 17: sweeps, half-days missed without leave, and where and when. No child is in it. */
export function HotSpotsPage() {
  useTitle('Hot spots');
  const { today } = useSession();
  const [on, setOn] = useState(today);
  const fresh = useFresh(SectionSeventeenDocument, { on }, { every: 60_000, pause: on === '' });
  return (
    <>
      <h1 className="govuk-heading-l">Hot spots and section 17</h1>
      <p className="govuk-body">
        What the term says for the duty to do all that can reasonably be done against crime and disorder (Crime and Disorder Act 1998, section 17).
        Counts of five and fewer are not shown.
      </p>
      <Field id="term-of" label="The term that holds" type="date" value={on} onChange={setOn} />
      <Show fresh={fresh} what="the report">
        {({ sectionSeventeen: report }) => (report ? <Term report={report} /> : <NoAccess />)}
      </Show>
    </>
  );
}

function Term({ report }: { report: Report }) {
  const few = (number: number | null | undefined) => number ?? 'five or fewer';
  const rate = (part: number, whole: number) => (whole === 0 ? 'no registers' : percent((part * 100) / whole));
  const { hotSpots } = report;
  const facts: [string, string | number][] = [
    ['Term', `${longDate(report.from)} to ${longDate(report.to)}`],
    ['Sweeps', report.sweeps],
    ['Children stopped', few(report.stops)],
    ['Without permission', few(report.withoutPermission)],
    ['With an adult', few(report.withAdult)],
    ['Followed up in a case', few(report.cases)],
    ['Half-days missed without leave', `${report.unauthorised} of ${report.possible} (${rate(report.unauthorised, report.possible)})`],
    ['The same term a year before', `${report.unauthorisedBefore} of ${report.possibleBefore} (${rate(report.unauthorisedBefore, report.possibleBefore)})`],
  ];
  return (
    <>
      <dl className="govuk-summary-list">
        {facts.map(([name, value]) => (
          <div className="govuk-summary-list__row" key={name}>
            <dt className="govuk-summary-list__key">{name}</dt>
            <dd className="govuk-summary-list__value">{value}</dd>
          </div>
        ))}
      </dl>
      {hotSpots.proposal && (
        <p className="govuk-inset-text">
          The next sweep would meet most in {hotSpots.proposal.locality} on a {weekdayName(hotSpots.proposal.weekday)},{' '}
          {hotSpots.proposal.half === 'AM' ? 'in the morning' : 'in the afternoon'}: the highest share of half-days missed without leave.
        </p>
      )}
      <h2 className="govuk-heading-m">Where and when children were stopped</h2>
      {hotSpots.stops.length === 0 ? (
        <p className="govuk-body">Nowhere more than five.</p>
      ) : (
        <table className="govuk-table app-table app-table--cards">
          <caption className="govuk-visually-hidden">Stops by area, weekday and time</caption>
          <Heads titles={['Area', 'Weekday', 'Time', 'Stops', 'Without permission']} />
          <tbody>
            {hotSpots.stops.map((spot) => (
              <tr key={spot.area + spot.weekday + spot.band}>
                <th scope="row" className="govuk-table__header">
                  {spot.area}
                </th>
                <td className="govuk-table__cell" data-label="Weekday">
                  {weekdayName(spot.weekday)}
                </td>
                <td className="govuk-table__cell" data-label="Time">
                  {bandName[spot.band]}
                </td>
                <td className="govuk-table__cell" data-label="Stops">
                  {spot.stops}
                </td>
                <td className="govuk-table__cell" data-label="Without permission">
                  {few(spot.withoutPermission)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Map squares={hotSpots.squares} />
      <h2 className="govuk-heading-m">Half-days missed without leave</h2>
      {hotSpots.absence.length === 0 ? (
        <p className="govuk-body">Nowhere more than five.</p>
      ) : (
        <table className="govuk-table app-table app-table--cards">
          <caption className="govuk-visually-hidden">Half-days missed without leave by locality, weekday and half-day</caption>
          <Heads titles={['Locality', 'Weekday', 'Half-day', 'Missed without leave', 'Share']} />
          <tbody>
            {hotSpots.absence.slice(0, 20).map((spot) => (
              <tr key={spot.locality + spot.weekday + spot.half}>
                <th scope="row" className="govuk-table__header">
                  {spot.locality}
                </th>
                <td className="govuk-table__cell" data-label="Weekday">
                  {weekdayName(spot.weekday)}
                </td>
                <td className="govuk-table__cell" data-label="Half-day">
                  {spot.half}
                </td>
                <td className="govuk-table__cell" data-label="Missed without leave">
                  {spot.unauthorised}
                </td>
                <td className="govuk-table__cell" data-label="Share">
                  {rate(spot.unauthorised, spot.possible)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** The squares with more than five stops, north up; the darker, the more. The table above says the same by name. */
function Map({ squares }: { squares: Spots['squares'] }) {
  if (squares.length === 0) return null;
  const side = 1 / 200;
  const west = Math.min(...squares.map((square) => square.longitude)) - side;
  const north = Math.max(...squares.map((square) => square.latitude)) + 2 * side;
  const wide = Math.max(...squares.map((square) => square.longitude)) + 2 * side - west;
  const high = north - (Math.min(...squares.map((square) => square.latitude)) - side);
  const most = Math.max(...squares.map((square) => square.stops));
  const unit = 100 / (wide / side);
  return (
    <figure className="govuk-!-margin-0 govuk-!-margin-bottom-6">
      <svg viewBox={`0 0 100 ${(high / side) * unit}`} width="100%" style={{ maxWidth: '30em' }} role="img" aria-label={`Map of ${count(squares.length, 'square')} with more than five stops`}>
        <rect x="0" y="0" width="100" height={(high / side) * unit} fill="#f3f2f1" />
        {squares.map((square) => (
          <rect
            key={`${square.latitude} ${square.longitude}`}
            x={((square.longitude - west) / side) * unit}
            y={((north - square.latitude - side) / side) * unit}
            width={unit}
            height={unit}
            fill="#912b88"
            fillOpacity={0.3 + (0.7 * square.stops) / most}
          >
            <title>{`${square.latitude.toFixed(3)}, ${square.longitude.toFixed(3)}: ${square.stops}`}</title>
          </rect>
        ))}
      </svg>
      <figcaption className="govuk-body-s">Squares of some 500 metres with more than five stops; the darker, the more.</figcaption>
    </figure>
  );
}
