import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { longDate, moment } from '../format';
import { RecordVisitDocument, type SchoolImprovementQuery, VisitFiguresDocument, type VisitKind, type VisitNumbersFragment } from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Select } from '../ui/Select';
import { attended, visitKind } from './names';

type Record = NonNullable<SchoolImprovementQuery['schoolImprovement']>['visits'][number];

/** A record of visit: the whole, or the governors' copy. */
export function Visit({ visit }: { visit: Record }) {
  const { since } = visit;
  return (
    <div className="app-panel">
      <h3 className="govuk-heading-s">
        {visitKind[visit.kind]}, {longDate(visit.visitedOn)}
      </h3>
      <Figures figures={visit.figures} />
      {since && (
        <p className="govuk-body">
          {since.changed
            ? `The registers changed since. The same days come to ${attended(since.now)} now: ${[
                difference(since.possible, 'possible'),
                difference(since.authorised, 'missed with leave'),
                difference(since.unauthorised, 'missed without leave'),
                difference(since.missing, 'without a reason'),
              ]
                .filter(Boolean)
                .join(', ')}.`
            : 'Nothing in the registers of these days has changed since.'}
        </p>
      )}
      {visit.findings && (
        <>
          <h4 className="govuk-heading-s">Found</h4>
          <p className="govuk-body app-note">{visit.findings}</p>
          <h4 className="govuk-heading-s">Agreed with senior staff</h4>
          <p className="govuk-body app-note">{visit.agreed}</p>
        </>
      )}
      <h4 className="govuk-heading-s">For governors</h4>
      <p className="govuk-body app-note">{visit.forGovernors}</p>
      <p className="app-quiet">
        Written {moment(visit.writtenAt)}
        {visit.writtenBy && ` by ${visit.writtenBy}`}. A record of visit is never changed.
      </p>
    </div>
  );
}

function difference(halfDays: number, what: string): string {
  return halfDays === 0 ? '' : `${Math.abs(halfDays)} ${halfDays > 0 ? 'more' : 'fewer'} ${what}`;
}

function Figures({ figures }: { figures: VisitNumbersFragment | null | undefined }) {
  if (!figures) return <p className="govuk-body">Attendance is not told: fewer than five children.</p>;
  return (
    <>
      <p className="govuk-body">
        Attendance up to {longDate(figures.asOf)}, as it was known on {moment(figures.knownAt)}:
      </p>
      <ul className="govuk-list govuk-list--bullet">
        <li>
          The school: <strong>{attended(figures.school)}</strong>, {figures.children} children; missed with leave {figures.school.authorised}, without{' '}
          {figures.school.unauthorised}
          {figures.missing > 0 && `; ${figures.missing} half-days were without a reason and count nowhere`}
        </li>
        <li>The year before, to the same day: {attended(figures.lastYear)}</li>
        <li>All schools of its phase: {attended(figures.alike)}</li>
      </ul>
    </>
  );
}

/** Writes the record of a visit: its attendance section is there already. */
export function RecordVisit({ school, done }: { school: string; done: () => void }) {
  const { today } = useSession();
  const [kind, setKind] = useState<VisitKind>('ANNUAL');
  const [visitedOn, setVisitedOn] = useState(today);
  const [asOf, setAsOf] = useState(today);
  const [texts, setTexts] = useState({ findings: '', agreed: '', forGovernors: '' });
  const set = (name: keyof typeof texts) => (value: string) => setTexts({ ...texts, [name]: value });
  const fresh = useFresh(VisitFiguresDocument, { school, asOf }, { every: 0, pause: !asOf });
  return (
    <Opening title="Write a record of visit">
      <SendForm
        label="Write a record of visit"
        button="Save the record"
        saved="Saved. Senior staff and governors can read it now."
        document={RecordVisitDocument}
        variables={() => ({ input: { school, kind, visitedOn, figuresAsOf: asOf, ...texts } })}
        done={() => {
          setTexts({ findings: '', agreed: '', forGovernors: '' });
          done();
        }}
      >
        <Select id="visit-kind" label="Why" value={kind} onChange={setKind} options={visitKind} />
        <div className="app-fields">
          <Field id="visit-on" label="Day of the visit" type="date" required max={today} value={visitedOn} onChange={setVisitedOn} />
          <Field id="visit-as-of" label="Attendance up to" type="date" required max={today} value={asOf} onChange={setAsOf} />
        </div>
        {fresh.data && <Figures figures={fresh.data.visitFigures} />}
        <TextField id="visit-findings" label="What was found" hint="Senior staff read it. Name no child." maxLength={4000} value={texts.findings} onChange={set('findings')} />
        <TextField id="visit-agreed" label="What was agreed" hint="Senior staff read it." maxLength={4000} value={texts.agreed} onChange={set('agreed')} />
        <TextField id="visit-governors" label="For governors" hint="Governors read this and the figures, and nothing else." maxLength={4000} value={texts.forGovernors} onChange={set('forGovernors')} />
      </SendForm>
    </Opening>
  );
}
