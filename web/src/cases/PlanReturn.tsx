import { useState } from 'react';
import { CheckFirstDayDocument, type HalfDay, PlanReintegrationDocument, type SchoolDay } from '../gql/graphql';
import { Field, TextField } from '../ui/Field';
import { Select } from '../ui/Select';
import { SendForm } from './SendForm';

const days: { day: SchoolDay; title: string }[] = [
  { day: 'MONDAY', title: 'Monday' },
  { day: 'TUESDAY', title: 'Tuesday' },
  { day: 'WEDNESDAY', title: 'Wednesday' },
  { day: 'THURSDAY', title: 'Thursday' },
  { day: 'FRIDAY', title: 'Friday' },
];
const halves: { half: HalfDay; title: string }[] = [
  { half: 'AM', title: 'morning' },
  { half: 'PM', title: 'afternoon' },
];
const weekCounts = { '0': 'Full time at once', '1': 'One week', '2': 'Two weeks', '3': 'Three weeks', '4': 'Four weeks', '5': 'Five weeks', '6': 'Six weeks' };
type WeekCount = keyof typeof weekCounts;

/** Plans the return after a long absence: from a day on, week by week part time, then full time. */
export function PlanReturn({ id, done }: { id: string; done: () => void }) {
  const [text, setText] = useState({ from: '', contactPerson: '', firstDay: '', childView: '' });
  const [count, setCount] = useState<WeekCount>('2');
  const [weeks, setWeeks] = useState<ReadonlySet<string>[]>(() => Array.from({ length: 6 }, () => new Set(['MONDAY AM', 'WEDNESDAY AM', 'FRIDAY AM'])));
  const set = (name: keyof typeof text) => (value: string) => setText({ ...text, [name]: value });
  const toggle = (week: number, session: string) =>
    setWeeks(
      weeks.map((own, i) => {
        if (i !== week) return own;
        const changed = new Set(own);
        if (!changed.delete(session)) changed.add(session);
        return changed;
      }),
    );
  return (
    <SendForm
      label="Plan the return"
      button="Save the planned return"
      saved="The return is planned. The diary says when the first day is looked at."
      document={PlanReintegrationDocument}
      variables={() => ({
        input: {
          case: id,
          from: text.from,
          contactPerson: text.contactPerson,
          firstDay: text.firstDay,
          childView: text.childView || null,
          weeks: weeks.slice(0, Number(count)).map((own) => ({
            sessions: days.flatMap(({ day }) => halves.filter(({ half }) => own.has(`${day} ${half}`)).map(({ half }) => ({ day, half }))),
          })),
        },
      })}
      done={done}
    >
      <div className="app-fields">
        <Field id="return-from" label="First day back" type="date" value={text.from} onChange={set('from')} />
        <Field id="return-person" label="Who the child can turn to" maxLength={200} value={text.contactPerson} onChange={set('contactPerson')} />
        <Select id="return-weeks" label="Part time for" value={count} onChange={setCount} options={weekCounts} />
      </div>
      {weeks.slice(0, Number(count)).map((own, week) => (
        <fieldset className="govuk-fieldset" key={week}>
          <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">Week {week + 1}: half-days in school</legend>
          <div className="govuk-checkboxes govuk-checkboxes--small">
            {days.flatMap(({ day, title }) =>
              halves.map(({ half, title: part }) => {
                const session = `${day} ${half}`;
                const field = `return-${week}-${day}-${half}`;
                return (
                  <div className="govuk-checkboxes__item" key={session}>
                    <input className="govuk-checkboxes__input" type="checkbox" id={field} checked={own.has(session)} onChange={() => toggle(week, session)} />
                    <label className="govuk-label govuk-checkboxes__label" htmlFor={field}>
                      {title} {part}
                    </label>
                  </div>
                );
              }),
            )}
          </div>
        </fieldset>
      ))}
      <TextField id="return-first" label="What happens on the first day" maxLength={1000} value={text.firstDay} onChange={set('firstDay')} />
      <TextField id="return-view" label="What the child says" maxLength={4000} value={text.childView} onChange={set('childView')} />
    </SendForm>
  );
}

const came = { yes: 'The child came', no: 'The child did not come' };

/** How the first day went. */
export function CheckFirstDay({ id, done }: { id: string; done: () => void }) {
  const [answer, setAnswer] = useState<keyof typeof came>('yes');
  const [note, setNote] = useState('');
  return (
    <SendForm
      label="Check the first day"
      button="Save the check"
      saved="Saved."
      document={CheckFirstDayDocument}
      variables={() => ({ input: { case: id, came: answer === 'yes', note } })}
      done={done}
    >
      <Select id="first-day-came" label="First day" value={answer} onChange={setAnswer} options={came} />
      <TextField id="first-day-note" label="What happened" maxLength={1000} value={note} onChange={setNote} />
    </SendForm>
  );
}
