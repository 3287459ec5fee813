import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { addDays, instantOf } from '../format';
import { CallMeetingDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';

/** Calls a meeting to plan a detention and training order; the schools that are asked hear of it at their bell. */
export function CallDtoMeeting({ agreement, child, done }: { agreement: string; child: string; done: () => void }) {
  const { today } = useSession();
  const [form, setForm] = useState({ date: addDays(today, 7), time: '10:00', place: '', agenda: '', schools: '' });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  return (
    <Opening title="Call a planning meeting (DTO)">
      <SendForm
        label="Call a planning meeting"
        button="Call the meeting"
        saved="Called. The schools are told."
        document={CallMeetingDocument}
        variables={() => ({
          input: {
            kind: 'DTO_PLANNING' as const,
            agreement,
            child,
            at: instantOf(form.date, form.time) ?? '',
            place: form.place,
            agenda: form.agenda,
            agencies: [],
            schools: form.schools.split(/[\s,]+/).filter(Boolean),
          },
        })}
        done={done}
      >
        <div className="app-fields">
          <Field id="dto-date" label="Date" type="date" required value={form.date} onChange={set('date')} />
          <Field id="dto-time" label="Time" type="time" required value={form.time} onChange={set('time')} />
        </div>
        <Field id="dto-place" label="Place" required maxLength={200} value={form.place} onChange={set('place')} />
        <TextField id="dto-agenda" label="Agenda" hint="The schools read it." maxLength={4000} value={form.agenda} onChange={set('agenda')} />
        <Field id="dto-schools" label="Schools and PRUs that are asked" hint="Their numbers, with spaces between." required value={form.schools} onChange={set('schools')} />
      </SendForm>
    </Opening>
  );
}
