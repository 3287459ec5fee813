import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { addDays, longDate, moment } from '../format';
import { type FamilyActionWordsFragment, RecordFamilyActionDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { keyOf, type Who } from './names';

/** Records by the Family Action Model, and the form for a new one. */
export function FamilyActions({
  who,
  records,
  writes,
  done,
}: {
  who: Who;
  records: readonly FamilyActionWordsFragment[];
  writes: boolean;
  done: () => void;
}) {
  const { today } = useSession();
  const key = keyOf(who);
  const [form, setForm] = useState({ strengths: '', needs: '', childView: '', parentView: '', lead: '', reviewOn: addDays(today, 42) });
  const [actions, setActions] = useState('');
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  return (
    <>
      {records.map((record) => (
        <div key={record.id}>
          <p className="govuk-body">
            Family action, {moment(record.recordedAt)}
            {record.agency && ', by school nursing'}. Does well: {record.strengths}. Needs: {record.needs}. Done: {record.actions.join('; ')}. The child: {record.childView}. The parents:{' '}
            {record.parentView}. Leads: {record.lead}. Looked at again by {longDate(record.reviewOn)}{' '}
            {record.overdue && <strong className="govuk-tag govuk-tag--red">Overdue</strong>}
          </p>
        </div>
      ))}
      {writes && (
        <Opening title="Record family action">
          <SendForm
            label="Family action"
            button="Record"
            saved="Recorded."
            document={RecordFamilyActionDocument}
            variables={() => ({ input: { ...who, ...form, actions: actions.split('\n').filter((line) => line.trim()) } })}
            done={done}
          >
            <TextField id={`strengths-${key}`} label="What the family does well" maxLength={2000} rows={2} value={form.strengths} onChange={set('strengths')} />
            <TextField id={`needs-${key}`} label="What it needs" maxLength={2000} rows={2} value={form.needs} onChange={set('needs')} />
            <TextField id={`family-actions-${key}`} label="Who does what" hint="One to a line." maxLength={4000} value={actions} onChange={setActions} />
            <TextField id={`child-view-${key}`} label="What the child says" maxLength={2000} rows={2} value={form.childView} onChange={set('childView')} />
            <TextField id={`parent-view-${key}`} label="What the parents say" maxLength={2000} rows={2} value={form.parentView} onChange={set('parentView')} />
            <Field id={`lead-${key}`} label="Who leads" required maxLength={100} value={form.lead} onChange={set('lead')} />
            <Field id={`family-review-${key}`} label="Looked at again by" type="date" required value={form.reviewOn} onChange={set('reviewOn')} />
          </SendForm>
        </Opening>
      )}
    </>
  );
}
