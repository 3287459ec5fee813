import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { count, longDate, percent } from '../format';
import { AreaPackDocument, type CampaignKind, CommunityDocument, type CommunityQuery, LogCampaignDocument, PartnerDirectoryDocument } from '../gql/graphql';
import { campaignKind, halfTermName } from '../health/names';
import { useSession } from '../session';
import { Choice } from '../ui/Choice';
import { Download } from '../ui/Download';
import { Field, Opening, TextField } from '../ui/Field';
import { Heads } from '../ui/Heads';
import { Select } from '../ui/Select';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Entry = NonNullable<CommunityQuery['campaigns']>[number];

/** Work in the community: events with their area's attendance before and after, and the pack of each area. */
export function CommunityPage() {
  useTitle('Community');
  const fresh = useFresh(CommunityDocument, {}, { every: 60_000 });
  return (
    <>
      <h1 className="govuk-heading-l">Community</h1>
      <Show fresh={fresh} what="community work">
        {({ campaigns, communityAreas }) => (
          <>
            <h2 className="govuk-heading-m">Events and campaigns</h2>
            {campaigns?.length ? campaigns.map((entry) => <Panel key={entry.id} entry={entry} />) : <Empty at={fresh.at}>Nothing is logged yet.</Empty>}
            <Log areas={communityAreas ?? []} done={fresh.refresh} />
            <h2 className="govuk-heading-m">Figures of an area</h2>
            <Pack areas={communityAreas ?? []} />
          </>
        )}
      </Show>
    </>
  );
}

function Panel({ entry }: { entry: Entry }) {
  const { trend } = entry;
  return (
    <div className="app-panel">
      <h3 className="govuk-heading-s">
        {entry.title}, {entry.area ?? 'all areas'}
      </h3>
      <p className="govuk-body">
        {campaignKind[entry.kind]} of {entry.agency}, {longDate(entry.from)}
        {entry.until !== entry.from && ` to ${longDate(entry.until)}`}. {entry.about}
        {entry.reached != null && ` ${count(entry.reached, 'person', 'people')} reached.`}
      </p>
      <p className="govuk-body">
        {trend.hidden
          ? 'The trend is not told: fewer than five children.'
          : trend.change == null
            ? 'Nothing can be compared yet.'
            : `Attendance of the area ${points(trend.change)} from before (${longDate(trend.from)} on) to after (until ${longDate(trend.to)}); all schools ${points(trend.allSchoolsChange ?? 0)}.`}
      </p>
      <p className="app-quiet">{trend.caveat}</p>
    </div>
  );
}

/** "rose by 1.2 points" */
function points(change: number): string {
  return change === 0 ? 'did not change' : `${change > 0 ? 'rose' : 'fell'} by ${Math.abs(change).toFixed(1)} points`;
}

function Log({ areas, done }: { areas: readonly string[]; done: () => void }) {
  const { today } = useSession();
  const directory = useFresh(PartnerDirectoryDocument, {}, { every: 0 });
  const agencies = (directory.data?.agencies ?? []).filter((each) => each.kind !== 'FAMILY');
  const [kind, setKind] = useState<CampaignKind>('EVENT');
  const [agency, setAgency] = useState('voluntary');
  const [area, setArea] = useState('');
  const [form, setForm] = useState({ title: '', from: today, about: '' });
  const [reached, setReached] = useState('');
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  return (
    <Opening title="Log an event or a campaign">
      <SendForm
        label="Log an event"
        button="Log it"
        saved="Logged."
        document={LogCampaignDocument}
        variables={() => ({ input: { ...form, kind, agency, ...(area && { area }), ...(reached && { reached: Number(reached) }) } })}
        done={done}
      >
        <Field id="campaign-title" label="Title" required maxLength={100} value={form.title} onChange={set('title')} />
        <Select id="campaign-kind" label="What it was" value={kind} onChange={setKind} options={campaignKind} />
        <Select id="campaign-agency" label="Who led it" value={agency} onChange={setAgency} options={Object.fromEntries(agencies.map((each) => [each.id, each.name]))} />
        <Select id="campaign-area" label="Area" value={area} onChange={setArea} options={{ '': 'All areas', ...Object.fromEntries(areas.map((each) => [each, each])) }} />
        <Field id="campaign-from" label="Day" type="date" required value={form.from} onChange={set('from')} />
        <Field id="campaign-reached" label="People reached" type="number" min={0} value={reached} onChange={setReached} />
        <TextField id="campaign-about" label="What was done" hint="Name no child." maxLength={1000} value={form.about} onChange={set('about')} />
      </SendForm>
    </Opening>
  );
}

function Pack({ areas }: { areas: readonly string[] }) {
  const [area, setArea] = useState(areas[0] ?? '');
  const fresh = useFresh(AreaPackDocument, { area }, { every: 60_000 });
  return (
    <>
      <Choice name="area" label="Area" value={area} onChange={setArea}>
        {areas.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </Choice>
      <Show fresh={fresh} what="figures">
        {({ areaPack: pack }) =>
          pack && (
            <>
              <p className="govuk-body">
                {count(pack.schools, 'school')} in {pack.year}. Nothing is told of fewer than five children.
              </p>
              <div className="app-scroll" role="region" tabIndex={0} aria-label={`Attendance of ${pack.area}`}>
                <table className="govuk-table app-table">
                  <caption className="govuk-visually-hidden">Attendance of {pack.area} by half term</caption>
                  <Heads titles={['Half term', 'Attendance', 'All schools', 'Missed with leave', 'Missed without leave']} />
                  <tbody>
                    {pack.terms.map((term) => (
                      <tr key={term.halfTerm}>
                        <th scope="row" className="govuk-table__header">
                          {halfTermName[term.halfTerm]}
                        </th>
                        <td className="govuk-table__cell app-number">{term.percent == null ? 'not told' : percent(term.percent)}</td>
                        <td className="govuk-table__cell app-number">{percent(term.allSchoolsPercent)}</td>
                        <td className="govuk-table__cell app-number">{term.authorised ?? 'not told'}</td>
                        <td className="govuk-table__cell app-number">{term.unauthorised ?? 'not told'}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              {pack.meetings.map((meeting) => (
                <p className="govuk-body" key={meeting.on + meeting.place}>
                  Meeting {longDate(meeting.on)}, {meeting.place}: {meeting.agreed.length ? meeting.agreed.join('; ') : 'nothing agreed yet'}
                  {meeting.open > 0 && ` (${meeting.open} open)`}
                </p>
              ))}
              <Download link={pack.pdf} name="area-pack.pdf" title="The pack (PDF)" />
            </>
          )
        }
      </Show>
    </>
  );
}
