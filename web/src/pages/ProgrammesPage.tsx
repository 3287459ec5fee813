import { type FormEvent, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useFresh } from '../fresh';
import { longDate, percent } from '../format';
import { FundingImpactDocument, ProgrammeEffectsDocument, type ProgrammeEffectsQuery, type ProgrammeKind, SaveProgrammeDocument } from '../gql/graphql';
import { EffectLine } from '../improvement/EffectLine';
import { attended } from '../improvement/names';
import { programmeKind, slugOf } from '../partners/names';
import { useSchoolNames } from '../schools';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Choice } from '../ui/Choice';
import { Field, Opening, TextField } from '../ui/Field';
import { Heads } from '../ui/Heads';
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
            {may.includes('ReadAuthorityFigures') && <Impact />}
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
        {programme.money != null && `Money: £${programme.money.toLocaleString('en-GB')}. `}
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
      {programme.sinceBegun && <EffectLine effect={programme.sinceBegun} />}
    </section>
  );
}

/** What schools came to by the streams of money that reach them: the lines add up to all schools. */
function Impact() {
  const fresh = useFresh(FundingImpactDocument, {}, { every: 60_000 });
  return (
    <Show fresh={fresh} what="impact">
      {({ fundingImpact: report }) =>
        report && (
          <>
          <table className="govuk-table app-table app-table--cards">
            <caption className="govuk-table__caption govuk-table__caption--m">Impact by stream of money in {report.year}: each school once, under all its streams</caption>
            <Heads titles={['Streams', 'Schools', 'Attendance this school year', 'The year before, to the same day']} />
            <tbody>
              {[...report.lines, report.total].map((line) => (
                <tr key={line.name}>
                  <th scope="row" className="govuk-table__header">
                    {line.name}
                  </th>
                  <td className="govuk-table__cell" data-label="Schools">
                    {line.schools}
                  </td>
                  <td className="govuk-table__cell" data-label="Attendance this school year">
                    {attended(line.now)}
                  </td>
                  <td className="govuk-table__cell" data-label="The year before, to the same day">
                    {attended(line.before)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <table className="govuk-table app-table app-table--cards">
            <caption className="govuk-table__caption govuk-table__caption--m">What agencies did with children in {report.year}, by who pays</caption>
            <Heads titles={['Streams', 'Begun', 'Children', 'Over, and helped']} />
            <tbody>
              {[...report.support, report.supportTotal].map((line) => (
                <tr key={line.name}>
                  <th scope="row" className="govuk-table__header">
                    {line.name}
                  </th>
                  <td className="govuk-table__cell" data-label="Begun">
                    {line.begun}
                  </td>
                  <td className="govuk-table__cell" data-label="Children">
                    {line.children}
                  </td>
                  <td className="govuk-table__cell" data-label="Over, and helped">
                    {line.over} over, {line.helped} helped
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          </>
        )
      }
    </Show>
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
  const [fundedBy, setFundedBy] = useState('');
  const [from, setFrom] = useState('');
  const [money, setMoney] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const choose = (next: string) => {
    const found = programmes.find((each) => each.id === next);
    setId(next);
    setForm({ name: found?.name ?? '', about: found?.about ?? '', areas: found?.areas ?? '' });
    setKind(found?.kind ?? 'INITIATIVE');
    setSchools(found?.schools ?? []);
    setFundedBy(found?.fundedBy ?? '');
    setFrom(found?.from ?? '');
    setMoney(found?.money == null ? '' : String(found.money));
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(SaveProgrammeDocument, {
      input: {
        id: id || slugOf(form.name),
        kind,
        ...form,
        schools: [...schools],
        fundedBy: fundedBy || null,
        leadAgency: chosen?.leadAgency ?? null,
        from: from || null,
        money: money === '' ? null : Number(money),
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
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="programme-payer">
            Paid for by
          </label>
          <select className="govuk-select" id="programme-payer" value={fundedBy} onChange={(event) => setFundedBy(event.target.value)}>
            <option value="">Nothing else</option>
            {programmes
              .filter((programme) => programme.id !== id)
              .map((programme) => (
                <option key={programme.id} value={programme.id}>
                  {programme.name}
                </option>
              ))}
          </select>
        </div>
        <div className="app-fields">
          <Field id="programme-from" label="First day" hint="Its effect is counted from here." type="date" value={from} onChange={setFrom} />
          <Field id="programme-money" label="Money, in pounds" type="number" min={0} max={100000000} value={money} onChange={setMoney} />
        </div>
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
