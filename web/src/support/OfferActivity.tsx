import { type FormEvent, useState } from 'react';
import { type ActivityTime, OfferActivityDocument } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Field, Opening } from '../ui/Field';
import { Problem } from '../ui/Problem';
import { Select } from '../ui/Select';
import { activityTime, listOf } from './words';

/** Puts an activity on the menu. */
export function OfferActivity({ agency, done }: { agency: string; done: () => void }) {
  const { today } = useSession();
  const { send, sending } = useSend();
  const blank = { title: '', place: '', area: '', interests: '', needs: '', fromYear: '3', toYear: '11', places: '12', from: today };
  const [form, setForm] = useState(blank);
  const [time, setTime] = useState<ActivityTime>('AFTER_SCHOOL');
  const [problem, setProblem] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const offer = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(OfferActivityDocument, {
      input: {
        agency,
        title: form.title,
        place: form.place,
        area: form.area,
        time,
        interests: listOf(form.interests),
        needs: listOf(form.needs),
        fromYear: Number(form.fromYear),
        toYear: Number(form.toYear),
        places: Number(form.places),
        from: form.from,
      },
    });
    const wrong = sent.problem ?? problemsOf(sent.data.offerActivity);
    setProblem(wrong);
    setSaid(wrong ? null : 'It is on the menu.');
    if (wrong) return;
    setForm(blank);
    done();
  };
  return (
    <Opening title="Put an activity on the menu">
      <form onSubmit={(event) => void offer(event)} aria-label="Offer an activity">
        <Field id="offer-title" label="Activity" required maxLength={100} value={form.title} onChange={set('title')} />
        <div className="app-fields">
          <Field id="offer-place" label="Where" required maxLength={200} value={form.place} onChange={set('place')} />
          <Field id="offer-area" label="Neighbourhood" required maxLength={100} value={form.area} onChange={set('area')} />
          <Select id="offer-time" label="When" value={time} onChange={setTime} options={activityTime} />
          <Field id="offer-from" label="First day" type="date" required value={form.from} onChange={set('from')} />
        </div>
        <Field id="offer-interests" label="For those who like" hint="By commas: football, outdoors" required value={form.interests} onChange={set('interests')} />
        <Field id="offer-needs" label="Needs that it meets" hint="By commas: step-free, girls only" value={form.needs} onChange={set('needs')} />
        <div className="app-fields">
          <Field id="offer-from-year" label="Youngest year (0 is reception)" type="number" min={0} max={14} required value={form.fromYear} onChange={set('fromYear')} />
          <Field id="offer-to-year" label="Oldest year" type="number" min={0} max={14} required value={form.toYear} onChange={set('toYear')} />
          <Field id="offer-places" label="Places" type="number" min={1} max={60} required value={form.places} onChange={set('places')} />
        </div>
        <Problem text={problem} />
        {said && (
          <p className="govuk-body" role="status">
            {said}
          </p>
        )}
        <button type="submit" className="govuk-button" disabled={sending}>
          Put it on the menu
        </button>
      </form>
    </Opening>
  );
}
