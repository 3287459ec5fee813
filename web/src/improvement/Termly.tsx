import { useState } from 'react';
import { Link } from 'wouter';
import { SendForm } from '../cases/SendForm';
import { addDays, longDate } from '../format';
import { type ConcernState, type ImprovementBoardQuery, RecordConcernMeetingDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Select } from '../ui/Select';
import { concernState } from './names';

type Board = NonNullable<ImprovementBoardQuery['improvementBoard']>;
type Decision = { state: ConcernState; strategy: string; followedBy: string; followUpBy: string };

/** Termly meetings with the attendance leader: what was decided, and whether it was followed up. */
export function TermlyMeetings({ board, done }: { board: Board; done: () => void }) {
  const nameOf = (school: string) => board.schools.find((each) => each.school === school)?.name ?? school;
  return (
    <>
      <h2 className="govuk-heading-m">Termly meetings on concern schools</h2>
      {board.termlyMeetings.length === 0 && <p className="govuk-body">None is on record.</p>}
      {board.termlyMeetings.map((meeting) => (
        <div className="app-panel" key={meeting.id}>
          <h3 className="govuk-heading-s">{longDate(meeting.heldOn)}</h3>
          <p className="app-quiet">
            There: {meeting.present}. Written by {meeting.writtenBy}.
          </p>
          <ul className="govuk-list govuk-list--bullet">
            {meeting.decisions.map((decision) => (
              <li key={decision.school}>
                <Link className="govuk-link" href={`/schools/${decision.school}/improvement`}>
                  {nameOf(decision.school)}
                </Link>
                : <strong>{concernState[decision.state]}</strong>. {decision.strategy} {decision.followedBy && `Followed by: ${decision.followedBy}.`}{' '}
                {decision.followUpBy &&
                  `Follow-up visit by ${longDate(decision.followUpBy)}: ${decision.followedUpOn ? `made ${longDate(decision.followedUpOn)}` : 'not made yet'}${decision.overdue ? ', late' : ''}.`}
              </li>
            ))}
          </ul>
        </div>
      ))}
      <Record board={board} done={done} />
    </>
  );
}

/** Schools that meet a criterion, or that were decided on before, are decided on; any other can be added. */
function Record({ board, done }: { board: Board; done: () => void }) {
  const { today } = useSession();
  const [heldOn, setHeldOn] = useState(today);
  const [present, setPresent] = useState('');
  const [decisions, setDecisions] = useState<Record<string, Decision>>({});
  const [added, setAdded] = useState('');
  const listed = board.schools.filter((school) => school.state === 'CONCERN' || school.criteria.some((each) => each.met) || decisions[school.school]);
  const decide = (school: string, change: Partial<Decision>) =>
    setDecisions({
      ...decisions,
      [school]: { ...(decisions[school] ?? { state: 'CONCERN', strategy: '', followedBy: '', followUpBy: addDays(heldOn, 42) }), ...change },
    });
  return (
    <Opening title="Write this term’s meeting">
      <SendForm
        label="Write this term’s meeting"
        button="Save the meeting"
        saved="Saved."
        document={RecordConcernMeetingDocument}
        variables={() => ({
          input: {
            heldOn,
            present,
            decisions: Object.entries(decisions).map(([school, { followUpBy, ...decision }]) => ({
              school,
              ...decision,
              followUpBy: decision.state === 'CONCERN' ? followUpBy : null,
            })),
          },
        })}
        done={() => {
          setDecisions({});
          done();
        }}
      >
        <Field id="termly-on" label="Day of the meeting" type="date" required max={today} value={heldOn} onChange={setHeldOn} />
        <Field id="termly-present" label="Who was there" required maxLength={500} value={present} onChange={setPresent} />
        {listed.map((school) => {
          const decision = decisions[school.school];
          const id = `decide-${school.school}`;
          return (
            <fieldset className="govuk-fieldset app-panel" key={school.school}>
              <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">{school.name}</legend>
              {school.criteria
                .filter((each) => each.met)
                .map((each) => (
                  <p className="app-quiet" key={each.kind}>
                    {each.arithmetic}
                  </p>
                ))}
              <Select
                id={id}
                label={`Decision on ${school.name}`}
                value={decision?.state ?? ('' as ConcernState)}
                onChange={(state) => {
                  if (state) decide(school.school, { state });
                  else setDecisions(Object.fromEntries(Object.entries(decisions).filter(([key]) => key !== school.school)));
                }}
                options={{ '': 'Not decided', ...concernState } as Record<ConcernState, string>}
              />
              {decision?.state === 'CONCERN' && (
                <>
                  <TextField id={`${id}-strategy`} label="Strategy" maxLength={4000} value={decision.strategy} onChange={(strategy) => decide(school.school, { strategy })} />
                  <Field
                    id={`${id}-by`}
                    label="Who follows it with the head teacher"
                    maxLength={200}
                    value={decision.followedBy}
                    onChange={(followedBy) => decide(school.school, { followedBy })}
                  />
                  <Field
                    id={`${id}-on`}
                    label="Follow-up visit by"
                    type="date"
                    value={decision.followUpBy}
                    onChange={(followUpBy) => decide(school.school, { followUpBy })}
                  />
                </>
              )}
            </fieldset>
          );
        })}
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="decide-other">
            Another school
          </label>
          <select
            className="govuk-select"
            id="decide-other"
            value={added}
            onChange={(event) => {
              setAdded('');
              if (event.target.value) decide(event.target.value, { state: 'WATCHED' });
            }}
          >
            <option value="">Choose</option>
            {board.schools
              .filter((school) => !listed.includes(school))
              .map((school) => (
                <option key={school.school} value={school.school}>
                  {school.name}
                </option>
              ))}
          </select>
        </div>
      </SendForm>
    </Opening>
  );
}
