import { useState } from 'react';
import { useFresh } from '../fresh';
import { schoolYearOf } from '../format';
import { type CareService, type HalfDay, OutOfSchoolDocument, RecordServiceTimeDocument, type ServiceReason } from '../gql/graphql';
import { Back } from '../lookedafter/Back';
import { serviceName, serviceReason } from '../lookedafter/carework';
import { ChildChoice } from '../lookedafter/ChildChoice';
import { SmallForm } from '../lookedafter/SmallForm';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Field } from '../ui/Field';
import { Heads } from '../ui/Heads';
import { Select } from '../ui/Select';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** School time that looked-after children lose: to services, and to holidays in term time. */
export function OutOfSchoolPage() {
  useTitle('Time out of school');
  const { may, today } = useSession();
  const year = Number(schoolYearOf(today).slice(0, 4));
  const fresh = useFresh(OutOfSchoolDocument, { year }, { every: 60_000 });
  return (
    <>
      <Back />
      <h1 className="govuk-heading-l">Time out of school, {schoolYearOf(today)}</h1>
      <h2 className="govuk-heading-m">Lost to services</h2>
      {may.includes('WorkOnCare') && <Record refresh={fresh.refresh} />}
      <Show fresh={fresh} what="time out of school">
        {({ timeLostToServices: services, holidaysByCarer: carers }) => (
          <>
            {services?.length ? (
              <table className="govuk-table app-table app-table--cards">
                <Heads titles={['Service', 'What for', 'Half-days', 'Children']} />
                <tbody>
                  {services.map((line) => (
                    <tr key={line.service + line.reason}>
                      <th scope="row" className="govuk-table__header">
                        {serviceName[line.service]}
                      </th>
                      <td className="govuk-table__cell" data-label="What for">
                        {serviceReason[line.reason]}
                      </td>
                      <td className="govuk-table__cell" data-label="Half-days">
                        {line.halfDays}
                      </td>
                      <td className="govuk-table__cell" data-label="Children">
                        {line.children}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            ) : (
              <Empty>No half-day is recorded as lost to a service this year.</Empty>
            )}
            <h2 className="govuk-heading-m">Holidays in term time by carer</h2>
            {carers?.length ? (
              <table className="govuk-table app-table app-table--cards">
                <Heads titles={['Carer', 'Half-days this year', 'Of them agreed', 'Half-days the year before']} />
                <tbody>
                  {carers.map((line) => (
                    <tr key={line.carer ?? ''}>
                      <th scope="row" className="govuk-table__header">
                        {line.carer ?? 'No carer recorded'}
                      </th>
                      <td className="govuk-table__cell" data-label="Half-days this year">
                        {line.halfDays}
                      </td>
                      <td className="govuk-table__cell" data-label="Of them agreed">
                        {line.agreed}
                      </td>
                      <td className="govuk-table__cell" data-label="Half-days the year before">
                        {line.yearBefore}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            ) : (
              <Empty>No looked-after child was on holiday in term time, this year or the year before.</Empty>
            )}
          </>
        )}
      </Show>
    </>
  );
}

function Record({ refresh }: { refresh: () => void }) {
  const { today } = useSession();
  const { send } = useSend();
  const [pupil, setPupil] = useState('');
  const [on, setOn] = useState(today);
  const [half, setHalf] = useState<HalfDay>('AM');
  const [service, setService] = useState<CareService>('SOCIAL_CARE');
  const [reason, setReason] = useState<ServiceReason>('MEETING');
  const record = async () => {
    if (!pupil) return 'Choose a child.';
    const sent = await send(RecordServiceTimeDocument, { input: { pupil, on, half, service, reason, withdrawn: false } });
    refresh();
    return sent.problem ?? problemsOf(sent.data.recordServiceTime);
  };
  return (
    <SmallForm title="Record a half-day lost to a service" button="Record it" saved="The half-day is recorded." run={record}>
      <ChildChoice id="lost-child" value={pupil} onChange={setPupil} />
      <div className="app-fields">
        <Field id="lost-on" label="Day" type="date" required value={on} onChange={setOn} />
        <Select id="lost-half" label="Half-day" value={half} onChange={setHalf} options={{ AM: 'Morning', PM: 'Afternoon' }} />
        <Select id="lost-service" label="Service" value={service} onChange={setService} options={serviceName} />
        <Select id="lost-reason" label="What for" value={reason} onChange={setReason} options={serviceReason} />
      </div>
    </SmallForm>
  );
}
