import { type FormEvent, useState } from 'react';
import { useClient } from 'urql';
import { useSearchParams } from 'wouter';
import { useFresh } from '../fresh';
import { longDate } from '../format';
import { ActivitiesDocument, type ActivityWordsFragment, MatchActivitiesDocument, type MatchActivitiesQuery, OwnAgreementsDocument } from '../gql/graphql';
import { useSession } from '../session';
import { ChooseChildren } from '../support/ChooseChildren';
import { activityTime, listOf, years } from '../support/words';
import { Choice } from '../ui/Choice';
import { Field, Opening } from '../ui/Field';
import { Problem } from '../ui/Problem';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

const filters = ['area', 'interest', 'need'] as const;
const labels = { area: 'Neighbourhood', interest: 'For those who like', need: 'Meets the need' };

/** What young people can take part in, and what fits one of them. */
export function ActivitiesPage() {
  useTitle('Activities');
  const { may } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const chosen = Object.fromEntries(filters.map((name) => [name, parameters.get(name) || null]));
  const all = useFresh(ActivitiesDocument, {}, { every: 60_000 });
  const fresh = useFresh(ActivitiesDocument, chosen, { every: 60_000 });
  const values = (of: (activity: ActivityWordsFragment) => readonly string[]) => [...new Set(all.data?.activities.flatMap(of))].toSorted();
  const options = {
    area: values((activity) => [activity.area]),
    interest: values((activity) => activity.interests),
    need: values((activity) => activity.needs),
  };
  return (
    <>
      <h1 className="govuk-heading-l">Activities</h1>
      <p className="govuk-body">What young people can take part in, of every agency. Its agency signs them up under “Our work”.</p>
      {may.includes('ReadByAgreement') && <Match />}
      <form className="app-filters" onSubmit={(event) => event.preventDefault()} aria-label="Filter">
        {filters.map((name) => (
          <Choice
            key={name}
            name={name}
            label={labels[name]}
            value={chosen[name] ?? ''}
            onChange={(value) =>
              setParameters(
                (before) => {
                  const after = new URLSearchParams(before);
                  if (value) after.set(name, value);
                  else after.delete(name);
                  return after;
                },
                { replace: true },
              )
            }
          >
            <option value="">All</option>
            {options[name].map((value) => (
              <option key={value} value={value}>
                {value}
              </option>
            ))}
          </Choice>
        ))}
      </form>
      <Show fresh={fresh} what="activities">
        {({ activities }) =>
          activities.length === 0 ? (
            <Empty at={fresh.at}>No activity is on the menu.</Empty>
          ) : (
            activities.map((activity) => <Activity key={activity.id} activity={activity} />)
          )
        }
      </Show>
    </>
  );
}

function Activity({ activity, why }: { activity: ActivityWordsFragment; why?: readonly string[] }) {
  return (
    <div className="app-panel">
      <h2 className="govuk-heading-s">{activity.title}</h2>
      {why && <p className="govuk-body">Why: {why.join(' ')}</p>}
      <p className="govuk-body">
        {activity.place}, {activity.area}. {activityTime[activity.time]}, {years(activity.fromYear, activity.toYear).toLowerCase()}, from {longDate(activity.from)}
        {activity.until && ` to ${longDate(activity.until)}`}. {activity.free} of {activity.places} places are free.
      </p>
      <p className="app-quiet">
        {activity.agencyName}. For those who like {activity.interests.join(', ')}.{activity.needs.length > 0 && ` Meets: ${activity.needs.join(', ')}.`}
      </p>
    </div>
  );
}

/** Finds what fits a child whom an agreement shares. */
function Match() {
  const client = useClient();
  const agreements = useFresh(OwnAgreementsDocument, {}, { every: 0 });
  const [children, setChildren] = useState<readonly string[]>([]);
  const [form, setForm] = useState({ interests: '', needs: '', area: '' });
  const [found, setFound] = useState<MatchActivitiesQuery['matchActivities'] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const match = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    // An id under an agreement is known to that agreement alone.
    for (const agreement of agreements.data?.ownAgreements ?? []) {
      const { data } = await client
        .query(
          MatchActivitiesDocument,
          { agreement: agreement.id, child: children[0]!, interests: listOf(form.interests), needs: listOf(form.needs), area: form.area || null },
          { requestPolicy: 'network-only' },
        )
        .toPromise();
      if (data?.matchActivities) {
        setFound(data.matchActivities);
        return;
      }
    }
    setProblem('The agreement does not show this child now.');
  };
  return (
    <Opening title="Find what fits a young person">
      <form onSubmit={(event) => void match(event)} aria-label="Find what fits">
        <ChooseChildren name="match" chosen={children} one onChange={setChildren} />
        <div className="app-fields">
          <Field id="match-interests" label="Likes" hint="By commas: football, music" required value={form.interests} onChange={set('interests')} />
          <Field id="match-needs" label="Needs" hint="By commas: step-free" value={form.needs} onChange={set('needs')} />
          <Field id="match-area" label="Neighbourhood" value={form.area} onChange={set('area')} />
        </div>
        <Problem text={problem} />
        <button type="submit" className="govuk-button" disabled={children.length === 0}>
          Find
        </button>
      </form>
      {found && (
        <div role="status">
          {found.length === 0 ? (
            <p className="govuk-body">Nothing on the menu fits.</p>
          ) : (
            found.map(({ activity, why }) => <Activity key={activity.id} activity={activity} why={why} />)
          )}
        </div>
      )}
    </Opening>
  );
}
