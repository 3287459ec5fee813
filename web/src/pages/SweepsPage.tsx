import { useState } from 'react';
import { Link } from 'wouter';
import { SendForm } from '../cases/SendForm';
import { instantOf, moment } from '../format';
import { useFresh } from '../fresh';
import { PlanSweepDocument, type SweepLevel, SweepsDocument } from '../gql/graphql';
import { useSession } from '../session';
import { levelName, stateName } from '../sweeps/names';
import { Field, Opening, TextField } from '../ui/Field';
import { Heads } from '../ui/Heads';
import { Select } from '../ui/Select';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** Truancy sweeps, the latest first. */
export function SweepsPage() {
  useTitle('Truancy sweeps');
  const { may } = useSession();
  const fresh = useFresh(SweepsDocument, {}, { every: 10_000 });
  return (
    <>
      <h1 className="govuk-heading-l">Truancy sweeps</h1>
      <p className="govuk-body">
        <Link className="govuk-link" href="/sweeps/hot-spots">
          Hot spots and the section 17 report
        </Link>
      </p>
      <Show fresh={fresh} what="sweeps">
        {({ sweeps }) => (
          <>
            {!sweeps?.length ? (
              <Empty at={fresh.at}>No sweep is planned.</Empty>
            ) : (
              <table className="govuk-table app-table app-table--cards">
                <caption className="govuk-visually-hidden">Sweeps</caption>
                <Heads titles={['Area', 'From', 'Until', 'State', 'Officers']} />
                <tbody>
                  {sweeps.map((sweep) => (
                    <tr key={sweep.id}>
                      <th scope="row" className="govuk-table__header">
                        <Link className="govuk-link" href={`/sweeps/${sweep.id}`}>
                          {sweep.area}
                        </Link>
                      </th>
                      <td className="govuk-table__cell" data-label="From">
                        {moment(sweep.begins)}
                      </td>
                      <td className="govuk-table__cell" data-label="Until">
                        {moment(sweep.ends)}
                      </td>
                      <td className="govuk-table__cell" data-label="State">
                        {stateName[sweep.state]}
                      </td>
                      <td className="govuk-table__cell" data-label="Officers">
                        {sweep.officers}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            {may.includes('PlanSweep') && <PlanSweep done={fresh.refresh} />}
          </>
        )}
      </Show>
    </>
  );
}

function PlanSweep({ done }: { done: () => void }) {
  const { today } = useSession();
  const [form, setForm] = useState({ area: '', day: today, from: '09:30', until: '12:30', premises: '' });
  const [level, setLevel] = useState<SweepLevel>('LOCAL');
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  return (
    <Opening title="Plan a sweep">
      <SendForm
        label="Plan a sweep"
        button="Plan it"
        saved="Planned. The police have to authorise it."
        document={PlanSweepDocument}
        variables={() => ({
          input: {
            area: form.area,
            begins: instantOf(form.day, form.from) ?? '',
            ends: instantOf(form.day, form.until) ?? '',
            level,
            premises: form.premises.split('\n').filter((line) => line.trim() !== ''),
          },
        })}
        done={done}
      >
        <Field id="sweep-area" label="Area" maxLength={100} required value={form.area} onChange={set('area')} />
        <div className="app-fields">
          <Field id="sweep-day" label="Day" type="date" required value={form.day} onChange={set('day')} />
          <Field id="sweep-from" label="From" type="time" required value={form.from} onChange={set('from')} />
          <Field id="sweep-until" label="Until" type="time" required value={form.until} onChange={set('until')} />
          <Select id="sweep-level" label="Organised" value={level} onChange={setLevel} options={levelName} />
        </div>
        <TextField
          id="sweep-premises"
          label="Designated premises"
          hint="Where children may be taken besides their school, one to a line."
          maxLength={2000}
          value={form.premises}
          onChange={set('premises')}
        />
      </SendForm>
    </Opening>
  );
}
