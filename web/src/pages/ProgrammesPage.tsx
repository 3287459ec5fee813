import { type FormEvent, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useFresh } from '../fresh';
import { longDate, percent } from '../format';
import { ProgrammeEffectsDocument, type ProgrammeEffectsQuery, type ProgrammeKind, SaveProgrammeDocument } from '../gql/graphql';
import { programmeKind, slugOf } from '../partners/names';
import { useSchoolNames } from '../schools';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Choice } from '../ui/Choice';
import { Field, Opening, TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';
import { Select } from '../ui/Select';
import { Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Programme = ProgrammeEffectsQuery['programmes'][number];

/** Programmes, streams of money and community initiatives, with what their schools came to. */
export function ProgrammesPage() {
  useTitle('Programmes');
  const { may } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const kind = parameters.get('kind') ?? '';
  const fresh = useFresh(ProgrammeEffectsDocument, {}, { every: 30_000 });
  return (
    <>
      <p className="govuk-body">
        <Link className="govuk-link" href="/partners">
          Partners
        </Link>
      </p>
      <h1 className="govuk-heading-l">Programmes</h1>
      <form className="app-filters" onSubmit={(event) => event.preventDefault()} aria-label="Filter">
        <Choice name="kind" label="Kind" value={kind} onChange={(value) => setParameters(value ? { kind: value } : {}, { replace: true })}>
          <option value="">All</option>
          {Object.entries(programmeKind).map(([key, title]) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
        </Choice>
      </form>
      <Show fresh={fresh} what="programmes">
        {({ programmes }) => (
          <>
            {programmes
              .filter((programme) => !kind || programme.kind === kind)
              .map((programme) => (
                <Panel programme={programme} all={programmes} key={programme.id} />
              ))}
            {may.includes('RunPartners') && <Save programmes={programmes} done={fresh.refresh} />}
          </>
        )}
      </Show>
    </>
  );
}

function Panel({ programme, all }: { programme: Programme; all: readonly Programme[] }) {
  const { nameOf } = useSchoolNames();
  const payer = all.find((each) => each.id === programme.fundedBy);
  const { now, before, allNow, allBefore } = programme.effect;
  return (
    <section className="app-panel" id={programme.id} aria-labelledby={`${programme.id}-name`}>
      <h2 className="govuk-heading-m" id={`${programme.id}-name`}>
        {programme.name}
      </h2>
      <p className="govuk-body">
        {programmeKind[programme.kind]}. {programme.about} {payer && `Paid for by ${payer.name}. `}
        {programme.areas && `Areas: ${programme.areas}. `}
        {programme.from && `From ${longDate(programme.from)}${programme.until ? ` to ${longDate(programme.until)}` : ''}.`}
      </p>
      {programme.schools.length === 0 ? (
        <p className="app-quiet">No school is linked yet.</p>
      ) : (
        <ul className="govuk-list govuk-list--bullet">
          <li>Schools: {programme.schools.map(nameOf).join(', ')}</li>
          <li>
            Absence this year: <strong>{absence(now)}</strong>; the year before: {absence(before)}
          </li>
          <li>
            All schools this year: {absence(allNow)}; the year before: {absence(allBefore)}
          </li>
        </ul>
      )}
    </section>
  );
}

function absence({ possible, authorised, unauthorised }: Programme['effect']['now']): string {
  if (possible == null) return 'not told: fewer than five children';
  if (possible === 0) return 'no marks';
  const missed = (authorised ?? 0) + (unauthorised ?? 0);
  return `${percent((100 * missed) / possible)} of ${possible.toLocaleString('en-GB')} half-days`;
}

function Save({ programmes, done }: { programmes: readonly Programme[]; done: () => void }) {
  const { schools: known } = useSchoolNames();
  const { send, sending } = useSend();
  const [id, setId] = useState('');
  const chosen = programmes.find((each) => each.id === id);
  const [form, setForm] = useState({ name: '', about: '', areas: '' });
  const [kind, setKind] = useState<ProgrammeKind>('INITIATIVE');
  const [schools, setSchools] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const choose = (next: string) => {
    const found = programmes.find((each) => each.id === next);
    setId(next);
    setForm({ name: found?.name ?? '', about: found?.about ?? '', areas: found?.areas ?? '' });
    setKind(found?.kind ?? 'INITIATIVE');
    setSchools(found?.schools ?? []);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(SaveProgrammeDocument, {
      input: {
        id: id || slugOf(form.name),
        kind,
        ...form,
        schools: [...schools],
        fundedBy: chosen?.fundedBy ?? null,
        leadAgency: chosen?.leadAgency ?? null,
        from: chosen?.from ?? null,
        until: chosen?.until ?? null,
      },
    });
    const wrong = sent.problem ?? problemsOf(sent.data.saveProgramme);
    setProblem(wrong);
    if (!wrong) choose('');
    done();
  };
  return (
    <Opening title="Add a programme, or link schools">
      <form onSubmit={(event) => void save(event)} aria-label="Save a programme">
        <Choice name="programme" label="Programme" value={id} onChange={choose}>
          <option value="">A new one</option>
          {programmes.map((programme) => (
            <option key={programme.id} value={programme.id}>
              {programme.name}
            </option>
          ))}
        </Choice>
        <Field id="programme-name" label="Name" required maxLength={100} value={form.name} onChange={set('name')} />
        <Select id="programme-kind" label="What it is" value={kind} onChange={setKind} options={programmeKind} />
        <TextField id="programme-about" label="What it does" maxLength={500} value={form.about} onChange={set('about')} />
        <Field id="programme-areas" label="Areas" maxLength={200} value={form.areas} onChange={set('areas')} />
        <fieldset className="govuk-fieldset">
          <legend className="govuk-fieldset__legend">Schools</legend>
          <div className="govuk-checkboxes govuk-checkboxes--small">
            {known.map(({ laestab: school, name }) => (
              <div className="govuk-checkboxes__item" key={school}>
                <input
                  className="govuk-checkboxes__input"
                  id={`programme-${school}`}
                  type="checkbox"
                  checked={schools.includes(school)}
                  onChange={(event) => setSchools(event.target.checked ? [...schools, school] : schools.filter((each) => each !== school))}
                />
                <label className="govuk-label govuk-checkboxes__label" htmlFor={`programme-${school}`}>
                  {name}
                </label>
              </div>
            ))}
          </div>
        </fieldset>
        <Problem text={problem} />
        <button type="submit" className="govuk-button" disabled={sending}>
          Save
        </button>
      </form>
    </Opening>
  );
}
