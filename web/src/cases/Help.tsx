import { useState } from 'react';
import { useFresh } from '../fresh';
import { count, dayDate, longDate } from '../format';
import { CaseWorkDocument, type CaseWorkQuery, EndInterventionDocument, type InterventionOutcome, LogInterventionDocument, StartInterventionDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Show } from '../ui/states';
import { Row } from './Assessment';
import { interventionOutcomeName } from './names';
import { Select } from '../ui/Select';
import { CheckFirstDay, PlanReturn } from './PlanReturn';
import { SendForm } from './SendForm';

type Work = NonNullable<CaseWorkQuery['case']>;
type Intervention = Work['interventions'][number];

/** What is done for the child, what the marks say of it, and the return after a long absence. */
export function Help({ id, changed }: { id: string; changed: () => void }) {
  const { may } = useSession();
  const fresh = useFresh(CaseWorkDocument, { id }, { every: 15_000, on: 'pupils' });
  const done = () => {
    fresh.refresh();
    changed();
  };
  return (
    <Show fresh={fresh} what="help">
      {(data) => {
        const work = data.case;
        if (!work) return null;
        const works = may.includes('WorkCase') && work.stage !== 'CLOSED';
        return (
          <>
            <h2 className="govuk-heading-m">Help given</h2>
            {work.interventions.length === 0 && <p className="govuk-body">Nothing is noted yet.</p>}
            {work.interventions.map((each) => (
              <One key={each.number} id={id} each={each} works={works} done={done} />
            ))}
            {works && (
              <Opening title="Begin something">
                <Start id={id} suggestions={work.suggestions} done={done} />
              </Opening>
            )}
            {work.reintegration && <Return plan={work.reintegration} />}
            {works && work.reintegration && work.reintegration.came === null && (
              <Opening title="Check the first day">
                <CheckFirstDay id={id} done={done} />
              </Opening>
            )}
            {works && (
              <Opening title={work.reintegration ? 'Plan the return anew' : 'Plan the return after a long absence'}>
                <PlanReturn id={id} done={done} />
              </Opening>
            )}
          </>
        );
      }}
    </Show>
  );
}

function One({ id, each, works, done }: { id: string; each: Intervention; works: boolean; done: () => void }) {
  const { today } = useSession();
  const [on, setOn] = useState(today);
  const [note, setNote] = useState('');
  const [outcome, setOutcome] = useState<InterventionOutcome>('HELPED');
  const of = (window: { possible: number; attended: number }) => (window.possible === 0 ? 'no half-days' : `${window.attended} of ${count(window.possible, 'half-day')}`);
  return (
    <section className="app-card">
      <h3 className="govuk-heading-s">
        {each.number}. {each.title}, by {each.provider}
      </h3>
      <dl className="govuk-summary-list">
        <Row title="When">
          {longDate(each.from)} to {each.until ? longDate(each.until) : 'now'}; {each.dose}
        </Row>
        <Row title="What for">{each.purpose}</Row>
        <Row title="Sessions">
          {each.sessionsHeld} took place, {each.sessionsMissed} did not
        </Row>
        {each.outcome && (
          <Row title="What it did">
            {interventionOutcomeName[each.outcome]}. {each.outcomeNote}
          </Row>
        )}
        <Row title="What the marks say">
          Attended before: {of(each.effect.before)}; during: {of(each.effect.during)}; after: {of(each.effect.after)}.
          {each.effect.change != null && ` ${Math.abs(Number(each.effect.change)).toFixed(1)} percentage points ${Number(each.effect.change) < 0 ? 'less' : 'more'}.`}
          {each.effect.small && ' Few half-days: this says little.'}
        </Row>
      </dl>
      {works && !each.until && (
        <>
          <Opening title={`Log a session of ${each.title}`}>
            <SendForm
              label={`Log a session of ${each.title}`}
              button="It took place"
              saved="Logged."
              document={LogInterventionDocument}
              variables={() => ({ input: { case: id, number: each.number, on, tookPlace: true, note: note || null } })}
              done={done}
            >
              <Field id={`dose-on-${each.number}`} label="Date" type="date" max={today} value={on} onChange={setOn} />
              <Field id={`dose-note-${each.number}`} label="What happened" maxLength={4000} value={note} onChange={setNote} />
            </SendForm>
          </Opening>
          <Opening title={`End ${each.title}`}>
            <SendForm
              label={`End ${each.title}`}
              button="End it"
              saved="Ended."
              document={EndInterventionDocument}
              variables={() => ({ input: { case: id, number: each.number, on, outcome, note } })}
              done={done}
            >
              <Select id={`end-outcome-${each.number}`} label="What it did" value={outcome} onChange={setOutcome} options={interventionOutcomeName} />
              <Field id={`end-on-${each.number}`} label="Last day" type="date" value={on} onChange={setOn} />
              <TextField id={`end-note-${each.number}`} label="Why you think so" maxLength={4000} value={note} onChange={setNote} />
            </SendForm>
          </Opening>
        </>
      )}
    </section>
  );
}

function Start({ id, suggestions, done }: { id: string; suggestions: Work['suggestions']; done: () => void }) {
  const { today } = useSession();
  const [chosen, setChosen] = useState('');
  const [from, setFrom] = useState(today);
  const [purpose, setPurpose] = useState('');
  if (suggestions.length === 0) return <p className="govuk-body">The catalogue offers something once the circumstances are assessed.</p>;
  const catalogue = chosen || suggestions[0]!.catalogue;
  return (
    <SendForm
      label="Begin something"
      button="Begin"
      saved="It is noted."
      document={StartInterventionDocument}
      variables={() => ({ input: { case: id, catalogue, from, purpose } })}
      done={done}
    >
      <Select
        id="start-catalogue"
        label="What, the best fit first"
        value={catalogue}
        onChange={setChosen}
        options={Object.fromEntries(suggestions.map((each) => [each.catalogue, `${each.title}, by ${each.provider}`]))}
      />
      <p className="govuk-body app-quiet">{suggestions.find((each) => each.catalogue === catalogue)?.why}</p>
      <Field id="start-from" label="First day" type="date" value={from} onChange={setFrom} />
      <Field id="start-purpose" label="What for" maxLength={500} value={purpose} onChange={setPurpose} />
    </SendForm>
  );
}

function Return({ plan }: { plan: NonNullable<Work['reintegration']> }) {
  return (
    <>
      <h2 className="govuk-heading-m">Return after a long absence</h2>
      <dl className="govuk-summary-list">
        <Row title="First day">
          {dayDate(plan.from)}: {plan.firstDay} {plan.came === null ? '' : plan.came ? `The child came. ${plan.firstDayNote}` : `The child did not come. ${plan.firstDayNote}`}
        </Row>
        <Row title="Turns to">{plan.contactPerson}</Row>
        <Row title="Full time from">{dayDate(plan.fullTimeFrom)}</Row>
        {plan.weeks.map((week) => (
          <Row key={week.monday} title={`Week of ${longDate(week.monday)}`}>
            {count(week.sessions.length, 'half-day')} expected, {week.attended} attended, {week.missed} missed so far.
            {week.wrongCodes.map((wrong) => (
              <div key={wrong}>{wrong}</div>
            ))}
          </Row>
        ))}
      </dl>
    </>
  );
}
