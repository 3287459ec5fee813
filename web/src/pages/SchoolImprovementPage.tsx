import { useState } from 'react';
import { Link } from 'wouter';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { longDate, moment } from '../format';
import {
  EndSchoolLinkDocument,
  LinkSchoolsDocument,
  NoteSchoolDocument,
  SchoolImprovementDocument,
  type SchoolImprovementQuery,
  SetSchoolTargetDocument,
} from '../gql/graphql';
import { EffectLine } from '../improvement/EffectLine';
import { attended, concernState, distanceKind, noteService, targetLight, tenths, toTenths } from '../improvement/names';
import { RecordVisit, Visit } from '../improvement/Visits';
import { useSchoolNames } from '../schools';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Heads } from '../ui/Heads';
import { Show } from '../ui/states';
import { useTitle } from '../ui/title';

type School = NonNullable<SchoolImprovementQuery['schoolImprovement']>;

/** What school improvement and the locality team have on record of a school. */
export function SchoolImprovementPage({ laestab }: { laestab: string }) {
  const fresh = useFresh(SchoolImprovementDocument, { school: laestab }, { every: 60_000 });
  useTitle(fresh.data?.schoolImprovement?.name ?? 'School improvement');
  const { may } = useSession();
  return (
    <Show fresh={fresh} what="school">
      {({ schoolImprovement: school }) =>
        school && (
          <>
            <h1 className="govuk-heading-l">{school.name}</h1>
            <p className="govuk-body">
              {school.mayImprove && (
                <>
                  <Link className="govuk-link" href="/school-improvement">
                    School improvement
                  </Link>{' '}
                  ·{' '}
                </>
              )}
              <Link className="govuk-link" href="/good-practice">
                Good practice
              </Link>
              {may.includes('ReadVisits') && (
                <>
                  {' '}
                  ·{' '}
                  <Link className="govuk-link" href="/behaviour-improvement">
                    Behaviour Improvement Programme
                  </Link>
                </>
              )}
            </p>
            <Standing school={school} done={fresh.refresh} />
            <Decisions school={school} />
            <h2 className="govuk-heading-m">Records of visits</h2>
            {school.visits.length === 0 && <p className="govuk-body">No visit is on record.</p>}
            {school.visits.map((visit) => (
              <Visit visit={visit} key={visit.id} />
            ))}
            {school.mayImprove && <RecordVisit school={school.school} done={fresh.refresh} />}
            {school.mayNote && <Notes school={school} done={fresh.refresh} />}
            <Links school={school} done={fresh.refresh} />
          </>
        )
      }
    </Show>
  );
}

function Standing({ school, done }: { school: School; done: () => void }) {
  const [target, setTarget] = useState(school.targetTenths ? tenths(school.targetTenths) : '');
  return (
    <>
      <ul className="govuk-list govuk-list--bullet">
        <li>Attendance this school year: {attended(school.attendance)}</li>
        <li>
          Target: {school.targetTenths == null ? 'none is set' : `${tenths(school.targetTenths)}%, set ${moment(school.targetSetAt ?? '')}`}{' '}
          {school.light && <strong className={`govuk-tag govuk-tag--${targetLight[school.light][1]}`}>{targetLight[school.light][0]}</strong>}
        </li>
        <li>
          Next visit: {school.visitDueOn ? `by ${longDate(school.visitDueOn)}` : 'at once, because none is on record'}
          {school.visitOverdue && (
            <>
              {' '}
              <strong className="govuk-tag govuk-tag--red">Overdue</strong>
            </>
          )}
        </li>
      </ul>
      {school.mayImprove && (
        <Opening title="Set the target">
          <SendForm
            label="Set the target"
            button="Set the target"
            saved="Saved."
            document={SetSchoolTargetDocument}
            variables={() => ({ school: school.school, tenths: toTenths(target) || 0 })}
            done={done}
          >
            <Field id="target" label="Attendance this school year, in per cent" type="number" min={50} max={100} step={0.1} required value={target} onChange={setTarget} />
          </SendForm>
        </Opening>
      )}
    </>
  );
}

