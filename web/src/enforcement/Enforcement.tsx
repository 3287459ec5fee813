import { useFresh } from '../fresh';
import { count, longDate } from '../format';
import { CaseEnforcementDocument, type CaseEnforcementQuery } from '../gql/graphql';
import { Empty, NoAccess, Show } from '../ui/states';
import { Consider } from './Consider';
import { CourtPacks } from './CourtPacks';
import { Letters } from './Letters';
import { Matter } from './Matter';
import { considerationName, effectName } from './names';
import { Proposal } from './Proposal';
import { StepOptions } from './StepOptions';

export type CaseNode = NonNullable<CaseEnforcementQuery['case']>;
export type Enforcement = NonNullable<CaseNode['enforcement']>;

/** The enforcement track of a case: what was done for the family, what runs against whom, and what could be done next with what keeps it back. */
export function EnforcementTrack({ id }: { id: string }) {
  const fresh = useFresh(CaseEnforcementDocument, { id }, { every: 10_000, on: 'pupils' });
  return (
    <Show fresh={fresh} what="enforcement">
      {(data) => {
        const found = data.case;
        if (!found?.enforcement) return <NoAccess>Your role is not shown enforcement.</NoAccess>;
        const track = found.enforcement;
        return (
          <>
            <p className="govuk-inset-text">
              Since {longDate(track.evidenceFrom)}: <strong>{count(track.evidenceHalfDays, 'unauthorised half-day')}</strong>, which may be used.{' '}
              {count(track.excludedHalfDays, 'other absence')}, which may not: the school approved it, or it is outside school age.
              {track.team && ` The duty is ${track.team}’s.`}
            </p>
            {track.proposals.map((proposal) => (
              <Proposal key={proposal.matter} id={id} proposal={proposal} mayApprove={track.mayApprove} done={fresh.refresh} />
            ))}
            <h2 className="govuk-heading-m">Support and consultation</h2>
            <Considered track={track} />
            {(track.mayEnforce || track.maySignOff) && <Consider id={id} track={track} done={fresh.refresh} />}
            <h2 className="govuk-heading-m">Matters</h2>
            {track.matters.length === 0 && <Empty at={fresh.at}>Nothing is running against anybody.</Empty>}
            {track.matters.map((matter) => (
              <Matter key={matter.number} id={id} matter={matter} track={track} done={fresh.refresh} />
            ))}
            {track.mayEnforce && (
              <>
                <h2 className="govuk-heading-m">Begin a new matter</h2>
                {track.beginnings.map((beginning) => (
                  <section key={beginning.track} aria-label={beginning.title}>
                    <h3 className="govuk-heading-s">{beginning.title}</h3>
                    <StepOptions id={id} options={beginning.options} track={beginning.track} enforcement={track} done={fresh.refresh} />
                  </section>
                ))}
              </>
            )}
            <CourtPacks id={id} found={found} done={fresh.refresh} />
            <h2 className="govuk-heading-m">Letters</h2>
            {found.letters.length === 0 ? (
              <Empty at={fresh.at}>No letter was written.</Empty>
            ) : (
              <Letters letters={found.letters.map((letter) => ({ ...letter, caseId: id }))} maySend={track.mayEnforce} done={fresh.refresh} />
            )}
          </>
        );
      }}
    </Show>
  );
}

function Considered({ track }: { track: Enforcement }) {
  if (track.considered.length === 0) return <p className="govuk-body">Nothing is recorded yet.</p>;
  return (
    <ul className="govuk-list govuk-list--bullet">
      {track.considered.map((said) => (
        <li key={said.kind + said.on + said.words}>
          {considerationName[said.kind]}, {longDate(said.on)}
          {said.effect && `, ${effectName[said.effect]}`}
          {said.words && <span className="app-quiet">: {said.words}</span>}
        </li>
      ))}
    </ul>
  );
}

