import { useState } from 'react';
import { useFresh } from '../fresh';
import { longDate } from '../format';
import { CareHomesDocument, type HomePurpose, RecordHomeDocument, TrainingRegisterDocument } from '../gql/graphql';
import { Back } from '../lookedafter/Back';
import { homePurpose } from '../lookedafter/carework';
import { ChildChoice } from '../lookedafter/ChildChoice';
import { SmallForm } from '../lookedafter/SmallForm';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Field } from '../ui/Field';
import { Select } from '../ui/Select';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** Where looked-after children live: shown one child at a time, to the team alone, who say what for. */
export function HomesPage() {
  useTitle('Homes');
  const [pupil, setPupil] = useState('');
  const [purpose, setPurpose] = useState<HomePurpose | ''>('');
  const [asked, setAsked] = useState<{ pupil: string; purpose: HomePurpose } | null>(null);
  return (
    <>
      <Back />
      <h1 className="govuk-heading-l">Homes</h1>
      <p className="govuk-body">An address can put a child in danger. Every look is recorded with what it was for.</p>
      <form
        className="app-fields"
        aria-label="Look up a home"
        onSubmit={(event) => {
          event.preventDefault();
          if (pupil && purpose) setAsked({ pupil, purpose });
        }}
      >
        <ChildChoice
          id="home-of"
          value={pupil}
          onChange={(chosen) => {
            setPupil(chosen);
            setAsked(null);
          }}
        />
        <Select id="home-purpose" label="What for" value={purpose} onChange={setPurpose} options={{ '': 'Say what for', ...homePurpose }} />
        <button type="submit" className="govuk-button govuk-button--secondary" disabled={!pupil || !purpose}>
          Show the home
        </button>
      </form>
      {asked && <Homes asked={asked} key={asked.pupil} />}
    </>
  );
}

function Homes({ asked }: { asked: { pupil: string; purpose: HomePurpose } }) {
  const { today } = useSession();
  const { send } = useSend();
  const fresh = useFresh(CareHomesDocument, asked, { every: 0 });
  const register = useFresh(TrainingRegisterDocument, {}, { every: 0 });
  const [home, setHome] = useState({ from: today, carer: '', address: '' });
  const carers = Object.fromEntries((register.data?.trainingRegister ?? []).map((carer) => [carer.id, carer.name]));
  const record = async () => {
    const sent = await send(RecordHomeDocument, { input: { pupil: asked.pupil, from: home.from, carer: home.carer || null, address: home.address } });
    fresh.refresh();
    return sent.problem ?? problemsOf(sent.data.recordHome);
  };
  return (
    <>
      <Show fresh={fresh} what="home">
        {({ careHomes: homes }) =>
          homes?.length ? (
            <ul className="govuk-list govuk-list--bullet">
              {homes.toReversed().map((each) => (
                <li key={each.from}>
                  From {longDate(each.from)}: {each.address}
                  {each.carer && `, with ${each.carer}`}
                </li>
              ))}
            </ul>
          ) : (
            <Empty>No home is recorded.</Empty>
          )
        }
      </Show>
      <SmallForm title="Record a home" button="Record" saved="The home is recorded." run={record}>
        <Field id="home-from" label="From" type="date" required value={home.from} onChange={(from) => setHome({ ...home, from })} />
        <Select
          id="home-carer"
          label="Carer"
          value={home.carer}
          onChange={(carer) => setHome({ ...home, carer })}
          options={{ '': 'No carer', ...carers }}
        />
        <Field id="home-address" label="Address" required maxLength={300} value={home.address} onChange={(address) => setHome({ ...home, address })} />
      </SmallForm>
    </>
  );
}