function Decisions({ school }: { school: School }) {
  if (school.decisions.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">What termly meetings decided</h2>
      {school.decisions.map((decision) => (
        <div className="app-panel" key={decision.meeting}>
          <p className="govuk-body">
            <strong>{concernState[decision.state]}</strong>, {longDate(decision.decidedOn)}. {decision.strategy} {decision.followedBy && `Followed by: ${decision.followedBy}.`}
          </p>
          {decision.followUpBy && (
            <p className="govuk-body">
              Follow-up visit by {longDate(decision.followUpBy)}:{' '}
              {decision.followedUpOn ? `made ${longDate(decision.followedUpOn)}` : 'not made yet'}
              {decision.overdue && ', late'}.
            </p>
          )}
          {decision.grounds.length > 0 && (
            <ul className="govuk-list govuk-list--bullet app-quiet">
              {decision.grounds.map((ground) => (
                <li key={ground}>{ground}</li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </>
  );
}

function Notes({ school, done }: { school: School; done: () => void }) {
  const [text, setText] = useState('');
  return (
    <>
      <h2 className="govuk-heading-m">Notes of both services</h2>
      <p className="app-quiet">The locality team and school improvement write and read them; the school does not.</p>
      {school.notes.map((note) => (
        <div className="app-panel" key={note.id}>
          <p className="govuk-body app-note">{note.text}</p>
          <p className="app-quiet">
            {noteService[note.service]}, {note.writtenBy}, {moment(note.writtenAt)}
          </p>
        </div>
      ))}
      <Opening title="Write a note">
        <SendForm
          label="Write a note"
          button="Save the note"
          saved="Saved."
          document={NoteSchoolDocument}
          variables={() => ({ school: school.school, text })}
          done={() => {
            setText('');
            done();
          }}
        >
          <TextField id="note" label="Note" hint="About the school: name no child." maxLength={2000} value={text} onChange={setText} />
        </SendForm>
      </Opening>
    </>
  );
}

function Links({ school, done }: { school: School; done: () => void }) {
  const { nameOf } = useSchoolNames();
  if (school.links.length === 0 && school.similar.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">Links with other schools</h2>
      {school.links.length === 0 && <p className="govuk-body">It is linked with no school.</p>}
      {school.links.map((link) => (
        <div className="app-panel" key={link.id}>
          <h3 className="govuk-heading-s">
            {nameOf(link.school)} learns from {nameOf(link.with)}
          </h3>
          <p className="govuk-body">
            {link.about} Since {longDate(link.linkedOn)}
            {link.endedOn ? `, until ${longDate(link.endedOn)}` : ''}.
          </p>
          <EffectLine effect={link.effect} />
          {school.mayImprove && !link.endedOn && (
            <SendForm label={`End the link with ${nameOf(link.with)}`} button="End the link" saved="Ended." document={EndSchoolLinkDocument} variables={() => ({ id: link.id })} done={done} />
          )}
        </div>
      ))}
      {school.similar.length > 0 && <Similar school={school} done={done} />}
    </>
  );
}

function Similar({ school, done }: { school: School; done: () => void }) {
  const { today } = useSession();
  const [other, setOther] = useState('');
  const [about, setAbout] = useState('');
  const [from, setFrom] = useState(today);
  return (
    <>
      <table className="govuk-table app-table app-table--cards">
        <caption className="govuk-table__caption govuk-table__caption--s">
          Similar schools of its phase. The distance is the sum of its parts: 1 for every ten per cent of difference in roll, 1 for every point of absence, 1 for every five
          points of persistent absence.
        </caption>
        <Heads titles={['School', 'Distance', ...Object.values(distanceKind)]} />
        <tbody>
          {school.similar.map((each) => (
            <tr key={each.school}>
              <th scope="row" className="govuk-table__header">
                {each.name}
              </th>
              <td className="govuk-table__cell" data-label="Distance">
                <strong>{Number(each.distance).toFixed(2)}</strong>
              </td>
              {each.parts.map((part) => (
                <td className="govuk-table__cell" data-label={distanceKind[part.kind]} key={part.kind}>
                  {part.other} (here {part.own}): {Number(part.distance).toFixed(2)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {school.mayImprove && (
        <Opening title="Link it with a similar school">
          <SendForm
            label="Link it with a similar school"
            button="Link the schools"
            saved="Linked."
            document={LinkSchoolsDocument}
            variables={() => ({ input: { school: school.school, with: other || (school.similar[0]?.school ?? ''), about, from } })}
            done={done}
          >
            <div className="govuk-form-group">
              <label className="govuk-label" htmlFor="link-with">
                The school that it learns from
              </label>
              <select className="govuk-select" id="link-with" value={other} onChange={(event) => setOther(event.target.value)}>
                {school.similar.map((each) => (
                  <option key={each.school} value={each.school}>
                    {each.name}
                  </option>
                ))}
              </select>
            </div>
            <TextField id="link-about" label="What they work on" maxLength={1000} value={about} onChange={setAbout} />
            <Field id="link-from" label="From" type="date" required value={from} onChange={setFrom} />
          </SendForm>
        </Opening>
      )}
    </>
  );
}
