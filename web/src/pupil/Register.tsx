import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { useFresh } from '../fresh';
import { addDays, className, count, dayDate, longDate, moment, sessionName, shortDate, viaName, yearStart } from '../format';
import { PupilMarksDocument, type PupilMarksQuery, type PupilQuery } from '../gql/graphql';
import { useSchoolNames } from '../schools';
import { useSession } from '../session';
import { Bars } from '../ui/Bars';
import { Empty, Show } from '../ui/states';
import { Propose } from './Propose';
import { type Cell, codesOf, patternOf, type Week, weeksOf } from './weeks';

type Pupil = NonNullable<PupilQuery['pupil']>;
type Mark = NonNullable<PupilMarksQuery['pupil']>['marks'][number];

const spans = [
  { key: '6', title: 'Last 6 weeks' },
  { key: '12', title: 'Last 12 weeks' },
  { key: 'year', title: 'School year' },
];

/** The register of a child: a row a week, a cell a half-day; a cell opens the history of its mark. */
export function Register({ pupil }: { pupil: Pupil }) {
  const { today } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const span = spans.find((each) => each.key === parameters.get('span'))?.key ?? '12';
  const highlighted = parameters.get('at');
  const from = span === 'year' ? yearStart(today) : addDays(today, -7 * Number(span));
  const start = highlighted && highlighted.slice(0, 10) < from ? yearStart(highlighted.slice(0, 10)) : from;
  const fresh = useFresh(PupilMarksDocument, { id: pupil.id, from: start, to: today }, { every: 10_000, on: 'pupils' });
  const onRoll = (date: string) => pupil.places.some((place) => place.entryDate <= date && (!place.leavingDate || place.leavingDate >= date));
  return (
    <>
      <h2 className="govuk-heading-m">Register</h2>
      <div className="app-filters app-noprint">
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="span">
            Show
          </label>
          <select
            id="span"
            className="govuk-select"
            value={span}
            onChange={(event) => setParameters({ span: event.target.value }, { replace: true })}
          >
            {spans.map((each) => (
              <option key={each.key} value={each.key}>
                {each.title}
              </option>
            ))}
          </select>
        </div>
        <button type="button" className="govuk-button govuk-button--secondary" onClick={() => print()}>
          Print this register
        </button>
      </div>
      <Show fresh={fresh} what="register">
        {(data) => {
          const due = new Set(data.pupil?.due.map(keyOf));
          const weeks = weeksOf(data.pupil?.marks ?? [], start, today, (date, half) => due.has(keyOf({ date, half })), onRoll);
          return weeks.length === 0 ? (
            <Empty at={fresh.at}>No marks between {longDate(start)} and {longDate(today)}.</Empty>
          ) : (
            <Weeks weeks={weeks} highlighted={highlighted} pupil={pupil} />
          );
        }}
      </Show>
    </>
  );
}

function Weeks({ weeks, highlighted, pupil }: { weeks: Week<Mark>[]; highlighted: string | null; pupil: Pupil }) {
  const { may } = useSession();
  const proposes = may.includes('ProposeCorrection');
  const [open, setOpen] = useState<string | null>(highlighted);
  const cells = weeks.flatMap((week) => week.days).flatMap((day) => day.cells);
  const cell = cells.find((each) => keyOf(each) === open);
  const pattern = patternOf(weeks);
  return (
    <>
      {cell && <History key={keyOf(cell)} cell={cell} id={pupil.id} proposes={proposes} close={() => setOpen(null)} />}
      <div className="app-scroll" tabIndex={0} role="region" aria-label="Register by week">
        <table className="app-cells">
          <caption>
            {pupil.givenName} {pupil.familyName}: half-days, newest week first.<span className="app-noprint"> Choose a half-day to see its history.</span>
          </caption>
          <thead>
            <tr>
              <th scope="col">Week of</th>
              {['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].map((day) => (
                <th scope="col" key={day}>
                  {day}
                  <span className="govuk-visually-hidden"> morning and afternoon</span>
                </th>
              ))}
              <th scope="col">Missed</th>
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr key={week.monday}>
                <th scope="row">{shortDate(week.monday)}</th>
                {week.days.slice(0, 5).map((day) => (
                  <td key={day.date}>
                    {day.cells.map((each) => (
                      <CellButton
                        key={each.half}
                        cell={each}
                        opens={each.marks.length > 0 || (proposes && each.kind === 'missing')}
                        open={open === keyOf(each)}
                        highlighted={highlighted === keyOf(each)}
                        choose={() => setOpen(open === keyOf(each) ? null : keyOf(each))}
                      />
                    ))}
                  </td>
                ))}
                <td>
                  {week.missed} of {week.possible}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Key />
      <h3 className="govuk-heading-s">Codes in these weeks</h3>
      <ul className="app-key" aria-label="Codes in these weeks">
        {codesOf(weeks).map((entry) => (
          <li key={entry.code}>
            <span className={`app-cell app-cell--${entry.kind}`}>{entry.code}</span>
            {count(entry.count, 'half-day')}
          </li>
        ))}
      </ul>
      <h3 className="govuk-heading-s">Missed half-days by weekday</h3>
      <Bars
        label="Missed half-days by weekday and session"
        unit="half-days"
        rows={['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'].flatMap((day, index) => [
          { name: `${day} AM`, value: pattern[index * 2]! },
          { name: `${day} PM`, value: pattern[index * 2 + 1]! },
        ])}
      />
    </>
  );
}

