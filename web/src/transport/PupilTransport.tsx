import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { longDate } from '../format';
import { PupilTransportDocument, type TransportPrompt } from '../gql/graphql';
import { useSession } from '../session';
import { basisName, metresText } from './names';
import { WayForm } from './WayForm';

/** A child's way to school, and the prompt to ask for transport when the assessment found it to be in the way. */
export function PupilTransport({ id }: { id: string }) {
  const { may } = useSession();
  const opens = ['WorkCase', 'ReferChild', 'RunTransport'].some((act) => may.includes(act));
  const fresh = useFresh(PupilTransportDocument, { id }, { every: 60_000 });
  const transport = fresh.data?.pupil?.transport;
  if (!opens || !transport) return null;
  const now = transport.ways[0] ?? null;
  return (
    <section aria-labelledby="way-to-school">
      <h2 className="govuk-heading-m" id="way-to-school">
        Way to school
      </h2>
      {transport.prompt && <Ask prompt={transport.prompt} />}
      {now ? (
        <p className="govuk-body">
          {basisName[now.basis]}. {metresText(now.metres)}
          {now.route ? `, place on ${now.route}` : ', no place on a route'}, from {longDate(now.from)}
          {now.until && ` until ${longDate(now.until)}`}. {now.note}
        </p>
      ) : (
        <p className="govuk-body">Nothing is recorded.</p>
      )}
      <WayForm who={{ pupil: id }} known={now} done={fresh.refresh} />
    </section>
  );
}

/** The prompt alone, for the page of the case. */
export function TransportAsk({ id }: { id: string }) {
  const fresh = useFresh(PupilTransportDocument, { id }, { every: 60_000 });
  const prompt = fresh.data?.pupil?.transport?.prompt;
  return prompt ? <Ask prompt={prompt} /> : null;
}

function Ask({ prompt }: { prompt: TransportPrompt }) {
  return (
    <div className="govuk-inset-text">
      {prompt === 'LOOKS_ELIGIBLE'
        ? 'The way to school was assessed as a reason, and by the policy the child looks eligible for transport. Ask the transport unit for a place.'
        : 'The way to school was assessed as a reason. Measure it, to see whether the policy takes the child.'}{' '}
      <Link className="govuk-link" href="/transport-policy">
        Transport policy
      </Link>
    </div>
  );
}
