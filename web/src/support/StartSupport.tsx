import { type FormEvent, useState } from 'react';
import { useFresh } from '../fresh';
import { type OwnAgenciesQuery, PartnerDirectoryDocument, StartSupportDocument } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Choice } from '../ui/Choice';
import { Field, Opening, TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';
import { ChooseChildren } from './ChooseChildren';
import { middle, SixOutcomes } from './SixOutcomes';

type Agency = OwnAgenciesQuery['ownAgencies'][number];

const blank = { title: '', place: '', school: '', detail: '', summary: '', onward: '', with: '' };

/** Says that the agency begins to work with a child or a group. */
export function StartSupport({ agency, done }: { agency: Agency; done: () => void }) {
  const { today } = useSession();
  const { send, sending } = useSend();
  const directory = useFresh(PartnerDirectoryDocument, {}, { every: 0 });
  const kinds = agency.support.filter((kind) => kind.id !== 'activity');
  const [kindId, setKind] = useState(kinds[0]?.id ?? '');
  const [form, setForm] = useState({ ...blank, from: today });
  const [children, setChildren] = useState<readonly string[]>([]);
  const [scale, setScale] = useState<number[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const kind = kinds.find((each) => each.id === kindId);
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const start = async (event: FormEvent) => {
    event.preventDefault();
    const words = { detail: form.detail || null, summary: kind?.restricted ? null : form.summary || null, onward: form.onward || null };
    const sent = await send(StartSupportDocument, {
      input: {
        agency: agency.id,
        kind: kindId,
        from: form.from,
        title: form.title || null,
        place: form.place || null,
        school: form.school || null,
        with: form.with ? [form.with] : [],
        children: children.map((child) => ({ child, scale, ...words })),
      },
    });
    const wrong = sent.problem ?? problemsOf(sent.data.startSupport);
    setProblem(wrong);
    setSaid(wrong ? null : 'Begun. The child’s case was told as far as the kind allows.');
    if (wrong) return;
    setForm({ ...blank, from: today });
    setChildren([]);
    setScale(null);
    done();
  };
  if (!kind) return null;
  const id = (name: string) => `start-${agency.id}-${name}`;
  return (
    <Opening title="Begin work with a child or a group">
      <form onSubmit={(event) => void start(event)} aria-label="Begin work">
        <Choice name={id('kind')} label="What" value={kindId} onChange={setKind}>
          {kinds.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </Choice>
        {kind.restricted && (
          <p className="govuk-inset-text">The case and the school are told that support is in place, and not which.</p>
        )}
        {kind.group && (
          <Field id={id('title')} label="Name of the group or meeting" hint="Without a child’s name." required maxLength={100} value={form.title} onChange={set('title')} />
        )}
        <ChooseChildren name={id('child')} chosen={children} one={!kind.group} onChange={setChildren} />
        <div className="app-fields">
          <Field id={id('from')} label="From" type="date" required value={form.from} onChange={set('from')} />
          <Field id={id('place')} label="Where" maxLength={200} value={form.place} onChange={set('place')} />
          <Field id={id('school')} label="School’s number, if it is at one" maxLength={7} value={form.school} onChange={set('school')} />
        </div>
        <Choice name={id('with')} label="Together with" value={form.with} onChange={set('with')}>
          <option value="">Nobody else</option>
          {directory.data?.agencies
            .filter((each) => each.id !== agency.id && each.role)
            .map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
        </Choice>
        <TextField id={id('detail')} label="For your agency" hint={form.with ? 'Who does it with you reads it too, unless the kind is restricted.' : 'Nobody else reads it.'} maxLength={4000} value={form.detail} onChange={set('detail')} />
        {!kind.restricted && (
          <TextField id={id('summary')} label="For the school and the case" hint="What the child needs at school." maxLength={1000} value={form.summary} onChange={set('summary')} />
        )}
        <Field id={id('onward')} label="Referred on to, and what for" maxLength={500} value={form.onward} onChange={set('onward')} />
        {scale ? (
          <SixOutcomes name={id('six')} values={scale} onChange={setScale} />
        ) : (
          <p className="govuk-body">
            <button type="button" className="app-link-button" onClick={() => setScale(middle)}>
              Ask the six outcomes for young people
            </button>
          </p>
        )}
        <Problem text={problem} />
        {said && (
          <p className="govuk-body" role="status">
            {said}
          </p>
        )}
        <button type="submit" className="govuk-button" disabled={sending || children.length === 0}>
          Begin
        </button>
      </form>
    </Opening>
  );
}