function keyOf(cell: { date: string; half: string }): string {
  return `${cell.date}-${cell.half}`;
}

function CellButton({
  cell,
  opens,
  open,
  highlighted,
  choose,
}: {
  cell: Cell<Mark>;
  opens: boolean;
  open: boolean;
  highlighted: boolean;
  choose: () => void;
}) {
  const classes = `app-cell app-cell--${cell.kind}${cell.corrected ? ' app-cell--corrected' : ''}${highlighted ? ' app-cell--evidence' : ''}`;
  const mark = cell.marks[0];
  if (!opens)
    return (
      <span className={classes}>
        {cell.letter}
        <span className="govuk-visually-hidden">
          {' '}
          {cell.half}, {cell.kind === 'off-roll' ? 'not on roll' : cell.kind === 'missing' ? 'no mark yet' : 'closed or no mark'}
        </span>
      </span>
    );
  return (
    <button
      type="button"
      className={classes}
      aria-expanded={open}
      aria-label={`${dayDate(cell.date)} ${cell.half}: ${cell.letter}, ${mark ? className[mark.countsAs] : 'no mark yet'}${cell.corrected ? ', corrected' : ''}`}
      onClick={choose}
    >
      {cell.letter}
    </button>
  );
}

function History({ cell, id, proposes, close }: { cell: Cell<Mark>; id: string; proposes: boolean; close: () => void }) {
  const { nameOf } = useSchoolNames();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="app-panel" aria-labelledby="cell-heading" onKeyDown={(event) => event.key === 'Escape' && close()}>
      <h3 className="govuk-heading-s" id="cell-heading" tabIndex={-1} ref={heading}>
        {sessionName(cell)}
      </h3>
      {cell.marks.map((mark) => (
        <div key={mark.school}>
          <dl className="govuk-summary-list">
            <Line term="School">{nameOf(mark.school)}</Line>
            <Line term="Mark in force">{mark.code ? `${mark.code} (${mark.meaning})` : className[mark.countsAs]}</Line>
            <Line term="Counted as">{mark.counted ? className[mark.countsAs] : 'Kept, but not counted: the school is closed then, or the child was not on roll'}</Line>
          </dl>
          {mark.history.length > 0 && (
            <div className="app-scroll" tabIndex={0} role="region" aria-label="History of this mark">
              <table className="govuk-table app-table app-table--cards">
                <caption className="govuk-table__caption govuk-table__caption--s">Every mark that was posted, oldest first</caption>
                <thead>
                  <tr>
                    <th scope="col" className="govuk-table__header">
                      Code
                    </th>
                    <th scope="col" className="govuk-table__header">
                      Recorded
                    </th>
                    <th scope="col" className="govuk-table__header">
                      By
                    </th>
                    <th scope="col" className="govuk-table__header">
                      What it was
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {mark.history.map((entry) => (
                    <tr key={entry.seq}>
                      <td className="govuk-table__cell" data-label="Code">
                        <strong>{entry.code}</strong>
                        {entry.minutesLate != null && ` ${count(entry.minutesLate, 'minute')} late`}
                      </td>
                      <td className="govuk-table__cell" data-label="Recorded">{moment(entry.recordedAt)}</td>
                      <td className="govuk-table__cell" data-label="By">
                        {entry.recordedBy}, by {viaName(entry.via)}
                      </td>
                      <td className="govuk-table__cell" data-label="What it was">
                        {entry.kind === 'CORRECTION' ? 'Correction' : entry.kind === 'RELEASE' ? 'Held mark, released' : 'Register'}
                        {!entry.effective && ', not in force: a later one stood already'}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          {proposes && <Propose id={id} date={cell.date} half={cell.half} school={mark.school} standing={mark.code ?? null} />}
        </div>
      ))}
      {cell.marks.length === 0 && (
        <>
          <p className="govuk-body">The register has no mark for this half-day.</p>
          {proposes && <Propose id={id} date={cell.date} half={cell.half} school={null} standing={null} />}
        </>
      )}
      <button type="button" className="govuk-button govuk-button--secondary" onClick={close}>
        Close
      </button>
    </section>
  );
}

export function Line({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div className="govuk-summary-list__row">
      <dt className="govuk-summary-list__key">{term}</dt>
      <dd className="govuk-summary-list__value">{children}</dd>
    </div>
  );
}

function Key() {
  const kinds: [string, string, string][] = [
    ['present', '/', 'Present'],
    ['late', 'L', 'Late before the register closed'],
    ['authorised', 'M', 'Authorised absence'],
    ['unauthorised', 'O', 'Unauthorised absence'],
    ['closed', '·', 'Closed, or not counted'],
    ['off-roll', '·', 'Not on roll'],
    ['missing', '-', 'No mark yet'],
    ['present app-cell--corrected', '/', 'Corrected'],
  ];
  return (
    <ul className="app-key" aria-label="Key">
      {kinds.map(([kind, letter, meaning]) => (
        <li key={kind}>
          <span className={`app-cell app-cell--${kind}`} aria-hidden="true">
            {letter}
          </span>
          {meaning}
        </li>
      ))}
    </ul>
  );
}
