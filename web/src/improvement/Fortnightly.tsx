import { useState } from 'react';
import { Link } from 'wouter';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { addDays, longDate, moment } from '../format';
import { ConsultantAgendaDocument, type ConsultantAgendaQuery, type ImprovementBoardQuery, RecordConsultantMeetingDocument, SettleConsultantActionDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Show } from '../ui/states';
import { itemKind } from './names';

type Board = NonNullable<ImprovementBoardQuery['improvementBoard']>;
type Items = NonNullable<ConsultantAgendaQuery['consultantAgenda']>['items'];

/** Fortnightly meetings of the consultant: the next agenda, and what was agreed. */
export function Fortnightly({ meetings, schools, done }: { meetings: Board['fortnightlyMeetings']; schools: Board['schools']; done: () => void }) {
  const fresh = useFresh(ConsultantAgendaDocument, {}, { every: 60_000 });
  const nameOf = (school: string) => schools.find((each) => each.school === school)?.name ?? school;
  const again = () => {
    fresh.refresh();
    done();
  };
  return (
    <>
      <h2 className="govuk-heading-m">Fortnightly meetings of the consultant and the social inclusion officer</h2>
      <h3 className="govuk-heading-s">Agenda of the next meeting</h3>
      <Show fresh={fresh} what="agenda">
        {({ consultantAgenda: agenda }) =>
          agenda && (
            <>
              <p className="app-quiet">What changed since {moment(agenda.since)}, and what is late.</p>
              {agenda.items.length === 0 ? <p className="govuk-body">Nothing changed.</p> : <Agenda items={agenda.items} nameOf={nameOf} />}
            </>
          )
        }
      </Show>
      <Record schools={schools} done={again} />
      {meetings.map((meeting) => (
        <div className="app-panel" key={meeting.id}>
          <h3 className="govuk-heading-s">{longDate(meeting.heldOn)}</h3>
          <p className="govuk-body app-note">{meeting.notes}</p>
          <p className="app-quiet">
            There: {meeting.present}. Written by {meeting.writtenBy}.
          </p>
          {meeting.actions.map((action) => (
            <div key={action.number}>
              <p className="govuk-body">
                {action.what} ({action.owner}
                {action.school && `, ${nameOf(action.school)}`}), by {longDate(action.dueOn)}
                {action.doneOn ? `: done ${longDate(action.doneOn)}` : action.overdue ? ': late' : ''}.
              </p>
              {!action.doneOn && (
                <SendForm
                  label={`Done: ${action.what}`}
                  button="Done"
                  saved="Saved."
                  document={SettleConsultantActionDocument}
                  variables={() => ({ meeting: meeting.id, number: action.number })}
                  done={again}
                />
              )}
            </div>
          ))}
          {meeting.agenda.length > 0 && (
            <details className="govuk-details">
              <summary className="govuk-details__summary">
                <span className="govuk-details__summary-text">Agenda of {longDate(meeting.heldOn)}</span>
              </summary>
              <div className="govuk-details__text">
                <Agenda items={meeting.agenda} nameOf={nameOf} />
              </div>
            </details>
          )}
        </div>
      ))}
    </>
  );
}

function Agenda({ items, nameOf }: { items: Items; nameOf: (school: string) => string }) {
  return (
    <ul className="govuk-list govuk-list--bullet">
      {items.map((item) => (
        <li key={`${item.kind}${item.school}${item.text}`}>
          {item.school && (
            <>
              <Link className="govuk-link" href={`/schools/${item.school}/improvement`}>
                {nameOf(item.school)}
              </Link>
              :{' '}
            </>
          )}
          <strong>{itemKind[item.kind]}.</strong> {item.text}
        </li>
      ))}
    </ul>
  );
}

function Record({ schools, done }: { schools: Board['schools']; done: () => void }) {
  const { today } = useSession();
  const [form, setForm] = useState({ heldOn: today, present: '', notes: '' });
  const [action, setAction] = useState({ what: '', owner: '', dueOn: addDays(today, 14), school: '' });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const act = (name: keyof typeof action) => (value: string) => setAction({ ...action, [name]: value });
  const [actions, setActions] = useState<(typeof action)[]>([]);
  const all = action.what.trim() ? [...actions, action] : actions;
  return (
    <Opening title="Write a fortnightly meeting">
      <SendForm
        label="Write a fortnightly meeting"
        button="Save the meeting"
        saved="Saved, with the agenda as it is now."
        document={RecordConsultantMeetingDocument}
        variables={() => ({ input: { ...form, actions: all.map(({ school, ...each }) => ({ ...each, school: school || null })) } })}
        done={() => {
          setForm({ ...form, notes: '' });
          setActions([]);
          setAction({ what: '', owner: '', dueOn: addDays(today, 14), school: '' });
          done();
        }}
      >
        <Field id="fortnight-on" label="Day of the meeting" type="date" required max={today} value={form.heldOn} onChange={set('heldOn')} />
        <Field id="fortnight-present" label="Who was there" required maxLength={500} value={form.present} onChange={set('present')} />
        <TextField id="fortnight-notes" label="What was discussed" hint="Name no child." maxLength={4000} value={form.notes} onChange={set('notes')} />
        {actions.map((each) => (
          <p className="govuk-body" key={each.what}>
            {each.what} ({each.owner}), by {longDate(each.dueOn)}
          </p>
        ))}
        <Field id="fortnight-what" label="Action" maxLength={500} value={action.what} onChange={act('what')} />
        <Field id="fortnight-owner" label="Whose it is" maxLength={200} value={action.owner} onChange={act('owner')} />
        <Field id="fortnight-due" label="By" type="date" value={action.dueOn} onChange={act('dueOn')} />
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="fortnight-school">
            School of the action
          </label>
          <select className="govuk-select" id="fortnight-school" value={action.school} onChange={(event) => act('school')(event.target.value)}>
            <option value="">No one school</option>
            {schools.map((school) => (
              <option key={school.school} value={school.school}>
                {school.name}
              </option>
            ))}
          </select>
        </div>
        {action.what.trim() && (
          <p>
            <button
              type="button"
              className="govuk-button govuk-button--secondary"
              onClick={() => {
                setActions(all);
                setAction({ ...action, what: '', owner: '' });
              }}
            >
              Add another action
            </button>
          </p>
        )}
      </SendForm>
    </Opening>
  );
}
