import { useCallback, useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { clock, count, moment } from '../format';
import { useFresh } from '../fresh';
import { type AuthorisingRank, AuthoriseSweepDocument, CloseSweepDocument, JoinSweepDocument, OneSweepDocument, type OneSweepQuery } from '../gql/graphql';
import { useSession } from '../session';
import { findingName, levelName, rankName, stateName, takenName } from '../sweeps/names';
import { useOutbox } from '../sweeps/outbox';
import { LookUp } from '../sweeps/LookUp';
import { RecordStop } from '../sweeps/RecordStop';
import { Field } from '../ui/Field';
import { Select } from '../ui/Select';
import { NotFound, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type SweepNode = NonNullable<OneSweepQuery['sweep']>;

/** A sweep, for the phone of an officer who is out, and for those who plan. */
export function SweepPage({ id }: { id: string }) {
  useTitle('Truancy sweep');
  const fresh = useFresh(OneSweepDocument, { id }, { every: 15_000 });
  if (fresh.error === 'not-found') return <NotFound what="sweep" />;
  return (
    <Show fresh={fresh} what="the sweep">
      {({ sweep }) => (sweep ? <Standing sweep={sweep} at={fresh.at!} refresh={fresh.refresh} /> : <NotFound what="sweep" />)}
    </Show>
  );
}

function Standing({ sweep, at, refresh }: { sweep: SweepNode; at: Date; refresh: () => void }) {
  const { may } = useSession();
  const outbox = useOutbox(
    sweep.id,
    useCallback(() => refresh(), [refresh]),
  );
  // The clock of school life, which a phone may not have.
  const now = () => new Date(new Date(sweep.now).getTime() + (Date.now() - at.getTime())).toISOString();
  const out = sweep.isMine && (sweep.state === 'OPEN' || sweep.state === 'OVER');
  return (
    <>
      <h1 className="govuk-heading-l">{sweep.area}</h1>
      <p className="govuk-body">
        {moment(sweep.begins)} to {clock(sweep.ends)}. {levelName[sweep.level]}. <strong className="govuk-tag">{stateName[sweep.state]}</strong>
      </p>
      <p className="govuk-body">
        {sweep.authorisedByOfficer && sweep.rank && `Authorised by ${sweep.authorisedByOfficer}, ${rankName[sweep.rank].toLowerCase()}. `}
        Designated premises: {sweep.premises.join('; ')}. {count(sweep.officers, 'officer')} signed on.
      </p>
      {sweep.state === 'PLANNED' && may.includes('AuthoriseSweep') && <Authorise id={sweep.id} done={refresh} />}
      {may.includes('WorkOnSweep') && !sweep.isMine && sweep.state !== 'OVER' && sweep.state !== 'CLOSED' && (
        <SendForm label="Sign on" button="Sign on for this sweep" saved="You are signed on." document={JoinSweepDocument} variables={() => ({ id: sweep.id })} done={refresh} />
      )}
      {(outbox.waiting.length > 0 || outbox.offline) && (
        <div className="app-stale" role="status">
          {outbox.offline && 'No connection. '}
          {count(outbox.waiting.length, 'stop')} kept on this phone until the server has {outbox.waiting.length === 1 ? 'it' : 'them'}.
          {outbox.waiting
            .filter((each) => each.problem)
            .map(({ input, problem }) => (
              <p className="govuk-body" key={input.id}>
                {input.givenName} {input.familyName}: {problem}{' '}
                <button type="button" className="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" onClick={() => outbox.drop(String(input.id))}>
                  Forget this one
                </button>
              </p>
            ))}
        </div>
      )}
      {out && (
        <>
          {sweep.state === 'OPEN' && <LookUp sweep={sweep.id} />}
          <RecordStop sweep={sweep.id} now={now} add={outbox.add} />
        </>
      )}
      {sweep.results.stops > 0 && <Results sweep={sweep} />}
      {sweep.state === 'OVER' && (
        <SendForm
          label="Close the sweep"
          button="Close the sweep"
          saved="Closed."
          document={CloseSweepDocument}
          variables={() => ({ id: sweep.id })}
          done={refresh}
        />
      )}
    </>
  );
}

function Authorise({ id, done }: { id: string; done: () => void }) {
  const [officer, setOfficer] = useState('');
  const [rank, setRank] = useState<AuthorisingRank>('SUPERINTENDENT');
  return (
    <SendForm
      label="Authorise the sweep"
      button="Enter the authorisation"
      saved="Authorised."
      document={AuthoriseSweepDocument}
      variables={() => ({ input: { sweep: id, officer, rank } })}
      done={done}
    >
      <h2 className="govuk-heading-m">Authorisation</h2>
      <p className="govuk-body">Only an officer of superintendent’s rank or above authorises a sweep (Crime and Disorder Act 1998, section 16).</p>
      <Field id="authorising-officer" label="Officer who authorised it" maxLength={100} required value={officer} onChange={setOfficer} />
      <Select id="authorising-rank" label="Rank" value={rank} onChange={setRank} options={rankName} />
    </SendForm>
  );
}

function Results({ sweep }: { sweep: SweepNode }) {
  const { stops, findings, taken, cases } = sweep.results;
  return (
    <>
      <h2 className="govuk-heading-m">{count(stops, 'stop')}</h2>
      <ul className="govuk-list govuk-list--bullet">
        {findings.map((each) => (
          <li key={each.finding}>
            {findingName[each.finding]}: {each.stops}
          </li>
        ))}
        {taken.map((each) => (
          <li key={each.takenTo}>
            {takenName[each.takenTo]}: {each.stops}
          </li>
        ))}
        <li>Followed up in a case, for a Personal Attendance Plan: {cases}</li>
      </ul>
      <ol className="app-timeline" aria-label="Stops">
        {sweep.stops.map((stop) => (
          <li key={stop.id}>
            <h3 className="govuk-heading-s">
              {clock(stop.stoppedAt)}, {stop.place}
              {stop.child && `: ${stop.child.givenName} ${stop.child.familyName}`}
            </h3>
            <p className="govuk-body">
              {findingName[stop.finding]}
              {stop.findingThen && stop.findingThen !== stop.finding && ` (when stopped: ${findingName[stop.findingThen].toLowerCase()})`}.
              {stop.child?.school && ` ${stop.child.school}.`} {takenName[stop.takenTo]}
              {stop.withAdult && ', an adult was there'}.{stop.followedUp && ' A case follows it up.'}
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
