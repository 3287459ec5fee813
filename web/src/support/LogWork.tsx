import { type FormEvent, useState } from 'react';
import { LogWorkDocument, type OwnAgenciesQuery } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Choice } from '../ui/Choice';
import { Field, Opening, TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';

type Agency = OwnAgenciesQuery['ownAgencies'][number];

const blank = { people: '', school: '', area: '', topic: '', words: '' };

/** Writes down work that names no child. */
export function LogWork({ agency }: { agency: Agency }) {
  const { today } = useSession();
  const { send, sending } = useSend();
  const [kindId, setKind] = useState(agency.work[0]?.id ?? '');
  const [form, setForm] = useState({ ...blank, on: today });
  const [problem, setProblem] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const kind = agency.work.find((each) => each.id === kindId);
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const log = async (event: FormEvent) => {
    event.preventDefault();
    const words = kind?.noWords ? {} : { topic: form.topic, words: form.words || null };
    const sent = await send(LogWorkDocument, {
      input: { agency: agency.id, kind: kindId, on: form.on, people: Number(form.people), school: form.school || null, area: form.area || null, ...words },
    });
    const wrong = sent.problem ?? problemsOf(sent.data.logWork);
    setProblem(wrong);
    setSaid(wrong ? null : 'Written down.');
    if (!wrong) setForm({ ...blank, on: form.on });
  };
  if (!kind) return null;
  const id = (name: string) => `log-${agency.id}-${name}`;
  return (
    <Opening title="Write down work that names no child">
      <form onSubmit={(event) => void log(event)} aria-label="Write down work">
        <Choice name={id('kind')} label="What was done" value={kindId} onChange={setKind}>
          {agency.work.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </Choice>
        <div className="app-fields">
          <Field id={id('on')} label="Day" type="date" required value={form.on} onChange={set('on')} />
          <Field id={id('people')} label="How many people" type="number" min={0} max={2000} required value={form.people} onChange={set('people')} />
          <Field id={id('at')} label="School’s number" maxLength={7} required={kind.atSchool} value={form.school} onChange={set('school')} />
          {!kind.atSchool && <Field id={id('area')} label="Neighbourhood" maxLength={100} value={form.area} onChange={set('area')} />}
        </div>
        {kind.noWords ? (
          <p className="govuk-inset-text">It is confidential: only how many came is written down, never who or why.</p>
        ) : (
          <>
            <Field id={id('topic')} label="What it was about" required maxLength={100} value={form.topic} onChange={set('topic')} />
            <TextField id={id('words')} label="More" hint="Without anybody’s name." maxLength={1000} value={form.words} onChange={set('words')} />
          </>
        )}
        <Problem text={problem} />
        {said && (
          <p className="govuk-body" role="status">
            {said}
          </p>
        )}
        <button type="submit" className="govuk-button" disabled={sending}>
          Write it down
        </button>
      </form>
    </Opening>
  );
}
